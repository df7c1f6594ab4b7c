"""Who somebody is makes no difference: reports are swapped in every coded field about origin and sex, and nothing changes.

What is written in words is not weighed at all, so it is changed here as well.
"""

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.factories import actor, on
from vangnet.signals import catalogue, services, weights
from vangnet.signals.models import Signal, SignalText
from vangnet.signals.reports import Report, ReportedPerson, ReportedSighting, ReportedText
from vangnet.signals.rules import weighing as rules
from vangnet.signals.services import priorities
from vangnet.signals.weighing import Seen, weigh

CORPUS = 10_000
RECEIVED = datetime(2026, 11, 1, 9, tzinfo=UTC)
NATIONALITIES = ("NL", "RO", "NG", "BG", "PL", "MA", "CN", "US", "stateless", "")
SEXES = ("female", "male", "other", "")
KNOWN = ("known", "unknown", "not_said", "")
FORMS = ("sexual", "labour", "criminal", "begging", "services")
ANSWERS = ("yes", "no", "unknown", "not_said")
STORIES = ("A Dutch man works there.", "A Romanian woman works there.", "A Nigerian girl works there.")


def corpus(size, seed=2026):
    """Reports as they may come in, with persons of every origin and sex."""
    dice = random.Random(seed)
    codes = [code for code, type_ in weights.types().items() if type_ != "P"]
    return [_report(dice, codes) for _number in range(size)]


def _report(dice, codes):
    people = tuple(_person(dice) for _number in range(dice.randrange(4)))
    return Report(
        channel="public",
        reporter_type=dice.choice(("citizen", "client", "family_or_friend", "victim")),
        texts=(ReportedText(SignalText.Kind.SEEN, dice.choice(STORIES)),),
        persons=people,
        sightings=tuple(_sighting(dice, codes, len(people)) for _number in range(dice.randrange(9))),
        forms=tuple(dice.sample(FORMS, k=dice.randrange(3))),
        urgency=dice.choice(("now", "soon", "ordinary", "unknown")),
        danger=dice.choice((*ANSWERS, "")),
        has_minor=dice.choice(("yes", "no", "unknown", "")),
        region=dice.choice(("Utrecht", "Limburg", "")),
    )


def _person(dice):
    age = dice.choice((None, 9, 15, 17, 24, 51))
    return ReportedPerson(
        age=age,
        age_answer="known" if age else dice.choice(KNOWN),
        nationality=dice.choice(NATIONALITIES),
        nationality_answer=dice.choice(KNOWN),
        sex=dice.choice(SEXES),
        forms=tuple(dice.sample(FORMS, k=dice.randrange(2))),
    )


def _sighting(dice, codes, people):
    return ReportedSighting(
        dice.choice(codes),
        dice.choice(ANSWERS),
        hardness=dice.choice(("observed", "told", "assumed", "unknown")),
        person=dice.randrange(1, people + 1) if people and dice.random() < 0.5 else None,
    )


def swapped(report, dice):
    """The same report about people of another origin and sex, told in other words."""
    return replace(
        report,
        persons=tuple(
            replace(
                one,
                nationality=dice.choice(NATIONALITIES),
                nationality_answer=dice.choice(KNOWN),
                sex=dice.choice(SEXES),
            )
            for one in report.persons
        ),
        texts=tuple(replace(one, text=dice.choice(STORIES)) for one in report.texts),
    )


def weighed(report):
    return rules.weighed_report(report, weights.current(), received=RECEIVED)


def test_swapping_origin_and_sex_changes_no_weight_no_reason_and_no_place():
    dice, changed = random.Random(1), 0
    for report in corpus(CORPUS):
        other = swapped(report, dice)
        changed += other != report
        assert weighed(other) == weighed(report)
    assert changed > CORPUS * 0.7


def test_order_of_all_signals_stays_the_same_when_everybody_is_swapped():
    dice, reports = random.Random(2), corpus(CORPUS)
    others = [swapped(one, dice) for one in reports]
    numbers, swapped_numbers = ([weighed(one)[1].number for one in side] for side in (reports, others))
    assert len(set(numbers)) > 100
    order = sorted(range(CORPUS), key=lambda place: (numbers[place], place))
    assert order == sorted(range(CORPUS), key=lambda place: (swapped_numbers[place], place))


def test_average_place_is_the_same_for_each_origin_and_sex_once_all_else_is_equal():
    places = {}
    for report in corpus(500):
        for nationality in NATIONALITIES:
            for sex in SEXES:
                persons = tuple(replace(one, nationality=nationality, sex=sex) for one in report.persons)
                number = weighed(replace(report, persons=persons))[1].number
                places.setdefault((nationality, sex), []).append(number)
    assert len({tuple(numbers) for numbers in places.values()}) == 1


@pytest.mark.parametrize("configuration", sorted(weights.versions()[-1].configurations))
def test_no_trait_of_a_person_counts_in_any_configuration_however_many_there_are(configuration):
    book, today = weights.current(), catalogue.current()
    traits = [Seen(one.code, "P", "yes") for one in today.of_type("P")]
    deed = [Seen("papers_taken", "F", "yes")]
    assert len(traits) >= 20
    found = weigh([*traits, *deed], book, configuration)
    assert found.points == weigh(deed, book, configuration).points
    assert len(found.refused) == len(traits)


def test_what_priority_depends_on_has_no_room_for_who_somebody_is():
    fields = set(rules.Facts.__dataclass_fields__)
    assert fields == {
        *("points", "threshold", "danger", "urgency", "has_minor", "youngest"),
        *("others", "points_of_others", "days"),
    }


SAME = (
    *("owner_id", "state", "weight", "weight_version", "priority", "has_minor", "feedback_due", "review_on"),
    *("urgency", "danger", "forms", "region", "outcome", "handler_id"),
)


@pytest.mark.django_db
def test_signals_that_were_received_swapped_have_the_same_owner_weight_place_and_terms():
    dice = random.Random(3)
    with on():
        nobody = actor("registrar")
        pairs = [(one, swapped(one, dice)) for one in corpus(60, seed=4)]
        kept = [[services.receive(one, by=nobody) for one in pair] for pair in pairs]
        priorities.renew(by=nobody)
        for pair in kept:
            first, second = (Signal.objects.get(pk=one.pk) for one in pair)
            assert [getattr(first, name) for name in SAME] == [getattr(second, name) for name in SAME]
