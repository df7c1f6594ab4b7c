"""Putting a signal aside until a day, and taking it up again."""

from __future__ import annotations

from datetime import date

from vangnet.access import audit
from vangnet.access.actors import Actor
from vangnet.access.verdicts import demand
from vangnet.signals.models import Signal
from vangnet.signals.rules import handling as rules
from vangnet.signals.services.moving import held_by_owner, move


def park(signal: Signal, *, reason: str, review_on: date, by: Actor) -> Signal:
    """Put a signal aside with a coded reason, until a day on which somebody looks again."""
    with audit.act("signal.park", by=by, dossier=signal.pk) as trace:
        trace.reason = reason
        found = held_by_owner(signal, by=by)
        demand(rules.may_handle(by, found))
        demand(rules.is_reason("park", reason))
        demand(rules.is_review_day(review_on))
        found.review_on = review_on
        move(found, "park", reason=reason, about={"until": review_on.isoformat()}, also=["review_on"], by=by)
    return found


def resume(signal: Signal, *, by: Actor) -> Signal:
    """Take up again what was put aside."""
    with audit.act("signal.resume", by=by, dossier=signal.pk):
        found = held_by_owner(signal, by=by)
        demand(rules.may_handle(by, found))
        move(found, "resume", by=by)
    return found
