"""Two people at one dossier at the same moment: both are kept, nobody waits for ever, nothing is written twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests.factories import ROUTE, actor, at, dossier, draft, joined, step
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.cases import queries, services
from vangnet.cases.models import Dossier, Track, WorklistEntry
from vangnet.core import clock
from vangnet.persons.models import PersonLink
from vangnet.protocol.models import LogEntry

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _route(settings):
    settings.AGREEMENTS_DIR = ROUTE
    with clock.fixed(at()):
        yield


def at_once(*acts):
    """Do all acts at the same moment, each on a connection of its own; gives what each returned or raised."""
    ready = Barrier(len(acts))

    def run(act):
        try:
            with clock.fixed(at()):
                ready.wait(timeout=30)
                return act()
        except (NotAllowed, NotFound) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [done.result(timeout=60) for done in [pool.submit(run, act) for act in acts]]


def test_both_steps_are_kept_and_shown():
    police = actor("police")
    one = dossier(police, step="found")
    registrar = joined(one, police)
    at_once(
        *[lambda: step(one, "told", police), lambda: step(one, "reported", registrar)],
        *[lambda: step(one, "asked", police)] * 4,
    )
    entries = queries.entries(police, one)
    assert [entry.sequence for entry in entries] == list(range(1, len(entries) + 1))
    assert sorted(entry.step for entry in entries[4:]) == ["asked"] * 4 + ["reported", "told"]
    assert Track.objects.filter(dossier=one).count() == 2
    assert {line.duty for line in WorklistEntry.objects.filter(dossier=one)} == {"decide"}


def test_same_form_sent_twice_is_kept_once():
    police = actor("police")
    one = dossier(police, step="found")
    sent = at_once(*[lambda: step(one, "told", police, submission_key="k")] * 4)
    assert len({entry.pk for entry in sent}) == 1
    assert LogEntry.objects.filter(step="told").count() == 1


def test_same_new_dossier_sent_twice_is_opened_once():
    police = actor("police")
    opened = at_once(*[lambda: dossier(police, submission_key="k")] * 4)
    assert len({one.pk for one in opened}) == 1
    assert Dossier.objects.count() == 1


def test_request_is_answered_once():
    police, first = actor("police"), actor("shelter")
    second = actor(of=first.organisation)
    one = dossier(police, step="found")
    offer = services.involve(one, organisation=first.organisation, ground="vc:b8.3", by=police)
    answers = at_once(
        lambda: services.accept_involvement(type(offer).objects.get(pk=offer.pk), by=first),
        lambda: services.decline_involvement(type(offer).objects.get(pk=offer.pk), reason="x", by=second),
    )
    assert sum(isinstance(answer, NotAllowed) for answer in answers) == 1
    assert offer.changes.count() == 2


def test_event_is_corrected_once():
    police = actor("police")
    one = dossier(police, step="found")
    told = step(one, "told", police)

    def correct():
        try:
            return services.correct_event(one, entry=told, draft=draft("told"), by=police)
        except ValueError as refusal:
            return refusal

    corrections = at_once(correct, correct)
    assert sum(isinstance(one, ValueError) for one in corrections) == 1


def test_linking_both_ways_at_once_ends():
    police = actor("police")
    first, second = dossier(police), dossier(police)
    kind = PersonLink.Kind.SIBLING
    answers = at_once(
        lambda: services.link_persons(first, other=second, kind=kind, by=police),
        lambda: services.link_persons(second, other=first, kind=kind, by=police),
    )
    assert sum(isinstance(answer, NotAllowed) for answer in answers) == 1
    assert len(queries.linked_persons(police, first)) == 1
