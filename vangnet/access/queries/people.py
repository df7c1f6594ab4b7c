"""Reading organisations, accounts and who works where."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from vangnet.access.actors import Actor
from vangnet.access.models import (
    Account,
    AttentionOfficer,
    Certificate,
    Invitation,
    Membership,
    Organisation,
    OutsideIdentity,
)
from vangnet.access.roles import Administrator, Permission
from vangnet.access.scope import unscoped
from vangnet.access.verdicts import NotFound
from vangnet.access.wall.context import as_service
from vangnet.core import clock

# So long before a certificate lapses its owner and the administrator are told, because a course has a waiting list.
SOON = timedelta(days=60)


@unscoped("Somebody who signs in is not an actor yet; only their own memberships are read.")
def memberships(account: Account) -> QuerySet[Membership]:
    """The current memberships of somebody, oldest first."""
    current = Membership.objects.filter(account=account).current(clock.now())
    return current.select_related("account", "organisation").order_by("since", "id")


@unscoped("Asked before there is anybody who could ask; says yes or no.")
@as_service("Asked before there is anybody who could ask; says yes or no.")
def has_administrator() -> bool:
    """Whether somebody looks after accounts already."""
    return Membership.objects.filter(role=Administrator.code).current(clock.now()).exists()


def organisations(actor: Actor, *, party: str = "") -> QuerySet[Organisation]:
    """The active organisations of the chain, or those that the agreements know under one party."""
    active = Organisation.objects.filter(is_active=True)
    return active.filter(party=party) if party else active


def accounts(actor: Actor) -> QuerySet[Account]:
    """All accounts, for those who look after accounts; nobody else sees any."""
    if not actor.may(Permission.MANAGE_ACCOUNTS):
        return Account.objects.none()
    return Account.objects.order_by("username")


def account_of(actor: Actor, address: str) -> Account:
    """One account by its address, which tells nothing, for those who look after accounts."""
    found = accounts(actor).filter(address=address).first()
    if found is None:
        raise NotFound
    return found


def organisation_of(actor: Actor, code: str) -> Organisation:
    """One active organisation of the chain."""
    found = organisations(actor).filter(code=code).first()
    if found is None:
        raise NotFound
    return found


def memberships_of(actor: Actor, account: Account) -> QuerySet[Membership]:
    """All work of somebody, past and present, for those who look after accounts."""
    if not actor.may(Permission.MANAGE_ACCOUNTS):
        return Membership.objects.none()
    return Membership.objects.filter(account=account).select_related("account", "organisation")


def members(actor: Actor, organisation: Organisation) -> QuerySet[Membership]:
    """Who works for an organisation now, for those who look after accounts and for its own people."""
    own = actor.organisation is not None and actor.organisation.pk == organisation.pk
    if not own and not actor.may(Permission.MANAGE_ACCOUNTS):
        return Membership.objects.none()
    current = Membership.objects.filter(organisation=organisation).current(clock.now())
    return current.select_related("account", "organisation").order_by("account__display_name", "role")


def is_working_for(actor: Actor, account: Account, organisation: Organisation) -> bool:
    """Whether somebody works for an organisation now."""
    return Membership.objects.filter(account=account, organisation=organisation).current(clock.now()).exists()


def invitations(actor: Actor) -> QuerySet[Invitation]:
    """Links that can still be used, for those who look after accounts."""
    if not actor.may(Permission.MANAGE_ACCOUNTS):
        return Invitation.objects.none()
    waiting = Invitation.objects.filter(
        used_at__isnull=True, withdrawn_at__isnull=True, expires_at__gt=clock.now()
    )
    return waiting.select_related("organisation", "invited_by")


def officers(actor: Actor, organisation: Organisation) -> QuerySet[AttentionOfficer]:
    """Whom to ask for in an organisation, in order; everybody in the chain may know."""
    now = clock.now()
    found = AttentionOfficer.objects.filter(
        Q(until__isnull=True) | Q(until__gt=now), organisation=organisation
    )
    return found.select_related("account", "organisation").order_by("place", "since")


def attention_officer(actor: Actor, organisation: Organisation) -> Account | None:
    """The first in order who is there today; nobody when all are away or none was appointed."""
    today = clock.today()
    for officer in officers(actor, organisation):
        is_away = officer.away_until is not None and officer.away_until >= today
        if not is_away and is_working_for(actor, officer.account, organisation):
            return officer.account
    return None


def certificates(actor: Actor, account: Account) -> QuerySet[Certificate]:
    """The training of somebody, for themselves and for those who look after accounts."""
    own = actor.account is not None and actor.account.pk == account.pk
    if not own and not actor.may(Permission.MANAGE_ACCOUNTS):
        return Certificate.objects.none()
    return Certificate.objects.filter(account=account).select_related("account")


def holds_certificate(actor: Actor, kind: str) -> bool:
    """Whether the one who acts has a certificate of this kind that counts today."""
    today = clock.today()
    held = Certificate.objects.filter(
        Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=today),
        account=actor.account,
        kind=kind,
        valid_from__lte=today,
        valid_until__gte=today,
    )
    return actor.account is not None and held.exists()


def lapsing_certificates(actor: Actor) -> list[Certificate]:
    """Certificates that lapse soon or did so lately without a newer one: the own ones, or all for an administrator."""
    if actor.account is None:
        return []
    today = clock.today()
    found = Certificate.objects.filter(withdrawn_on__isnull=True).select_related("account")
    if not actor.may(Permission.MANAGE_ACCOUNTS):
        found = found.filter(account=actor.account)
    newest: dict[tuple[UUID, str], Certificate] = {}
    for one in found.filter(account__is_active=True).order_by("valid_until"):
        newest[(one.account_id, one.kind)] = one
    return [one for one in newest.values() if today - SOON <= one.valid_until <= today + SOON]


def identities(actor: Actor, account: Account) -> QuerySet[OutsideIdentity]:
    """How the sign-on of organisations knows somebody, for those who look after accounts."""
    if not actor.may(Permission.MANAGE_ACCOUNTS):
        return OutsideIdentity.objects.none()
    return OutsideIdentity.objects.filter(account=account, until__isnull=True).select_related("account")
