"""Terms added to many moments at once: the same answers as the legal calendar, one day worked out per distinct day."""

from __future__ import annotations

from math import floor, nan

import numpy as np
from numpy.typing import NDArray

from vangnet.protocol.engine.calendar import LegalCalendar, MomentError
from vangnet.protocol.engine.localtime import CHANGES, FIRST_EPOCH, LAST_EPOCH, OFFSETS
from vangnet.protocol.engine.terms import DAY, Term

Moments = NDArray[np.float64]

NOT_YET = -1.0
FIRST_DAY_NUMBER = floor(FIRST_EPOCH / DAY) - 1
LAST_DAY_NUMBER = floor(LAST_EPOCH / DAY) + 2

_CHANGES = np.array(CHANGES, dtype=np.float64)
_OFFSETS = np.array(OFFSETS, dtype=np.float64)
_REPEATED = np.concatenate([[0.0], np.maximum(0.0, _OFFSETS[:-1] - _OFFSETS[1:])])
_WALL_FIRST = _CHANGES[1:] + np.maximum(_OFFSETS[:-1], _OFFSETS[1:])
_WALL_SECOND = _CHANGES[1:] + _OFFSETS[1:]


class Counter:
    """One term on one footing: tells for many moments when it ends. Each day is worked out once and kept."""

    def __init__(self, calendar: LegalCalendar, term: Term, *, statutory: bool, day_end: bool) -> None:
        self._term = term
        self._day_end = day_end
        self._adder = calendar.adder(term, statutory=statutory)
        self._later = np.full(LAST_DAY_NUMBER - FIRST_DAY_NUMBER, NOT_YET)

    def __call__(self, starts: Moments) -> Moments:
        """The moments at which the term ends that starts at each of these; NaN where that lies outside the calendar."""
        term = self._term
        if not term.civil and not self._day_end:
            return starts + term.clock_seconds
        outside = ~((starts >= FIRST_EPOCH) & (starts < LAST_EPOCH))
        wall, second = _wall_clock(np.where(outside, 0.0, starts))
        ends = _exact(wall + self._days_later(wall) * DAY, second) + term.clock_seconds
        ends = np.where(outside | ~(ends < LAST_EPOCH), np.nan, ends)
        return _end_of_day(ends) if self._day_end else ends

    def _days_later(self, wall: Moments) -> Moments:
        """How many days on the term leads, for the day of each moment."""
        days = np.floor(wall / DAY).astype(np.int64) - FIRST_DAY_NUMBER
        later: Moments = self._later[days]
        if (later == NOT_YET).any():
            for day in np.unique(days[later == NOT_YET]).tolist():
                self._later[day] = self._work_out(day + FIRST_DAY_NUMBER)
            later = self._later[days]
        return later

    def _work_out(self, day: int) -> float:
        try:
            return self._adder.days_later(day)
        except MomentError:
            return nan


def _wall_clock(moments: Moments) -> tuple[Moments, NDArray[np.bool_]]:
    index = np.searchsorted(_CHANGES, moments, side="right") - 1
    return moments + _OFFSETS[index], moments - _CHANGES[index] < _REPEATED[index]


def _exact(wall: Moments, second: NDArray[np.bool_]) -> Moments:
    first_pass = np.searchsorted(_WALL_FIRST, wall, side="right")
    second_pass = np.searchsorted(_WALL_SECOND, wall, side="right")
    moments: Moments = wall - _OFFSETS[np.where(second, second_pass, first_pass)]
    return moments


def _end_of_day(moments: Moments) -> Moments:
    wall, _ = _wall_clock(moments)
    return _exact(np.floor(wall / DAY) * DAY + DAY - 1, np.zeros(len(wall), dtype=bool))
