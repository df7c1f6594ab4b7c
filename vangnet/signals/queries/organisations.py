"""Which organisations of the chain can own a signal, and who coordinates there."""

from vangnet.access.actors import Actor
from vangnet.access.models import Membership, Organisation
from vangnet.access.roles import Coordinator, Role
from vangnet.access.scope import unscoped
from vangnet.core import clock

REGISTRAR = "registrar"


def that_handle(actor: Actor) -> list[Organisation]:
    """All organisations that take part, in a fixed order; which ones exist is known in the whole chain."""
    return list(Organisation.objects.filter(is_active=True).order_by("name", "code"))


@unscoped("Which organisations take part in the chain is no secret within it.")
def registrars() -> list[Organisation]:
    """The organisations that register for the country."""
    return list(Organisation.objects.filter(is_active=True, party=REGISTRAR).order_by("name", "code"))


@unscoped("Says whether there is a coordinator, not who.")
def coordinating_role(organisation: Organisation) -> type[Role] | None:
    """The role of those who coordinate in an organisation; nothing when nobody does, so that everybody is told."""
    there = Membership.objects.filter(organisation=organisation, role=Coordinator.code).current(clock.now())
    return Coordinator if there.exists() else None
