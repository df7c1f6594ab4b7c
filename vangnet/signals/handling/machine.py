"""The table of moves of a signal, and the one function that makes a move.

An organisation is a code here; the empty code is nobody. What must never happen is said in `faults`: an open signal without an
owner, an owner who did not accept, an offer to the owner itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from vangnet.signals.states import OPEN, SignalState

State = SignalState


class Who(StrEnum):
    """Who may make a move."""

    OWNER = "owner"
    RECEIVER = "receiver"
    ANYBODY = "anybody"


class MoveRefused(Exception):
    """A move that is not possible from here, with a code that says why."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(f"{code}: {why}")
        self.code, self.why = code, why


@dataclass(frozen=True, slots=True)
class Move:
    """One line of the table: from which states to which, and by whom. Without a goal the state stays."""

    code: str
    begins: frozenset[State]
    goal: State | None = None
    who: Who = Who.OWNER
    goals: Mapping[State, State] | None = None

    def ends(self, state: State) -> State:
        """The state after this move."""
        if self.goals is not None:
            return self.goals.get(state, state)
        return self.goal or state


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a signal stands: its state, its owner, to whom it is offered, and how often it went on with nothing done."""

    state: State
    owner: str
    offered_to: str = ""
    passed_on: int = 0


IN_HAND = frozenset({State.RECEIVED, State.OWNED, State.ASKED})
# What waits for a decision of investigators goes to nobody else before they decided: another owner could not.
WAITING = IN_HAND | {State.PARKED}
EVERY = frozenset(State)

_LINES = (
    Move("take", frozenset({State.RECEIVED}), State.OWNED),
    Move("ask", IN_HAND, State.ASKED),
    Move("answer", EVERY, who=Who.ANYBODY, goals={State.ASKED: State.OWNED, State.CLOSED: State.RECEIVED}),
    Move("add", EVERY, who=Who.ANYBODY, goals={State.CLOSED: State.RECEIVED}),
    Move("note", EVERY),
    Move("view", EVERY, who=Who.ANYBODY),
    Move("park", IN_HAND, State.PARKED),
    Move("resume", frozenset({State.PARKED}), State.OWNED),
    Move("offer", WAITING),
    Move("accept", WAITING, who=Who.RECEIVER, goals={State.RECEIVED: State.OWNED}),
    Move("refuse", WAITING, who=Who.RECEIVER),
    Move("withdraw", WAITING),
    Move("pass_to_investigation", WAITING, State.INVESTIGATED),
    Move("investigation_started", frozenset({State.INVESTIGATED}), State.OWNED),
    Move("investigation_parked", frozenset({State.INVESTIGATED}), State.PARKED),
    Move("investigation_refused", frozenset({State.INVESTIGATED}), State.OWNED),
    Move("register", OPEN, State.REGISTERED),
    Move("close", WAITING, State.CLOSED),
    Move("reopen", frozenset({State.CLOSED}), State.OWNED),
    Move("feedback", EVERY),
)
MOVES: Mapping[str, Move] = {one.code: one for one in _LINES}
# What counts as doing something; taking a signal in hand, parking it and passing it on do not.
ACTIONS = frozenset(
    {
        *("ask", "note", "view", "pass_to_investigation", "investigation_started", "investigation_parked"),
        *("investigation_refused", "register", "close", "feedback"),
    }
)


def apply(standing: Standing, code: str, *, by: str, to: str = "") -> Standing:
    """Where a signal stands after a move of somebody; raises MoveRefused, and then nothing has changed."""
    move = MOVES[code]
    _demand_turn(standing, move, by)
    if standing.state not in move.begins:
        raise MoveRefused(code, "state")
    after = replace(standing, state=move.ends(standing.state))
    match code:
        case "offer":
            return _offered(after, to)
        case "accept":
            return replace(after, owner=by, offered_to="", passed_on=standing.passed_on + 1)
        case "refuse":
            return replace(after, offered_to="")
        case "withdraw":
            return _withdrawn(after)
    if after.state not in WAITING:
        after = replace(after, offered_to="")
    # What others write beside a signal does not count: only its owner can do something with it.
    return replace(after, passed_on=0) if code in ACTIONS and by == standing.owner else after


def possible(standing: Standing, *, by: str) -> list[str]:
    """The moves that somebody can make from here, in the order of the table."""
    return [code for code in MOVES if _is_possible(standing, code, by)]


def faults(standing: Standing) -> list[str]:
    """What is wrong with where a signal stands; nothing, whatever was done before."""
    found = []
    if not standing.owner:
        found.append("nobody owns it")
    if standing.offered_to and standing.offered_to == standing.owner:
        found.append("it is offered to its owner")
    if standing.offered_to and standing.state not in WAITING:
        found.append("it is offered although it ended or waits for a decision about investigation")
    if standing.passed_on < 0:
        found.append("it went on less than never")
    return found


def _demand_turn(standing: Standing, move: Move, by: str) -> None:
    if move.who == Who.OWNER and by != standing.owner:
        raise MoveRefused(move.code, "not_owner")
    if move.who == Who.RECEIVER and (not by or by != standing.offered_to):
        raise MoveRefused(move.code, "not_offered")


def _offered(standing: Standing, to: str) -> Standing:
    if standing.offered_to:
        raise MoveRefused("offer", "offered_already")
    if not to or to == standing.owner:
        raise MoveRefused("offer", "to_owner")
    return replace(standing, offered_to=to)


def _withdrawn(standing: Standing) -> Standing:
    if not standing.offered_to:
        raise MoveRefused("withdraw", "not_offered")
    return replace(standing, offered_to="")


def _is_possible(standing: Standing, code: str, by: str) -> bool:
    try:
        apply(standing, code, by=by, to="somebody else")
    except MoveRefused:
        return False
    return True
