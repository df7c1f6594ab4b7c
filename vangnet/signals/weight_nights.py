"""The weights in the work of every night: who waits comes forward, and a new book is used from its first day."""

from vangnet.access.actors import Actor
from vangnet.signals.services import priorities


def place_again(by: Actor) -> list[str]:
    """Weigh and place again what waits or was weighed by another book; nothing can be wrong with it."""
    priorities.renew(by=by)
    return []
