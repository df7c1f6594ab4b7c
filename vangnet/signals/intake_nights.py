"""The part of the intake in the work of every night."""

from vangnet.access.actors import Actor
from vangnet.signals.services import bulk, intake, rhythms


def forget_unfinished(by: Actor) -> list[str]:
    """Throw away drafts and checked files that nobody came back to within their term."""
    intake.forget_expired(by=by)
    bulk.forget_checked(by=by)
    return []


def count_waiting(by: Actor) -> list[str]:
    """Count large files that somebody let count and that no other run has counted yet."""
    bulk.count_waiting(by=by)
    return []


def tell_late(by: Actor) -> list[str]:
    """Say which agreed deliveries and which feedback on them are late."""
    rhythms.tell_late(by=by)
    return []
