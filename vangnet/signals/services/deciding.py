"""What becomes of a signal: an investigation, a registration, an end with a reason."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from vangnet.access import audit
from vangnet.access.actors import Actor
from vangnet.access.verdicts import demand
from vangnet.core import clock
from vangnet.signals import terms
from vangnet.signals.models import Signal
from vangnet.signals.rules import handling as rules
from vangnet.signals.services.moving import held_by_owner, move
from vangnet.signals.services.owning import take_back
from vangnet.signals.states import Investigation

REGISTERED = "registered"


def pass_to_investigation(signal: Signal, *, by: Actor) -> Signal:
    """Ask the own investigators to decide about a signal; from now on the age of the question counts."""
    with audit.act("signal.pass_to_investigation", by=by, dossier=signal.pk):
        found = held_by_owner(signal, by=by)
        demand(rules.may_investigate(by, found))
        found.investigation, found.passed_at = Investigation.WAITS, clock.now()
        move(found, "pass_to_investigation", also=["investigation", "passed_at"], by=by)
        take_back(found, by=by)
    return found


def decide_investigation(
    signal: Signal, *, outcome: str, reason: str, review_on: date | None = None, by: Actor
) -> Signal:
    """Say whether an investigation starts, waits or does not start, always with a coded reason.

    What waits is looked at again on a day: the given one, or the usual one. What is not taken up stays with its owner.
    """
    with audit.act("signal.decide_investigation", by=by, dossier=signal.pk) as trace:
        trace.reason = reason
        found = held_by_owner(signal, by=by)
        demand(rules.may_investigate(by, found))
        demand(rules.may_decide(by, outcome))
        demand(rules.is_reason(f"investigation_{outcome}", reason))
        also = ["investigation"]
        if outcome == Investigation.PARKED:
            day = review_on or clock.today() + timedelta(days=terms.current().days["review"])
            demand(rules.is_review_day(day))
            found.review_on = day
            also.append("review_on")
        found.investigation = outcome
        about = {"days": _days_waited(found)}
        move(found, f"investigation_{outcome}", reason=reason, about=about, also=also, by=by)
    return found


def close(signal: Signal, *, reason: str, basis: str, by: Actor) -> Signal:
    """End a signal with a coded reason and what that rests on. Its reporter must still hear of it."""
    with audit.act("signal.close", by=by, dossier=signal.pk) as trace:
        trace.reason = reason
        found = held_by_owner(signal, by=by)
        demand(rules.may_close(by, found, reason=reason, basis=basis))
        found.outcome, found.basis = reason, basis
        move(found, "close", reason=reason, about={"basis": basis}, also=["outcome", "basis"], by=by)
        take_back(found, by=by)
    return found


def reopen(signal: Signal, *, by: Actor) -> Signal:
    """Take up again what was closed."""
    with audit.act("signal.reopen", by=by, dossier=signal.pk):
        found = held_by_owner(signal, by=by)
        demand(rules.may_handle(by, found))
        move(found, "reopen", by=by)
    return found


def mark_registered(signal: Signal, *, dossier_id: UUID, by: Actor) -> Signal:
    """Write down that a signal led to a dossier about a possible victim; it stays linked to that dossier."""
    with audit.act("signal.register", by=by, dossier=signal.pk, objects=[dossier_id]):
        found = held_by_owner(signal, by=by)
        demand(rules.may_handle(by, found))
        found.dossier_id, found.outcome = dossier_id, REGISTERED
        move(found, "register", also=["dossier_id", "outcome"], by=by)
        take_back(found, by=by)
    return found


def _days_waited(signal: Signal) -> int:
    return (clock.now() - signal.passed_at).days if signal.passed_at else 0
