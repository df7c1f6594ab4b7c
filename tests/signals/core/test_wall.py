"""Behind the wall nobody but the owner changes anything, whatever a page forgets to ask."""

import pytest
from django.db import DatabaseError, transaction

from tests.factories import actor, signal
from tests.signals.core.kit import offered, seen_by
from vangnet.access.roles import Administrator, Rapporteur
from vangnet.access.wall.context import as_actor
from vangnet.core import clock
from vangnet.signals import services
from vangnet.signals.models import Assessment, Handover, Signal, SignalEvent, SignalPerson, SignalText
from vangnet.signals.states import OfferState, SignalState

pytestmark = pytest.mark.django_db


def refused(by, write):
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic(), as_actor(by):
        write()


def an_event(found, by):
    return SignalEvent(
        signal=found,
        number=9,
        code="close",
        before="received",
        after="closed",
        owner_after=found.owner,
        happened_at=clock.now(),
        organisation=by.organisation,
    )


def a_text(found, by):
    return SignalText(
        signal=found,
        kind="seen",
        category="signal",
        sealed=b"x",
        written_at=clock.now(),
        organisation=by.organisation,
    )


def test_reporter_reads_its_report_and_writes_nothing_in_it(registrar, police):
    found = signal(police)
    with as_actor(police):
        assert Signal.objects.filter(pk=found.pk).update(owner=police.organisation) == 0
        assert SignalPerson.objects.update(age=9) == 0
    refused(police, lambda: an_event(found, police).save(force_insert=True))
    refused(police, lambda: a_text(found, police).save(force_insert=True))


def test_who_is_asked_cannot_take_a_signal_without_the_service(registrar, police):
    found = signal()
    offered(found, by=registrar, to=police)
    with as_actor(police):
        assert Handover.objects.count() == 1
        assert Handover.objects.update(state=OfferState.WITHDRAWN, answered_at=clock.now()) == 0
        assert Signal.objects.update(owner=police.organisation, state=SignalState.CLOSED) == 0
    refused(police, lambda: a_text(found, police).save(force_insert=True))


def test_owner_writes_in_its_own_name_only(registrar, police):
    found = signal()
    with as_actor(registrar):
        an_event(found, registrar).save(force_insert=True)
    of_another = Assessment(
        signal=found,
        organisation=police.organisation,
        account=police.account,
        finding="indications",
        found_at=clock.now(),
    )
    refused(registrar, lambda: of_another.save(force_insert=True))


def test_nobody_adds_a_signal_past_the_way_in(registrar):
    one = Signal(
        channel="public",
        reporter_type="citizen",
        owner=registrar.organisation,
        owned_since=clock.now(),
        state_since=clock.now(),
        received_at=clock.now(),
    )
    refused(registrar, lambda: one.save(force_insert=True))


def test_nobody_removes_a_signal(registrar):
    found = signal()
    with as_actor(registrar):
        assert Signal.objects.filter(pk=found.pk)._raw_delete("default") == 0
    assert Signal.objects.filter(pk=found.pk).exists()


@pytest.mark.parametrize("role", [Administrator, Rapporteur])
def test_who_reads_no_dossiers_reads_no_signals(registrar, role):
    found = signal()
    services.view(found, finding="indications", by=registrar)
    one = actor(of=registrar.organisation, role=role)
    for model in (Signal, SignalPerson, SignalText, SignalEvent, Handover, Assessment):
        assert seen_by(one, model) == 0
