import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from tests.factories import account, actor, organisation
from vangnet.access import queries, rules, services
from vangnet.access.actors import Actor, for_membership, system
from vangnet.access.models import AuditEntry, Membership
from vangnet.access.roles import FOR_PEOPLE, Administrator, Caseworker, Permission, Purpose
from vangnet.access.verdicts import NotAllowed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def administrator():
    return actor("registrar", role=Administrator)


def lines(act):
    return list(AuditEntry.objects.filter(act=act).values_list("outcome", flat=True))


def test_organisation_is_added_with_a_line_in_the_audit_trail(administrator):
    made = services.add_organisation(
        "shelter-x", party="shelter", name="Shelter X", region="Oost", by=administrator
    )
    assert (made.party, made.region, made.is_active, str(made)) == ("shelter", "Oost", True, "Shelter X")
    line = AuditEntry.objects.filter(act="organisation.add").latest("moment")
    assert line.account == administrator.account
    assert line.object_ids == [str(made.pk)]
    assert line.purpose == Purpose.ADMINISTRATION


def test_organisation_with_a_wrong_code_is_refused(administrator):
    with pytest.raises(ValidationError) as refusal:
        services.add_organisation("not a code", party="shelter", name="X", by=administrator)
    assert "code" in refusal.value.message_dict


def test_closed_organisation_has_no_current_members(administrator):
    member = actor("shelter")
    services.close_organisation(member.organisation, by=administrator)
    assert not queries.memberships(member.account).exists()
    assert member.organisation not in queries.organisations(administrator)


def test_account_opens_without_password_and_with_one(administrator):
    without = services.open_account("anna", display_name="Anna", by=administrator)
    with_one = services.open_account(
        "bram", display_name="Bram", language="en", password="geheim 123", by=administrator
    )
    assert not without.has_usable_password()
    assert with_one.check_password("geheim 123")
    assert (str(with_one), with_one.language) == ("Bram", "en")
    assert list(queries.accounts(administrator)[:2]) == [without, with_one]


def test_closed_account_cannot_join_and_has_no_membership(administrator):
    member = actor("shelter")
    services.close_account(member.account, by=administrator)
    assert not queries.memberships(member.account).exists()
    with pytest.raises(NotAllowed, match="is closed"):
        services.add_membership(
            member.account, organisation=organisation(), role=Caseworker, by=administrator
        )


def test_nobody_closes_their_own_account(administrator):
    with pytest.raises(NotAllowed, match="another administrator"):
        services.close_account(administrator.account, by=administrator)
    assert lines("account.close") == ["refused"]


def test_nobody_joins_a_closed_organisation(administrator):
    closed = services.close_organisation(organisation(), by=administrator)
    with pytest.raises(NotAllowed, match="is closed"):
        services.add_membership(account(), organisation=closed, role=Caseworker, by=administrator)


def test_membership_ends_now(administrator):
    who = account("Kim")
    member = services.add_membership(
        who, organisation=organisation(name="Huis"), role=Caseworker, by=administrator
    )
    assert queries.memberships(who).get() == member
    assert str(member) == "Kim - Huis (Caseworker)"
    services.end_membership(member, by=administrator)
    assert not queries.memberships(who).exists()


def test_same_membership_twice_is_refused(administrator):
    who, where = account(), organisation()
    services.add_membership(who, organisation=where, role=Caseworker, by=administrator)
    with pytest.raises(ValidationError):
        services.add_membership(who, organisation=where, role=Caseworker, by=administrator)
    assert Membership.objects.filter(account=who).count() == 1


ACTS = {
    "organisation.add": lambda by: services.add_organisation("x", party="x", name="x", by=by),
    "organisation.close": lambda by: services.close_organisation(organisation(), by=by),
    "account.open": lambda by: services.open_account("x", display_name="x", by=by),
    "account.close": lambda by: services.close_account(account(), by=by),
    "membership.add": lambda by: services.add_membership(
        account(), organisation=organisation(), role=Caseworker, by=by
    ),
    "membership.end": lambda by: services.end_membership(
        services.add_membership(account(), organisation=organisation(), role=Caseworker, by=system()), by=by
    ),
}


@pytest.mark.parametrize("role", FOR_PEOPLE)
@pytest.mark.parametrize("act", ACTS)
def test_only_administrators_look_after_accounts(act, role):
    by = actor("police", role=role)
    if role is Administrator:
        ACTS[act](by)
        assert lines(act)[0] == "done"
        return
    with pytest.raises(NotAllowed) as refusal:
        ACTS[act](by)
    assert str(role.name) in str(refusal.value)
    assert refusal.value.verdict.source
    assert "refused" in lines(act)


def test_only_administrators_see_accounts():
    assert not queries.accounts(actor("police")).exists()


def test_organisations_are_found_by_party(administrator):
    wanted = organisation("guardian")
    assert list(queries.organisations(administrator, party="guardian")) == [wanted]


def test_every_permission_has_words():
    for permission in Permission:
        verdict = rules.has_permission(
            Actor(
                role=type("None", (Administrator,), {"permissions": frozenset()}), purpose=Purpose.STATISTICS
            ),
            permission,
        )
        assert not verdict.allowed
        assert str(rules.PERMISSION_NAMES[permission]()) in str(verdict.reason)


def test_actor_has_the_purpose_of_the_role_unless_chosen():
    member = services.add_membership(
        account(), organisation=organisation("kmar"), role=Caseworker, by=system()
    )
    usual, chosen = for_membership(member), for_membership(member, purpose=Purpose.INVESTIGATION)
    assert (usual.purpose, chosen.purpose) == (Purpose.PROTECTION, Purpose.INVESTIGATION)
    assert (usual.party, usual.language) == ("kmar", "nl")
    assert usual.own_organisation == member.organisation
    assert usual.own_account == member.account


def test_system_has_no_organisation_and_no_account():
    assert system().party == ""
    with pytest.raises(LookupError, match="organisation"):
        _ = system().own_organisation
    with pytest.raises(LookupError, match="account"):
        _ = system().own_account
