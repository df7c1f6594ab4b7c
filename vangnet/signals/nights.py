"""The part of the signals in the work of every night, and of every hour."""

from vangnet.access.actors import Actor
from vangnet.signals.queries import watching as queries
from vangnet.signals.services import watching


def follow_up(by: Actor) -> list[str]:
    """Let nothing wait in silence: offers, signals nobody looked at, days to look again, reporters who heard nothing."""
    watching.follow_offers(by=by)
    watching.watch_new(by=by)
    watching.look_again(by=by)
    watching.watch_feedback(by=by)
    warned = {
        "signals of owners that take part no longer": queries.without_owner(by),
        "open signals of owners where nobody works who may handle signals": queries.without_handler(by),
    }
    return [f"{what}: {number}" for what, number in warned.items() if number]
