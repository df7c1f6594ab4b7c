"""What nobody answers comes back: reminder, deputy, coordinators."""

from io import StringIO

import pytest
from django.core.management import call_command

from tests.factories import actor, on, signal
from tests.signals.core.kit import codes, offered
from vangnet.access import notices
from vangnet.access import services as access
from vangnet.access.actors import system
from vangnet.access.models import Notice
from vangnet.access.roles import Coordinator
from vangnet.core import clock
from vangnet.signals import nights, services
from vangnet.signals.answers import Urgency
from vangnet.signals.queries import watching as found_by
from vangnet.signals.services import watching
from vangnet.signals.states import SignalState

pytestmark = pytest.mark.django_db


def told(code):
    return list(Notice.objects.filter(code=code).order_by("moment"))


def officer(of):
    """Somebody who is asked for in an organisation, after those who were there before."""
    colleague = actor(of=of.organisation)
    return access.appoint_officer(of.organisation, account=colleague.account, by=system())


def test_unanswered_offer_is_reminded_then_told_to_the_deputy_then_to_coordinators(registrar, police):
    first, deputy = officer(police), officer(police)
    coordinator = actor(of=registrar.organisation, role=Coordinator)
    found = signal()
    handover = offered(found, by=registrar, to=police)
    for hours, code in (
        (71, None),
        (72, "signal.reminded"),
        (120, "signal.deputy"),
        (168, "signal.escalated"),
    ):
        with on(hours=hours):
            assert watching.follow_offers(by=system()) == (1 if code else 0)
            assert watching.follow_offers(by=system()) == 0
    assert [one.account for one in told("signal.reminded")] == [first.account]
    assert [one.account for one in told("signal.deputy")] == [deputy.account]
    assert {one.organisation for one in told("signal.escalated")} == {
        registrar.organisation,
        police.organisation,
    }
    assert "signal.escalated" in [one.code for one in notices.notices(coordinator)]
    handover.refresh_from_db()
    assert handover.reminded_at and handover.deputy_told_at and handover.escalated_at
    found.refresh_from_db()
    assert found.owner == registrar.organisation
    assert codes(found) == ["received", "offer", "reminded", "deputy_told", "escalated"]


def test_without_anybody_to_ask_for_the_whole_organisation_is_told(registrar, police):
    offered(signal(urgency=Urgency.NOW), by=registrar, to=police)
    with on(hours=1):
        watching.follow_offers(by=system())
    with on(hours=2):
        watching.follow_offers(by=system())
    assert [one.account for one in (*told("signal.reminded"), *told("signal.deputy"))] == [None, None]


def test_deputy_who_is_away_is_passed_over(registrar, police):
    officer(police)
    away, there = officer(police), officer(police)
    access.set_officer_away(away, until=clock.today(), by=system())
    offered(signal(urgency=Urgency.NOW), by=registrar, to=police)
    with on(hours=2):
        watching.follow_offers(by=system())
    assert [one.account for one in told("signal.deputy")] == [there.account]


def test_answered_offer_is_left_alone(registrar, police):
    services.accept(offered(signal(), by=registrar, to=police), by=police)
    with on(days=30):
        assert watching.follow_offers(by=system()) == 0


def test_offer_answered_while_reminders_are_made_is_left_alone(registrar, police, monkeypatch):
    handover = offered(signal(), by=registrar, to=police)
    services.refuse(handover, reason="capacity", by=police)
    stale = found_by.Handover.objects.get(pk=handover.pk)
    stale.state = "offered"
    monkeypatch.setattr(watching.watching, "unanswered", lambda by: [stale])
    with on(days=30):
        assert watching.follow_offers(by=system()) == 0
    assert told("signal.escalated") == []


def test_signal_nobody_looked_at_is_told_once_within_the_hours_of_its_urgency(registrar):
    found = signal(urgency=Urgency.NOW)
    services.take(signal(), by=registrar)
    assert watching.watch_new(by=system()) == 0
    for hours in (1, 2):
        with on(hours=hours):
            watching.watch_new(by=system())
    assert [one.dossier_id for one in told("signal.untaken")] == [found.pk]


def test_parked_signal_comes_back_on_its_day_and_once(registrar):
    found = signal()
    with on(days=1):
        services.park(found, reason="too_soft", review_on=clock.today().replace(day=20), by=registrar)
    for day in (15, 18, 19):
        with on(days=day):
            watching.look_again(by=system())
    assert len(told("signal.review")) == 1


def test_question_without_an_answer_comes_back(registrar):
    services.ask(signal(), question="Where was this?", by=registrar)
    with on(days=6):
        assert watching.look_again(by=system()) == 0
    with on(days=7):
        assert watching.look_again(by=system()) == 1


def test_reporter_who_heard_nothing_in_time_is_told_to_the_owner(registrar):
    found = signal()
    with on(days=14):
        assert watching.watch_feedback(by=system()) == 0
    with on(days=15):
        assert watching.watch_feedback(by=system()) == 1
        assert watching.watch_feedback(by=system()) == 0
    services.give_feedback(found, level="state", text="We look at it.", by=registrar)
    with on(days=40):
        assert watching.watch_feedback(by=system()) == 0


def test_only_the_system_looks_at_everything(registrar):
    offered(signal(urgency=Urgency.NOW), by=registrar, to=actor("police"))
    with on(days=90):
        asked = (found_by.unanswered, found_by.to_look_at, found_by.untold, found_by.untaken)
        assert [find(registrar) for find in asked] == [[]] * 4
        assert found_by.without_owner(registrar) == 0


def test_owner_that_stopped_is_counted(registrar):
    found = signal()
    assert found_by.without_owner(system()) == 0
    registrar.organisation.is_active = False
    registrar.organisation.save()
    assert found_by.without_owner(system()) == 1
    assert nights.follow_up(system()) == ["signals of owners that take part no longer: 1"]
    assert found.state == SignalState.RECEIVED


def test_night_and_hourly_command_follow_everything_up(registrar, police):
    offered(signal(), by=registrar, to=police)
    with on(days=4):
        assert nights.follow_up(system()) == []
    said = StringIO()
    with on(days=8):
        call_command("follow_signals", stdout=said)
    assert said.getvalue() == "Told 1 times.\n"
