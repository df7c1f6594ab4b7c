"""Moments as people write them and as the engine counts them: seconds since 1970."""

from __future__ import annotations

from datetime import date, datetime

from vangnet.protocol.engine.calendar import AMSTERDAM, to_moment


def epoch(moment: float | str | date | datetime) -> float:
    """Give the second of a moment; one without offset is Dutch time, a date begins at midnight."""
    if isinstance(moment, int | float):
        return float(moment)
    return to_moment(moment).timestamp()


def iso(moment: float) -> str:
    """Write a second as a moment with offset in Dutch time."""
    return local(moment).isoformat()


def local(moment: float) -> datetime:
    """Give a second as a moment in Dutch time."""
    return datetime.fromtimestamp(moment, AMSTERDAM)
