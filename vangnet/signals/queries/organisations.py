"""Which organisations of the chain can own a signal."""

from vangnet.access.actors import Actor
from vangnet.access.models import Organisation


def that_handle(actor: Actor) -> list[Organisation]:
    """All organisations that take part, in a fixed order; which ones exist is known in the whole chain."""
    return list(Organisation.objects.filter(is_active=True).order_by("name", "code"))
