"""Which act brings a signal from where to where, and who owns it meanwhile. Plain Python, the same for services, tests and drawings."""

from vangnet.signals.handling.machine import (
    ACTIONS,
    MOVES,
    Move,
    MoveRefused,
    Standing,
    Who,
    apply,
    faults,
    possible,
)

__all__ = [
    "ACTIONS",
    "MOVES",
    "Move",
    "MoveRefused",
    "Standing",
    "Who",
    "apply",
    "faults",
    "possible",
]
