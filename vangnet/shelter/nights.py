"""The part of the shelters in the work of every night."""

from vangnet.access.actors import Actor
from vangnet.shelter import services


def forget_replaced(by: Actor) -> list[str]:
    """Destroy the keys of replaced addresses that are still there, as when a process stopped right after replacing one."""
    services.forget_replaced(by=by)
    return []
