"""What the acts of looking after people refuse, and what others do not get to read."""

import pytest

from tests.factories import account, actor, organisation
from vangnet.access import queries, services
from vangnet.access.actors import system
from vangnet.access.models import Membership
from vangnet.access.roles import Caseworker, Reader
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.core import clock

pytestmark = pytest.mark.django_db


def test_nobody_is_invited_to_a_closed_organisation(administrator):
    closed = services.close_organisation(organisation(), by=administrator)
    with pytest.raises(NotAllowed, match="is closed"):
        services.invite(
            "kim", display_name="Kim", organisation=closed, role=Reader, language="en", by=administrator
        )


def test_work_that_ended_is_not_ended_again(administrator):
    member = Membership.objects.get(account=actor("police").account)
    services.end_membership(member, by=administrator)
    with pytest.raises(NotAllowed, match="ended already"):
        services.end_membership(member, by=administrator)


def test_only_somebody_who_works_there_is_asked_for(administrator):
    with pytest.raises(NotAllowed, match="does not work for"):
        services.appoint_officer(organisation(), account=account(), by=administrator)


def test_somebody_else_says_nothing_about_who_is_away(administrator):
    who = actor("police")
    officer = services.appoint_officer(who.organisation, account=who.account, by=administrator)
    with pytest.raises(NotAllowed):
        services.set_officer_away(officer, until=clock.today(), by=actor("police", of=who.organisation))
    assert services.set_officer_away(officer, until=clock.today(), by=administrator).away_until
    assert services.set_officer_away(officer, until=None, by=who).away_until is None


def test_first_of_the_officers_cannot_be_asked_earlier(administrator):
    who = actor("police")
    officer = services.appoint_officer(who.organisation, account=who.account, by=administrator)
    assert services.move_officer_up(officer, by=administrator).place == 1
    assert str(who.account) in str(officer)


def test_account_that_is_not_there_is_not_found(administrator):
    with pytest.raises(NotFound):
        queries.account_of(actor("police"), administrator.account.pk)
    with pytest.raises(NotFound):
        queries.organisation_of(administrator, "nowhere")


def test_others_read_nothing_about_people(administrator):
    who, other = actor("police"), actor("shelter")
    assert not queries.memberships_of(who, other.account).exists()
    assert not queries.members(who, other.organisation).exists()
    assert queries.members(who, who.organisation).count() == 1
    assert not queries.invitations(who).exists()
    assert not queries.certificates(who, other.account).exists()
    assert not queries.identities(who, other.account).exists()


def test_system_has_no_training_that_lapses():
    assert queries.lapsing_certificates(system()) == []
    assert not queries.holds_certificate(system(), "victim_interview")


def test_everybody_is_told_only_of_their_own_training(administrator):
    who = actor("police", role=Caseworker)
    made = services.add_certificate(
        who.account,
        kind="victim_interview",
        given_by="x",
        valid_from=clock.today(),
        valid_until=clock.today(),
        by=administrator,
    )
    assert queries.lapsing_certificates(who) == [made]
    assert queries.lapsing_certificates(actor("police")) == []
    assert str(who.account) in str(made)
