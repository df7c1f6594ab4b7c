"""The made-up dossiers: the same each time, plausible together, and with everything that goes wrong in the world."""

from collections import Counter
from datetime import datetime, timedelta

import pytest

from vangnet.core.clock import AMSTERDAM
from vangnet.demo import acts, cast
from vangnet.demo.caseload.drawing import Draw, mix, routes
from vangnet.demo.caseload.making import FEWEST, MOST, acts_of, lines_of
from vangnet.protocol import catalogue

NOW = datetime(2026, 5, 20, 15, 0, tzinfo=AMSTERDAM)
MANY = 600


@pytest.fixture(scope="module")
def caseload():
    return [acts_of(number, f"case-{number}", cast.read(), now=NOW) for number in range(1, MANY + 1)]


def all_of(caseload, kind):
    return [act for told in caseload for act in told if isinstance(act, kind)]


def test_the_same_number_draws_the_same_dossier():
    first, again, other = (acts_of(number, "x", cast.read(), now=NOW) for number in (7, 7, 8))
    assert first == again
    assert first != other


def test_every_dossier_has_between_five_and_forty_lines(caseload):
    lengths = [lines_of(told) for told in caseload]
    assert min(lengths) >= FEWEST
    assert max(lengths) <= MOST
    assert max(lengths) > 30


def test_nothing_lies_in_the_future_and_nothing_is_written_before_it_is_opened(caseload):
    for told in caseload:
        assert isinstance(told[0], acts.Opening)
        assert max(act.at for act in told) <= NOW
        assert all(act.occurred.earliest <= act.at for act in told if isinstance(act, acts.Happening))


@pytest.mark.parametrize(("code", "tolerance"), [("origin", 7)])
def test_the_shares_are_those_of_the_sources(caseload, code, tolerance):
    drawn = Counter(opening.facts[code] for opening in all_of(caseload, acts.Opening))
    for value, share in mix()[code].items():
        assert abs(100 * drawn[value] / MANY - share) < tolerance


def test_about_one_in_five_is_a_minor():
    people = [Draw("people", number).somebody() for number in range(4000)]
    assert 15 < 100 * sum(person.is_minor for person in people) / len(people) < 22
    dutch = [person for person in people if person.origin == "nl"]
    assert 28 < 100 * sum(person.is_minor for person in dutch) / len(dutch) < 38


def test_things_go_as_they_do_in_the_world(caseload):
    happened = all_of(caseload, acts.Happening)
    openings = all_of(caseload, acts.Opening)
    late_written = [act for act in happened if act.at - act.occurred.earliest > timedelta(days=2)]
    assert len(late_written) > MANY / 10
    assert len([act for act in happened if act.corrects]) > 10
    assert len(all_of(caseload, acts.Retraction)) > 5
    assert {act.occurred.precision for act in openings} == {"exact", "month"}
    assert "unknown" in {act.facts["age"] for act in openings if isinstance(act.facts["age"], str)}
    assert [act for act in happened if act.step == "facts.recorded"]
    assert {answer.yes for answer in all_of(caseload, acts.Answer)} == {True, False}
    assert len(all_of(caseload, acts.Invitation)) > len(all_of(caseload, acts.Answer))
    assert all_of(caseload, acts.HandingOver)


def test_things_are_not_always_written_in_the_order_in_which_they_happened(caseload):
    swapped = 0
    for told in caseload:
        moments = [act.occurred.earliest for act in told if isinstance(act, acts.Happening)]
        swapped += moments != sorted(moments)
    assert swapped > MANY / 10


def test_every_organisation_with_work_is_in_some_dossier(caseload):
    busy = {act.house for told in caseload for act in told}
    idle = {house.code for house in cast.read().houses} - busy
    # The rapporteur counts, and the expertise centre works on signals.
    assert idle == {"rapporteur-oefenland", "emm-oefenland"}


def test_routes_name_only_steps_facts_and_values_that_the_agreements_know():
    known = catalogue.current()
    for route in routes().values():
        for told in [route["start"], *route["then"]]:
            step = known.step(told["do"])
            assert step is not None, told["do"]
            types = known.fact_types(told["do"])
            for code, weights in told.get("facts", {}).items():
                allowed = {*types[code].values, "unknown", True, False, "days"}
                assert not types[code].values or set(weights) <= allowed, (told["do"], code)


def test_every_step_of_a_route_can_come_after_what_it_waits_for():
    for route in routes().values():
        before = {route["start"]["do"]}
        for told in route["then"]:
            assert told.get("from", route["start"]["do"]) in before, told
            before.add(told["do"])


def test_somebody_at_an_office_does_nothing_at_night_or_in_the_weekend():
    draw = Draw("office")
    for hours in range(24 * 7):
        moment = draw.at_work(NOW + timedelta(hours=hours), "registrar")
        assert moment.weekday() < 5
        assert 8 <= moment.hour < 18
    night = NOW.replace(hour=3)
    assert draw.at_work(night, "police") == night
