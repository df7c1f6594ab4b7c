"""Terms added to many moments at once: the same answers as the legal calendar, one day worked out per distinct day."""

from __future__ import annotations

from math import isfinite, nan

import numpy as np
from numpy.typing import NDArray

from vangnet.protocol.engine.calendar import Adder, LegalCalendar, MomentError
from vangnet.protocol.engine.holidays_nl import HolidayError
from vangnet.protocol.engine.localtime import CHANGES, FIRST_EPOCH, LAST_EPOCH, OFFSETS
from vangnet.protocol.engine.terms import DAY, Term

Moments = NDArray[np.float64]

_CHANGES = np.array(CHANGES, dtype=np.float64)
_OFFSETS = np.array(OFFSETS, dtype=np.float64)
_REPEATED = np.concatenate([[0.0], np.maximum(0.0, _OFFSETS[:-1] - _OFFSETS[1:])])
_WALL_FIRST = _CHANGES[1:] + np.maximum(_OFFSETS[:-1], _OFFSETS[1:])
_WALL_SECOND = _CHANGES[1:] + _OFFSETS[1:]


def add(calendar: LegalCalendar, starts: Moments, term: Term, *, statutory: bool, day_end: bool) -> Moments:
    """The moments at which a term ends that starts at each of these moments; NaN where that lies outside the calendar."""
    if not term.civil and not day_end:
        return starts + term.clock_seconds
    inside = np.where((starts >= FIRST_EPOCH) & (starts < LAST_EPOCH), starts, np.nan)
    wall, second = _wall_clock(inside)
    ends = _exact(wall + _days_later(calendar, wall, term, statutory) * DAY, second) + term.clock_seconds
    ends = np.where(ends < LAST_EPOCH, ends, np.nan)
    return _end_of_day(ends) if day_end else ends


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


def _days_later(calendar: LegalCalendar, wall: Moments, term: Term, statutory: bool) -> Moments:
    """How many days on the term leads, for the day of each moment."""
    adder = calendar.adder(term, statutory=statutory)
    days, place = np.unique(np.floor(wall / DAY), return_inverse=True)
    spread: Moments = np.array([_days_from(adder, day) for day in days.tolist()], dtype=np.float64)[place]
    return spread


def _days_from(adder: Adder, day: float) -> float:
    if not isfinite(day):
        return nan
    try:
        return adder.days_later(int(day))
    except (MomentError, HolidayError):
        return nan
