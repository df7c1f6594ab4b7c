"""Random lives of signals: any act by anybody at any moment, to see that none is ever without an owner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from vangnet.signals.handling.machine import MOVES, MoveRefused, Standing, apply, faults
from vangnet.signals.states import SignalState

HOUSES = ("desk", "police", "labour", "care", "child")
OUTSIDE = ""
_CODES = tuple(MOVES)


@dataclass(frozen=True, slots=True)
class Tried:
    """An act that somebody tried."""

    code: str
    by: str
    to: str = ""


class BrokenPromise(AssertionError):
    """Something happened that must never happen, with the acts that led there."""


def tries(random: Random, length: int) -> Iterator[Tried]:
    """Acts that somebody tries, sensible or not."""
    who = (*HOUSES, OUTSIDE)
    for _turn in range(length):
        yield Tried(random.choice(_CODES), random.choice(who), random.choice(who))


def live(acts: Sequence[Tried]) -> tuple[Standing, int]:
    """Let a signal live through acts; gives where it stands and how many acts were possible.

    Raises BrokenPromise as soon as it has no owner, or gets one that did not accept.
    """
    standing, done = Standing(SignalState.RECEIVED, HOUSES[0]), 0
    for number, one in enumerate(acts):
        try:
            after = apply(standing, one.code, by=one.by, to=one.to)
        except MoveRefused:
            continue
        _promise(standing, after, one, acts[: number + 1])
        standing, done = after, done + 1
    return standing, done


def _promise(before: Standing, after: Standing, act: Tried, acts: Sequence[Tried]) -> None:
    wrong = faults(after)
    taken_over = act.code == "accept" and act.by == before.offered_to == after.owner
    if after.owner != before.owner and not taken_over:
        wrong.append("it has an owner who did not accept")
    if wrong:
        raise BrokenPromise(
            f"{'; '.join(wrong)}, after {' > '.join(f'{one.code} by {one.by}' for one in acts)}"
        )


def many(count: int, *, seed: int, longest: int = 12) -> tuple[int, int]:
    """So many random lives; gives how many acts were tried and how many were possible."""
    random, tried, done = Random(seed), 0, 0  # noqa: S311 - lives to test with, no secrets
    for _life in range(count):
        acts = list(tries(random, random.randint(1, longest)))
        tried += len(acts)
        done += live(acts)[1]
    return tried, done
