"""Which version of an agreement governs an anchor, and what a later version does to what is still open."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from vangnet.protocol.engine.calendar import to_moment
from vangnet.protocol.engine.model import Agreement

FOREVER = float("inf")
Governed = TypeVar("Governed")


def day_start(day: date) -> float:
    """Give the second at which a day begins in the Netherlands."""
    return float("-inf") if day == date.min else to_moment(day).timestamp()


@dataclass(frozen=True, slots=True)
class Validity:
    """A version with the seconds from and until which it is in force."""

    agreement: Agreement
    start: float
    end: float

    def governs(self, moment: float, clause: str) -> bool:
        """Say whether a clause of this version applies to an anchor: in force then, or made retroactive to it."""
        if self.start <= moment < self.end:
            return True
        earlier = self.agreement.retroactive_from
        if earlier is None or clause not in self.agreement.retroactive_clauses:
            return False
        return day_start(earlier) <= moment < self.start


def validities(versions: Sequence[Agreement]) -> tuple[Validity, ...]:
    """Say from when until when each version of one agreement is in force; a later version ends an earlier one."""
    ordered = sorted(versions, key=lambda version: version.valid_from)
    starts = [day_start(version.valid_from) for version in ordered]
    found = []
    for version, start, following in zip(ordered, starts, [*starts[1:], FOREVER], strict=True):
        end = following
        if version.valid_until is not None:
            end = min(end, day_start(version.valid_until + timedelta(days=1)))
        found.append(Validity(version, start, end))
    return tuple(found)


class Timetable(Generic[Governed]):
    """What governs a clause at each moment: nothing, or what one version says."""

    __slots__ = ("_governed", "_starts")

    def __init__(self, name: str, versions: Sequence[tuple[Validity, Governed | None]]) -> None:
        starts = {FOREVER * -1}
        for validity, _ in versions:
            starts |= {validity.start, validity.end}
            if validity.agreement.retroactive_from is not None:
                starts.add(day_start(validity.agreement.retroactive_from))
        self._starts = sorted(starts - {FOREVER})
        # Of two versions that claim a moment the later one wins: that is what retroactive means.
        self._governed = [
            next((said for validity, said in reversed(versions) if validity.governs(start, name)), None)
            for start in self._starts
        ]

    def at(self, moment: float) -> Governed | None:
        """Give what governs an anchor at this moment."""
        return self._governed[bisect_right(self._starts, moment) - 1]

    def last(self) -> tuple[float, Governed | None]:
        """Give the last moment at which something else begins to govern, with what governs from then on."""
        return self._starts[-1], self._governed[-1]

    def spans(self) -> tuple[list[float], list[Governed | None]]:
        """Give every moment at which something else begins to govern, with what governs from then on."""
        return self._starts, self._governed
