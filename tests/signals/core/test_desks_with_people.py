"""A desk is where somebody works who may handle signals; else the next in line gets it, or the national desk, and the night says so."""

from datetime import timedelta

import pytest

from tests.factories import actor, on, organisation, report, signal
from vangnet.access.actors import system
from vangnet.access.models import Membership
from vangnet.access.roles import Administrator, PrivacyOfficer, Rapporteur, Reader
from vangnet.core import batches, clock
from vangnet.signals import nights
from vangnet.signals.models import SignalChannel
from vangnet.signals.queries import organisations, watching
from vangnet.signals.rules import routing

pytestmark = pytest.mark.django_db
WARNING = "open signals of owners where nobody works who may handle signals: 1"


def leaves(one):
    """Somebody whose work at an organisation ended."""
    Membership.objects.filter(account=one.account).update(until=clock.now() - timedelta(hours=1))


@pytest.mark.parametrize("role", [Reader, PrivacyOfficer, Administrator, Rapporteur])
def test_first_in_line_where_nobody_may_handle_signals_is_passed_by(role):
    empty = actor("registrar", role=role)
    police = actor("police")
    assert signal().owner == police.organisation
    actor(of=empty.organisation)
    assert signal().owner == empty.organisation


def test_of_two_bodies_of_a_kind_the_one_with_people_gets_it(police):
    organisation("registrar")
    there = actor("registrar")
    assert signal().owner == there.organisation


def test_who_left_or_may_not_sign_in_any_more_handles_nothing(registrar, police):
    leaves(registrar)
    assert signal().owner == police.organisation
    police.account.is_active = False
    police.account.save()
    emm = actor("emm")
    assert signal().owner == emm.organisation


def test_where_nobody_anywhere_handles_signals_they_wait_at_the_national_desk():
    organisation("police")
    national = organisation("registrar")
    assert signal().owner == national
    assert nights.follow_up(system()) == [WARNING]


def test_file_waits_at_the_national_desk_when_its_own_desk_is_empty():
    organisation("emm")
    shelter = actor("shelter")
    national = actor("registrar")
    assert signal(shelter, channel=SignalChannel.BULK).owner == national.organisation


def test_without_national_desk_or_anybody_the_report_is_still_kept():
    police = organisation("police")
    assert signal().owner == police


def test_own_desk_without_people_does_not_hold_what_its_reporter_saw(registrar):
    lawyer = actor("lawyer")
    mine = report(reporter_type="own_staff")
    assert routing.desk_for(lawyer, mine).organisation == lawyer.organisation
    leaves(lawyer)
    assert routing.desk_for(lawyer, mine).organisation == registrar.organisation


def test_night_says_where_signals_lie_that_nobody_may_handle(registrar):
    signal()
    assert nights.follow_up(system()) == []
    with on(hours=2):
        leaves(registrar)
        assert watching.without_handler(registrar) == 0
        assert nights.follow_up(system()) == [WARNING]
        actor(of=registrar.organisation)
        assert nights.follow_up(system()) == []


def test_in_a_batch_it_is_looked_up_once(registrar, django_assert_num_queries):
    with batches.together():
        known = organisations.with_handlers(system())
        with django_assert_num_queries(0):
            assert organisations.with_handlers(system()) == known
    assert known == {registrar.organisation.pk}
