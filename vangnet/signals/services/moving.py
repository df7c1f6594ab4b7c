"""Making a move with a signal: held, checked against the table of moves, written down in one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from vangnet.access.actors import Actor
from vangnet.access.models import Organisation
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.core import clock
from vangnet.signals import terms
from vangnet.signals.handling import MoveRefused, Standing, apply
from vangnet.signals.models import Signal, SignalEvent
from vangnet.signals.queries import visibility
from vangnet.signals.rules import handling as rules
from vangnet.signals.services.noting import Values, note_event
from vangnet.signals.states import FINAL, SignalState

_MOVED = ("state", "state_since", "idle_handovers")


def held_by_owner(signal: Signal, *, by: Actor) -> Signal:
    """A signal as it stands now, held until the act is over, for its owner; to a stranger it does not exist."""
    visibility.require(by, signal)
    try:
        return visibility.held(signal)
    except NotFound as out_of_reach:
        # It was seen a moment ago, and only whoever owns it reaches it to change it.
        raise NotAllowed(rules.of_another()) from out_of_reach


def move(
    signal: Signal,
    code: str,
    *,
    to: Organisation | None = None,
    reason: str = "",
    about: Mapping[str, Values] | None = None,
    also: Iterable[str] = (),
    by: Actor,
) -> SignalEvent:
    """Make a move with a signal that is held, save it with the fields that the act changed, and write it down."""
    before, owner = signal.state, signal.owner
    after = _applied(signal, code, to, by)
    changed = {*_MOVED, *also}
    signal.state, signal.idle_handovers = after.state, after.passed_on
    if after.state != before:
        signal.state_since = clock.now()
        changed |= _with_state(signal, before)
    if code == "accept":
        signal.owner, signal.owned_since = by.own_organisation, clock.now()
        changed |= {"owner", "owned_since"}
    signal.save(update_fields=sorted(changed))
    return note_event(signal, code, before=before, owner_before=owner, reason=reason, about=about, by=by)


def _applied(signal: Signal, code: str, to: Organisation | None, by: Actor) -> Standing:
    waiting = visibility.open_offer(signal)
    standing = Standing(
        SignalState(signal.state),
        str(signal.owner_id),
        str(waiting.receiver_id) if waiting else "",
        signal.idle_handovers,
    )
    try:
        return apply(
            standing,
            code,
            by=str(by.organisation.pk) if by.organisation else "",
            to=str(to.pk) if to else "",
        )
    except MoveRefused as refusal:
        raise NotAllowed(rules.as_verdict(refusal, signal.state)) from refusal


def _with_state(signal: Signal, before: str) -> set[str]:
    """What changes with the state: the first time it is taken in hand, when it ends, and what its reporter must still hear."""
    changed = set()
    if signal.taken_at is None and signal.state != SignalState.RECEIVED:
        signal.taken_at = clock.now()
        changed.add("taken_at")
    if signal.state in FINAL:
        signal.closed_at, signal.review_on = clock.now(), None
        signal.feedback_due = terms.current().feedback_day(
            signal.reporter_type, after=clock.today(), outcome=True
        )
        changed |= {"closed_at", "review_on", "feedback_due"}
    elif before in FINAL:
        signal.closed_at, signal.outcome, signal.basis = None, "", ""
        changed |= {"closed_at", "outcome", "basis"}
    if before in (SignalState.PARKED, SignalState.ASKED) and signal.state not in (
        SignalState.PARKED,
        SignalState.ASKED,
    ):
        signal.review_on = None
        changed.add("review_on")
    return changed
