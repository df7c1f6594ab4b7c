"""The part of the cases in the work of every night."""

from vangnet.access.actors import Actor
from vangnet.cases import services


def review_keeping(by: Actor) -> list[str]:
    """Remind privacy officers of terms that have passed and of people who wait for an answer."""
    services.review_keeping(by=by)
    return []


def rebuild_worklist(by: Actor) -> list[str]:
    """Compute anew what time or new agreements changed in the worklists."""
    for _progress in services.rebuild_worklist(by=by):
        pass
    return []
