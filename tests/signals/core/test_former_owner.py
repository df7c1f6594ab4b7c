"""Whoever handed a signal over keeps what it received, follows where it stands, and reads nothing that came later."""

from importlib import import_module

import pytest
from django.db import connection

from tests.factories import on, signal
from tests.signals.core.kit import handed_over, seen_by
from vangnet.access import disclosures, grants
from vangnet.access.actors import system
from vangnet.access.categories import DataCategory
from vangnet.access.levels import Level
from vangnet.access.wall.context import as_actor
from vangnet.signals import services
from vangnet.signals.models import Origin, SignalPerson, SignalText
from vangnet.signals.queries import intake, signals
from vangnet.signals.services.access_of_owner import let_see

pytestmark = pytest.mark.django_db
BACK = {"why": "registration", "ground": "agreement:registration"}


def later(hours=1):
    return on(hours=hours)


def read(actor, found):
    """The words of a signal that somebody reads, in the program."""
    told = [one.text for lines in signals.texts(actor, found).values() for one in lines]
    return sorted(told)


def behind_the_wall(actor, found):
    """How many texts of a signal the database gives somebody."""
    with as_actor(actor):
        return SignalText.objects.filter(signal=found).count()


def added(found, text):
    services.hear(found, text=text, kind="addition", by=system())


def test_former_owner_reads_what_it_received_and_nothing_later(registrar, police):
    found = signal()
    before = read(registrar, found)
    with later():
        added(found, "A grey van, again.")
    with later(2):
        handed_over(found, by=registrar, to=police)
    with later(3):
        added(found, "She told who it is.")
        services.ask(found, question="Where does she sleep?", by=police)
        services.give_feedback(found, level="state", text="We look at it.", by=police)
        assert read(registrar, found) == sorted([*before, "A grey van, again."])
        assert behind_the_wall(registrar, found) == len(before) + 1
        assert behind_the_wall(police, found) == len(before) + 4


def test_former_owner_keeps_what_it_wrote_itself_of_any_kind(registrar, police):
    found = signal()
    services.note(found, text="We called twice.", by=registrar)
    with later():
        handed_over(found, by=registrar, to=police)
    with later(2):
        services.note(found, text="We watch the house.", by=police)
        assert "We called twice." in read(registrar, found)
        assert "We watch the house." not in read(registrar, found)


def test_reporter_that_gave_its_signal_away_still_hears_the_answer(registrar, police):
    found = signal(police)
    with later():
        handed_over(found, by=registrar, to=police)
    with later(2):
        handed_over(found, by=police, to=registrar, **BACK)
    with later(3):
        services.give_feedback(found, level="state", text="It is with somebody.", by=registrar)
        assert "It is with somebody." in read(police, found)
        assert behind_the_wall(police, found) == len(read(police, found))


def test_owner_for_the_second_time_reads_all_and_then_keeps_more(registrar, police):
    found = signal()
    with later():
        handed_over(found, by=registrar, to=police)
    with later(2):
        added(found, "While it was with the police.")
        assert "While it was with the police." not in read(registrar, found)
    with later(3):
        handed_over(found, by=police, to=registrar, **BACK)
        assert "While it was with the police." in read(registrar, found)
    with later(4):
        handed_over(found, by=registrar, to=police)
    with later(5):
        added(found, "After that.")
        assert "While it was with the police." in read(registrar, found)
        assert "After that." not in read(registrar, found)


def test_what_is_given_again_is_read_again(registrar, police):
    found = signal()
    with later():
        handed_over(found, by=registrar, to=police)
    with later(2):
        added(found, "Seen once more.")
        with as_actor(police):
            let_see(found, organisation=registrar.organisation, ground="sv:161", kinds=["signal"], by=police)
        assert "Seen once more." in read(registrar, found)
        assert behind_the_wall(registrar, found) == len(read(registrar, found))


def test_former_owner_still_sees_whom_it_is_about_and_a_follower_without_that_does_not(registrar, police):
    found = signal()
    Origin.objects.create(signal=found)
    with later():
        handed_over(found, by=registrar, to=police)
    assert signals.persons(registrar, found) != []
    assert intake.origin(registrar, found) is not None
    assert seen_by(registrar, SignalPerson) == SignalPerson.objects.filter(signal=found).count()


def test_without_any_kind_of_data_nobody_sees_texts_or_people(registrar, police):
    found = signal()
    with as_actor(registrar):
        let_see(found, organisation=police.organisation, ground="sv:161", kinds=(), by=registrar)
    assert signals.persons(police, found) == []
    assert read(police, found) == []
    assert (behind_the_wall(police, found), seen_by(police, SignalPerson)) == (0, 0)


def test_access_that_was_given_too_wide_before_is_narrowed_by_the_migration(registrar, police):
    found, own = signal(), signal(registrar)
    for one in (found, own):
        handed_over(one, by=registrar, to=police)
    line = disclosures.record(
        found.pk, receiver=registrar.organisation, ground="sv:161", categories=["signal"], by=police
    )
    grants.give(line, level=Level.PART, categories=line.categories, by=police)
    assert grants.standing_kinds(registrar, found.pk) == {DataCategory.SIGNAL}
    with connection.cursor() as cursor:
        cursor.execute(import_module("vangnet.signals.migrations.0008_closing_gaps").NARROWED)
    assert grants.standing(registrar, found.pk) is not None
    assert grants.standing_kinds(registrar, found.pk) == frozenset()
    assert grants.standing_kinds(registrar, own.pk) == {DataCategory.SIGNAL}
    assert DataCategory.PROGRESS in grants.standing_kinds(police, found.pk)
