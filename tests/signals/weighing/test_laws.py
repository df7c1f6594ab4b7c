"""The laws of weighing, over thousands of random sightings and facts: no is no relief, unknown is no favour, more is never less."""

import random
from dataclasses import replace

import pytest

from tests.signals.weighing.books import TYPES, book
from vangnet.signals import weights
from vangnet.signals.weighing import Facts, Seen, priority_of, weigh

ROUNDS = 1_000
ANSWERS = ("yes", "no", "unknown", "not_said", "")
HARDNESSES = ("observed", "told", "assumed", "unknown", "never heard of")


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return book(tmp_path_factory.mktemp("book"))


@pytest.fixture(scope="module", params=["small", "shipped", "ikps-2003"])
def weighing(request, small):
    """A way of weighing and the types of its indicators: a small one, and both that are shipped."""
    if request.param == "small":
        return small, "", TYPES
    configuration = "" if request.param == "shipped" else request.param
    return weights.versions()[-1], configuration, weights.types()


def some(dice, types):
    codes = dice.choices(sorted(types), k=dice.randrange(12))
    return [Seen(code, types[code], dice.choice(ANSWERS), dice.choice(HARDNESSES)) for code in codes]


def points(weighing, sightings):
    given, configuration, _types = weighing
    return weigh(sightings, given, configuration).points


def each(weighing):
    dice = random.Random(2025)
    for _round in range(ROUNDS):
        yield dice, some(dice, weighing[2])


def test_not_having_seen_something_never_lowers_and_neither_does_not_knowing(weighing):
    types = weighing[2]
    for dice, sightings in each(weighing):
        code = dice.choice(sorted(types))
        before = points(weighing, sightings)
        for answer in ("no", "unknown", "not_said", ""):
            assert points(weighing, [*sightings, Seen(code, types[code], answer)]) == before


def test_unknown_is_never_less_than_no_and_unknown_hardness_never_less_than_any(weighing):
    for _dice, sightings in each(weighing):
        denied = [replace(one, answer="no") for one in sightings]
        unknown = [replace(one, answer="unknown") for one in sightings]
        assert points(weighing, unknown) >= points(weighing, denied)
        nobody_said = [replace(one, hardness="unknown") for one in sightings]
        assert points(weighing, nobody_said) >= points(weighing, sightings)


def test_one_more_feature_never_lowers(weighing):
    types = weighing[2]
    features = sorted(code for code, type_ in types.items() if type_ == "F")
    for dice, sightings in each(weighing):
        more = Seen(dice.choice(features), "F", "yes", dice.choice(HARDNESSES))
        assert points(weighing, [*sightings, more]) >= points(weighing, sightings)


def test_vulnerabilities_and_traits_of_persons_never_count(weighing):
    types = weighing[2]
    for dice, sightings in each(weighing):
        beside = [Seen(code, type_, "yes") for code, type_ in types.items() if type_ != "F"]
        chosen = dice.sample(beside, k=min(5, len(beside)))
        assert points(weighing, [*sightings, *chosen]) == points(weighing, sightings)


def test_everything_that_was_said_stands_somewhere_once(weighing):
    given, configuration, _types = weighing
    for _dice, sightings in each(weighing):
        found = weigh(sightings, given, configuration)
        places = [*(line.indicator for line in found.lines), *found.context, *found.open, *found.absent]
        assert sorted([*places, *found.refused]) == sorted({one.indicator for one in sightings})


def test_order_of_what_was_said_makes_no_difference(weighing):
    given, configuration, _types = weighing
    for dice, sightings in each(weighing):
        shuffled = dice.sample(sightings, k=len(sightings))
        assert weigh(shuffled, given, configuration) == weigh(sightings, given, configuration)


def test_points_are_the_sum_of_what_is_shown(weighing):
    given, configuration, _types = weighing
    for _dice, sightings in each(weighing):
        found = weigh(sightings, given, configuration)
        shown = sum(line.points for line in found.lines) + sum(one.points for one in found.bonuses)
        assert found.points == shown
        assert all(line.weight * line.percent == line.points * 100 for line in found.lines)


def some_facts(dice):
    return Facts(
        points=dice.randrange(60),
        threshold=10,
        danger=dice.choice(("yes", "no", "unknown", "not_said", "")),
        urgency=dice.choice(("now", "soon", "ordinary", "unknown")),
        has_minor=dice.choice(("yes", "no", "unknown", "not_said", "")),
        youngest=dice.choice((None, 3, 11, 12, 40)),
        others=dice.randrange(12),
        points_of_others=dice.randrange(60),
        days=dice.randrange(400),
    )


@pytest.fixture(scope="module", params=["small", "shipped"])
def rules(request, small):
    return (small if request.param == "small" else weights.versions()[-1]).priority


def test_more_of_anything_never_sends_a_signal_back(rules):
    dice = random.Random(7)
    for _round in range(ROUNDS):
        facts = some_facts(dice)
        place = priority_of(facts, rules).number
        for name in ("points", "others", "points_of_others", "days"):
            more = replace(facts, **{name: getattr(facts, name) + dice.randrange(20)})
            assert priority_of(more, rules).number <= place


def test_not_knowing_never_stands_behind_knowing_that_it_is_well(rules):
    dice = random.Random(11)
    for _round in range(ROUNDS):
        facts = replace(some_facts(dice), youngest=None)
        for name, well in (("danger", "no"), ("urgency", "ordinary"), ("has_minor", "no")):
            known = priority_of(replace(facts, **{name: well}), rules).number
            for unknown in ("unknown", "") if name == "urgency" else ("unknown", "not_said", ""):
                assert priority_of(replace(facts, **{name: unknown}), rules).number <= known


def test_danger_stands_before_everything_else(rules):
    dice = random.Random(13)
    for _round in range(ROUNDS):
        first, other = some_facts(dice), some_facts(dice)
        danger = priority_of(replace(first, danger="yes"), rules)
        rest = priority_of(replace(other, danger=dice.choice(("no", "unknown"))), rules)
        assert danger.number < rest.number
        assert danger.code == "now"


def test_place_is_the_start_without_the_reasons_that_are_shown(rules):
    dice = random.Random(17)
    for _round in range(ROUNDS):
        found = priority_of(some_facts(dice), rules)
        assert found.number == rules.start - sum(one.places for one in found.reasons)
        assert all(one.places > 0 for one in found.reasons)
