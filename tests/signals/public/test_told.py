"""What was told on the pages becomes one report; what was not said stays open."""

from uuid import uuid4

import pytest

from vangnet.access.actors import system
from vangnet.signals import public_nights, told
from vangnet.signals.models import Draft
from vangnet.signals.services import drafts

pytestmark = pytest.mark.django_db


def report(**pages):
    return told.report_of(pages, key=uuid4())


def test_empty_pages_are_an_anonymous_report_about_nobody_in_particular():
    found = report()
    assert (found.reporter_type, found.danger, found.persons, found.seen) == ("citizen", "", (), None)
    assert [one.text for one in found.texts] == ["", "", ""]
    assert not told.says_something({})


@pytest.mark.parametrize(
    "pages",
    [
        {"seen": {"story": "x"}},
        {"where": {"place": "x"}},
        {"who": {"identity": "x"}},
        {"signs": {"signs": ["x"]}},
    ],
)
def test_one_thing_that_is_told_is_enough(pages):
    assert told.says_something(pages)


def test_not_knowing_and_not_wanting_to_say_stay_different():
    one, other = (report(who={"age_answer": answer, "minor": answer}) for answer in ("unknown", "not_said"))
    assert (one.persons[0].age_answer, one.persons[0].is_minor) == ("unknown", "unknown")
    assert (other.persons[0].age_answer, other.persons[0].is_minor) == ("not_said", "not_said")
    assert report(who={"how_many": "not_said"}).persons[0].number_of_people == 1


def test_date_that_cannot_be_read_any_more_is_kept_in_the_words_of_the_reporter():
    found = report(where={"when": "the 99th"}).seen
    assert (found.precision, found.text) == ("unknown", "the 99th")


def test_only_what_a_witness_says_counts_as_seen():
    assert report(reporter={"reporter": "citizen"}).hardness == "observed"
    assert report(reporter={"reporter": "family_or_friend"}).hardness == "unknown"
    assert report(reporter={"reporter": "not_said"}).reporter_type == "citizen"


def test_way_to_be_reached_is_said_in_words():
    assert told.contact_words({}) == ""
    said = told.contact_words({"may": "telephone", "reach": "06-00000000", "message": "not_said"})
    assert said.splitlines() == [
        "Mag iemand contact opnemen met de melder? Ja, via de telefoon",
        "Telefoonnummer of e-mailadres 06-00000000",
        "Mag iemand een bericht achterlaten? Dat zeg ik liever niet",
    ]


def test_night_forgets_what_was_never_sent(nobody):
    drafts.begin(by=nobody)
    Draft.objects.update(expires_at="2020-01-01T00:00Z")
    assert public_nights.forget_drafts(system()) == []
    assert not Draft.objects.exists()
