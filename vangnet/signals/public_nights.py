"""What happens every night with reports of people without an account; gives what is wrong, in words."""

from vangnet.access.actors import Actor
from vangnet.signals.services import drafts, returning


def forget_drafts(actor: Actor) -> list[str]:
    """Remove what was never sent, and the ways back to what was closed long ago."""
    drafts.forget_expired(by=actor)
    returning.forget_old(by=actor)
    return []
