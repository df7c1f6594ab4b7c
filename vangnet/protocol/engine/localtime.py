"""Moments in Dutch local time: reading them, and going between wall clock and exact seconds without a lookup per event."""

import re
from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAY = 86400
FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2199, 12, 31)
EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
END_OF_DAY = time(23, 59, 59)
HOW = "write YYYY-MM-DD or YYYY-MM-DDTHH:MM, with an offset such as +01:00 if it is not Dutch time"

ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2})?)?", re.ASCII
)


class MomentError(ValueError):
    """A date or moment that cannot be read or lies outside the calendar."""


def to_moment(value: str | date | datetime, end_of_day: bool = False) -> datetime:
    """The moment that somebody wrote down: Dutch time unless it has an offset; a bare date is its first or last second."""
    if isinstance(value, str):
        value = _read(value)
    if isinstance(value, datetime):
        moment = value
    elif isinstance(value, date):
        moment = datetime.combine(value, END_OF_DAY if end_of_day else time(0))
    else:
        raise MomentError(f"{value!r} is not a date or moment: {HOW}.")
    return _in_amsterdam(moment)


def _read(text: str) -> date | datetime:
    try:
        found = ISO.fullmatch(text)
        if found is None:
            raise ValueError("not ISO 8601")
        return date.fromisoformat(text) if found[1] == text else datetime.fromisoformat(text)
    except ValueError as error:
        raise MomentError(f'"{text}" is not a date or moment ({error}): {HOW}.') from error


def _in_amsterdam(moment: datetime) -> datetime:
    # A year of margin here: with another offset a moment can fall on another day than in the Netherlands.
    if not FIRST_DAY.year - 1 <= moment.year <= LAST_DAY.year + 1:
        raise out_of_range(moment.date())
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=AMSTERDAM)
    if moment.tzinfo is AMSTERDAM and in_gap(moment):
        # A wall-clock time that never was moves forward by the gap, whichever fold was asked for.
        moment = moment.replace(fold=0)
    moment = moment.astimezone(UTC).astimezone(AMSTERDAM)
    if not FIRST_DAY <= moment.date() <= LAST_DAY:
        raise out_of_range(moment.date())
    return moment


def in_gap(moment: datetime) -> bool:
    """Whether this Dutch wall-clock time is skipped when summer time starts."""
    before, after = moment.replace(fold=0).utcoffset(), moment.replace(fold=1).utcoffset()
    return before is not None and after is not None and before < after


def is_ambiguous(moment: datetime) -> bool:
    """Whether this Dutch wall-clock time comes twice, because summer time ends."""
    return moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset() and not in_gap(moment)


def out_of_range(day: date | str) -> MomentError:
    """The error for a day that the calendar does not cover."""
    return MomentError(f"{day} lies outside the calendar ({FIRST_DAY} through {LAST_DAY}): check the date.")


def _offset(epoch: int) -> int:
    offset = datetime.fromtimestamp(epoch, AMSTERDAM).utcoffset()
    return 0 if offset is None else int(offset.total_seconds())


def _changes() -> tuple[list[int], list[int]]:
    """Every change of the Dutch clock in the calendar: the second it happens, and the offset from then on."""
    at = -DAY * (EPOCH_ORDINAL - FIRST_DAY.toordinal()) - 2 * DAY
    stop = DAY * (LAST_DAY.toordinal() - EPOCH_ORDINAL) + 2 * DAY
    moments, offsets = [at], [_offset(at)]
    while at < stop:
        later = at + 7 * DAY
        if _offset(later) != offsets[-1]:
            moment = _first_second(at, later, offsets[-1])
            moments.append(moment)
            offsets.append(_offset(moment))
        at = later
    return moments, offsets


def _first_second(low: int, high: int, offset: int) -> int:
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(middle) == offset else (low, middle)
    return high


CHANGES, OFFSETS = _changes()
_PAIRS = list(zip(CHANGES[1:], OFFSETS, OFFSETS[1:], strict=False))
# What is searched for are floats, and these compare three times faster with floats than with whole numbers.
_CHANGES = [float(moment) for moment in CHANGES]
# From which wall-clock second the new offset holds: in the repeated hour the first pass still has the old one.
_WALL_FIRST = [float(moment + max(old, new)) for moment, old, new in _PAIRS]
_WALL_SECOND = [float(moment + new) for moment, old, new in _PAIRS]
# Until which second the repeated hour after each change lasts.
_REPEATED_UNTIL = [_CHANGES[0], *(float(moment + max(0, old - new)) for moment, old, new in _PAIRS)]
FIRST_EPOCH = (FIRST_DAY.toordinal() - EPOCH_ORDINAL) * DAY - OFFSETS[0]
LAST_EPOCH = (LAST_DAY.toordinal() + 1 - EPOCH_ORDINAL) * DAY - OFFSETS[-1]


def wall_clock(epoch: int | float) -> tuple[int | float, bool]:
    """Wall-clock seconds (as if they were UTC) of an exact moment, and whether it is the second pass of a repeated hour."""
    index = bisect_right(_CHANGES, epoch) - 1
    return epoch + OFFSETS[index], epoch < _REPEATED_UNTIL[index]


def exact(wall: int | float, second: bool) -> int | float:
    """The exact moment of wall-clock seconds; a skipped time moves forward, a repeated one is the first unless asked."""
    return wall - OFFSETS[bisect_right(_WALL_SECOND if second else _WALL_FIRST, wall)]


def day_of(number: int) -> date:
    """The date of a day number counted from 1 January 1970."""
    return date.fromordinal(number + EPOCH_ORDINAL)


def shift(day: date, days: int) -> date:
    """A number of days later or earlier, within the calendar."""
    moved = day + timedelta(days=days)
    if not FIRST_DAY <= moved <= LAST_DAY:
        raise out_of_range(moved)
    return moved
