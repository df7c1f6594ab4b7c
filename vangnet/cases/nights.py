"""The part of the cases in the work of every night."""

from vangnet.access.actors import Actor
from vangnet.cases import services


def rebuild_worklist(by: Actor) -> list[str]:
    """Compute anew what time or new agreements changed in the worklists."""
    for _progress in services.rebuild_worklist(by=by):
        pass
    return []
