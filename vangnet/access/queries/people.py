"""Reading organisations, accounts and who works where."""

from django.db.models import QuerySet

from vangnet.access.actors import Actor
from vangnet.access.models import Account, Membership, Organisation
from vangnet.access.roles import Administrator, Permission
from vangnet.access.scope import unscoped
from vangnet.core import clock


@unscoped("Somebody who signs in is not an actor yet; only their own memberships are read.")
def memberships(account: Account) -> QuerySet[Membership]:
    """The current memberships of somebody, oldest first."""
    current = Membership.objects.filter(account=account).current(clock.now())
    return current.select_related("account", "organisation").order_by("since", "id")


@unscoped("Asked before there is anybody who could ask; says yes or no.")
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
