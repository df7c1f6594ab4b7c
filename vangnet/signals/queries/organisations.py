"""Which organisations of the chain can own a signal, and who coordinates there."""

from uuid import UUID

from vangnet.access.actors import Actor
from vangnet.access.models import Membership, Organisation
from vangnet.access.roles import FOR_PEOPLE, Coordinator, Permission, Role
from vangnet.access.scope import unscoped
from vangnet.access.wall.context import as_service
from vangnet.core import batches, clock

REGISTRAR = "registrar"
HANDLING = [role.code for role in FOR_PEOPLE if Permission.HANDLE_SIGNAL in role.permissions]
_KNOWN = ("signals", "who can handle")


def that_handle(actor: Actor) -> list[Organisation]:
    """All organisations that take part, in a fixed order; which ones exist is known in the whole chain."""
    return list(Organisation.objects.filter(is_active=True).order_by("name", "code"))


def with_handlers(actor: Actor) -> frozenset[UUID]:
    """The organisations in which somebody works who may handle signals; where, and not who."""
    known: frozenset[UUID] | None = batches.recall(*_KNOWN)
    if known is None:
        with as_service("Where signals can be handled is known in the whole chain; who does it is not told."):
            working = Membership.objects.filter(role__in=HANDLING).current(clock.now())
            known = frozenset(working.values_list("organisation_id", flat=True))
        batches.know(*_KNOWN, value=known)
    return known


@unscoped("Which organisations take part in the chain is no secret within it.")
def registrars() -> list[Organisation]:
    """The organisations that register for the country."""
    return list(Organisation.objects.filter(is_active=True, party=REGISTRAR).order_by("name", "code"))


@unscoped("Says whether there is a coordinator, not who.")
def coordinating_role(organisation: Organisation) -> type[Role] | None:
    """The role of those who coordinate in an organisation; nothing when nobody does, so that everybody is told."""
    there = Membership.objects.filter(organisation=organisation, role=Coordinator.code).current(clock.now())
    return Coordinator if there.exists() else None
