"""The table of moves as a drawing and as a table to read, both made from the same lines that the services use."""

from __future__ import annotations

from collections.abc import Iterator

from vangnet.signals.handling.machine import MOVES, Move, Who
from vangnet.signals.states import SignalState

START = SignalState.RECEIVED
_WHO = {
    Who.OWNER: "the owner",
    Who.RECEIVER: "whoever it is offered to",
    Who.ANYBODY: "whoever may know of it",
}


def diagram() -> str:
    """The states and the acts between them, in the language of Mermaid."""
    lines = ["stateDiagram-v2", "    direction LR", f"    [*] --> {START}: report"]
    arrows: dict[tuple[str, str], list[str]] = {}
    for move in MOVES.values():
        for begin, end in _steps(move):
            if begin != end:
                arrows.setdefault((begin, end), []).append(move.code)
    lines += [f"    {begin} --> {end}: {', '.join(codes)}" for (begin, end), codes in arrows.items()]
    lines += [f"    {state} --> [*]" for state in SignalState if not state.is_open]
    return "\n".join(lines)


def rows() -> list[tuple[str, str, str, str]]:
    """Per act: its code, the states in which it can be done, the states after it, and who does it."""
    return [(move.code, _begins(move), _ends(move), _WHO[move.who]) for move in MOVES.values()]


def _steps(move: Move) -> Iterator[tuple[SignalState, SignalState]]:
    for state in SignalState:
        if state in move.begins:
            yield state, move.ends(state)


def _begins(move: Move) -> str:
    return "any" if move.begins == frozenset(SignalState) else ", ".join(_in_order(move.begins))


def _ends(move: Move) -> str:
    changed = [end for begin, end in _steps(move) if begin != end]
    stays = any(begin == end for begin, end in _steps(move))
    found = [*dict.fromkeys(end.value for end in changed), *(["as it was"] if stays else [])]
    return ", ".join(found)


def _in_order(states: frozenset[SignalState]) -> list[str]:
    return [state.value for state in SignalState if state in states]
