"""When a term of a clause ends: its branches, the calendar, and moments that a fact names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from vangnet.protocol.engine.calendar import AMSTERDAM, LegalCalendar, MomentError, to_moment
from vangnet.protocol.engine.guards import Guard
from vangnet.protocol.engine.model import Limit

Asking = Guard | str
Adder = Callable[[float], float]


class Branch:
    """One branch of a term, ready to run."""

    __slots__ = ("add", "guard", "limit")

    def __init__(self, limit: Limit, calendar: LegalCalendar) -> None:
        self.limit = limit
        self.guard = limit.when
        term = limit.term or limit.target
        self.add: Adder | None = None
        if term is not None and (term.civil or limit.day_end):
            self.add = calendar.adder(term, statutory=limit.statutory, day_end=limit.day_end)
        elif term is not None:
            self.add = _exact(calendar, limit)

    def end(self, start: float, facts: Mapping[str, Any], calendar: LegalCalendar) -> float | None:
        """Give the moment at which this branch ends; none when it names no moment, or one out of range."""
        try:
            if self.add is not None:
                return self.add(start)
            return named_moment(self.limit, facts, calendar)
        except (MomentError, OverflowError, ValueError):
            # A moment beyond the calendar cannot pass: there is no due moment.
            return None


def _exact(calendar: LegalCalendar, limit: Limit) -> Adder:
    term = limit.term or limit.target
    seconds = term.clock_seconds if term else 0
    return lambda start: start + seconds


def named_moment(limit: Limit, facts: Mapping[str, Any], calendar: LegalCalendar) -> float | None:
    """Give the moment that a date fact names, counted back when the limit says so."""
    value = facts.get(limit.until or "")
    if not isinstance(value, str):
        return None
    moment = _moment_of(value)
    if limit.day_end:
        moment = datetime(moment.year, moment.month, moment.day, 23, 59, 59, tzinfo=AMSTERDAM)
    if limit.minus is not None:
        moment = calendar.subtract(moment, limit.minus)
    return moment.timestamp()


@lru_cache(maxsize=4096)
def _moment_of(text: str) -> datetime:
    """The same date is asked for by many clauses and cases."""
    return to_moment(text)


class Deadlines:
    """The term of a clause with all its branches."""

    __slots__ = ("branches", "calendar", "latest", "plain")

    def __init__(self, limits: tuple[Limit, ...], calendar: LegalCalendar, *, latest: bool) -> None:
        self.branches = tuple(Branch(limit, calendar) for limit in limits)
        self.calendar = calendar
        self.latest = latest
        first = self.branches[0]
        self.plain = first.add if len(limits) == 1 and first.guard is None else None

    @property
    def limits(self) -> tuple[Limit, ...]:
        """The branches as the agreement says them."""
        return tuple(branch.limit for branch in self.branches)

    def in_play(self, facts: Mapping[str, Any]) -> list[Branch]:
        """Give the first branch whose guard is true, and the branches before it whose guard is unknown."""
        found = []
        for branch in self.branches:
            holds = branch.guard.evaluate(facts) if branch.guard else True
            if holds is not False:
                found.append(branch)
            if holds:
                break
        return found

    def end(self, start: float, facts: Mapping[str, Any]) -> tuple[float | None, list[Asking]]:
        """Give the end of the term for these facts, with what has to be asked when a branch is in doubt."""
        branches = self.in_play(facts)
        ends = [branch.end(start, facts, self.calendar) for branch in branches]
        asking: list[Asking] = [
            branch.guard for branch in branches if branch.guard and branch.guard.asks(facts)
        ]
        asking += [
            branch.limit.until
            for branch, end in zip(branches, ends, strict=True)
            if branch.limit.until and end is None and facts.get(branch.limit.until) is None
        ]
        if self.latest and None in ends:
            return None, asking
        known = [end for end in ends if end is not None]
        if not known:
            return None, asking
        return (max if self.latest else min)(known), asking
