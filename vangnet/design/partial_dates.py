"""Moments as people know them: to the minute, to the day, or only "spring 2023"."""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from django.utils.translation import gettext as _

from vangnet.core.clock import AMSTERDAM
from vangnet.design.partial_words import (
    DAYS_AGO,
    FILLER_WORDS,
    MONTHS,
    NOW,
    PART_WORDS,
    SEASONS,
    UNKNOWN_WORDS,
    WEEKDAYS,
)

Precision = Literal["exact", "minute", "day", "month", "season", "year", "unknown"]
PRECISIONS: tuple[Precision, ...] = ("exact", "minute", "day", "month", "season", "year", "unknown")
EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
LONGEST_TEXT = 100
TICK = timedelta(microseconds=1)

TIME = re.compile(r"(?<![0-9./-])([0-9]{1,2})[:.u]([0-9]{2})(?::([0-9]{2}))?\s*(am|pm)?(?![0-9./-])")
HOUR = re.compile(r"(?<![0-9./-])([0-9]{1,2})\s*(uur|am|pm|o'clock)(?![a-z0-9])")
RANGE = re.compile(r"\s+(?:tot en met|t/m|tot|until|till|to|and|en|-)\s+")
YEARS = re.compile(r"([0-9]{4})\s*-\s*([0-9]{4})")


Days = tuple[date, date, Precision]
Span = tuple[datetime, datetime, Precision]


class UnreadableMomentError(ValueError):
    """The text names no moment that exists; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class PartialMoment:
    """A moment between two borders, both included, with the words in which it was told."""

    earliest: datetime | None
    latest: datetime | None
    precision: Precision
    text: str

    @property
    def is_known(self) -> bool:
        return self.precision != "unknown"


def read_partial_moment(text: str, *, now: datetime) -> PartialMoment:
    """Read what a person typed about when something happened, in Dutch or English."""
    told = " ".join(unicodedata.normalize("NFKC", text).split())
    if len(told) > LONGEST_TEXT:
        raise UnreadableMomentError(
            _("This is longer than a date: %(length)d characters. Give only when it happened.")
            % {"length": len(told)}
        )
    words = told.casefold().replace("’", "'").replace("a.m.", "am").replace("p.m.", "pm").rstrip(".!")
    if words in UNKNOWN_WORDS:
        return PartialMoment(None, None, "unknown", told)
    here = now.astimezone(AMSTERDAM)
    found = _range(words, here) or _single(words, here)
    return PartialMoment(*found, told)


def _range(words: str, now: datetime) -> Span | None:
    bare = re.sub(r"^(tussen|between|van|from)\s+", "", words)
    pair = YEARS.fullmatch(bare)
    parts = list(pair.groups()) if pair else RANGE.split(bare)
    if len(parts) != 2:
        return None
    year = re.search(r"[0-9]{4}", parts[1])
    if year and not re.search(r"[0-9]{4}", parts[0]):
        parts[0] = f"{parts[0]} {year.group()}"
    earliest, _end, one = _single(parts[0], now)
    _start, latest, other = _single(parts[1], now)
    if earliest > latest:
        raise UnreadableMomentError(
            _("“%(first)s” comes after “%(last)s”. Put the earliest first.")
            % {"first": parts[0], "last": parts[1]}
        )
    return earliest, latest, max(one, other, key=PRECISIONS.index)


def _single(words: str, now: datetime) -> Span:
    if words in NOW:
        return _at(now.date(), now.time().replace(second=0, microsecond=0, tzinfo=None), "minute")
    clock, rest = _split_time(words)
    known = _weekday_and_words(rest)
    read = _numeric(known) or _worded(known, now)
    if read is None:
        raise _unreadable(words)
    first, last, precision = read
    _check_weekday(rest, first, precision)
    if clock is None:
        return _span(first, last, precision)
    if precision != "day":
        raise UnreadableMomentError(
            _("A time needs a whole date. Give day, month and year, for example 12-3-2023 14:30.")
        )
    return _at(first, clock, "exact" if clock.second else "minute")


def _split_time(words: str) -> tuple[time | None, str]:
    iso = re.fullmatch(r"([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})t([0-9:]{5,8})", words)
    if iso:
        words = " ".join(iso.groups())
    found = TIME.search(words) or HOUR.search(words)
    if not found:
        return None, words
    parts = found.groups()
    half = parts[-1]
    hour = int(parts[0])
    minute = int(parts[1]) if found.re is TIME else 0
    second = int(parts[2] or 0) if found.re is TIME else 0
    if half in {"am", "pm"} and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59 or second > 59:
        raise UnreadableMomentError(
            _("The time “%(time)s” does not exist. Write hours from 0 to 23 and minutes from 0 to 59.")
            % {"time": found.group().strip()}
        )
    return time(hour, minute, second), words[: found.start()] + " " + words[found.end() :]


def _weekday_and_words(words: str) -> list[str]:
    bare = [word.strip(",.") for word in re.sub(r"[,]", " ", words).split()]
    return [word for word in bare if word and word not in FILLER_WORDS and word not in WEEKDAYS]


def _check_weekday(words: str, day: date, precision: Precision) -> None:
    named = [word.strip(",.") for word in words.split() if word.strip(",.") in WEEKDAYS]
    if precision == "day" and named and WEEKDAYS[named[0]] != day.weekday():
        raise UnreadableMomentError(
            _("%(date)s is not on a %(weekday)s. Check the date or leave out the day of the week.")
            % {"date": f"{day.day}-{day.month}-{day.year}", "weekday": named[0]}
        )


def _numeric(words: list[str]) -> Days | None:
    if len(words) != 1:
        return None
    numbers = re.split(r"[-/.]", words[0])
    if not all(re.fullmatch(r"[0-9]{1,4}", number) for number in numbers) or len(numbers) > 3:
        return None
    if len(numbers[0]) == 4:
        numbers.reverse()
    if len(numbers[-1]) != 4:
        raise UnreadableMomentError(
            _("“%(text)s” has no year of four digits. Write for example 12-3-2023, 3-2023 or 2023.")
            % {"text": words[0]}
        )
    *before, year = (int(number) for number in numbers)
    if not before:
        return _year(year)
    if len(before) == 1:
        return _month(year, before[0])
    return _day(year, before[1], before[0])


def _worded(words: list[str], now: datetime) -> Days | None:
    if len(words) == 1 and words[0] in DAYS_AGO:
        day = now.date() - timedelta(days=DAYS_AGO[words[0]])
        return day, day, "day"
    kept = [part for word in words for part in re.split(r"[-/]", word) if part and part not in PART_WORDS]
    years = [int(word) for word in kept if re.fullmatch(r"[0-9]{4}", word)]
    days = [
        int(found.group(1))
        for word in kept
        if (found := re.fullmatch(r"([0-9]{1,2})(?:st|nd|rd|th|e|ste|de)?", word))
    ]
    names = [word for word in kept if word in MONTHS or word in SEASONS]
    if len(years) + len(days) + len(names) != len(kept) or not years:
        return None
    return _named(names, days, years)


def _named(names: list[str], days: list[int], years: list[int]) -> Days | None:
    match names, days, years:
        case [], [], [year]:
            return _year(year)
        case [name], [], [year, next_year] if name == "winter" and next_year == year + 1:
            return date(year, 12, 1), _last_day(next_year, 2), "season"
        case [name], [short], [year] if name == "winter" and short == (year + 1) % 100:
            return date(year, 12, 1), _last_day(year + 1, 2), "season"
        case [name], [], [year] if name in SEASONS:
            return _season(year, *SEASONS[name])
        case [name], [], [year] if name in MONTHS:
            return _month(year, MONTHS[name])
        case [name], [day], [year] if name in MONTHS:
            return _day(year, MONTHS[name], day)
    return None


def _year(year: int) -> Days:
    _check_year(year)
    return date(year, 1, 1), date(year, 12, 31), "year"


def _season(year: int, first: int, last: int) -> Days:
    _check_year(year)
    if first > last:
        # "Winter 2023" may be either end of 2023; both stay possible until somebody says which.
        return date(year, 1, 1), date(year, 12, 31), "season"
    return date(year, first, 1), _last_day(year, last), "season"


def _month(year: int, month: int) -> Days:
    _check_year(year)
    _check_month(month)
    return date(year, month, 1), _last_day(year, month), "month"


def _day(year: int, month: int, day: int) -> Days:
    _check_year(year)
    _check_month(month)
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise UnreadableMomentError(
            _(
                "The date %(day)d-%(month)d-%(year)d does not exist: that month has %(last)d days. Check the day."
            )
            % {"day": day, "month": month, "year": year, "last": last}
        )
    return date(year, month, day), date(year, month, day), "day"


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _check_year(year: int) -> None:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise UnreadableMomentError(
            _("The year %(year)s is not possible here. Give a year from %(first)s to %(last)s.")
            % {"year": year, "first": EARLIEST_YEAR, "last": LATEST_YEAR}
        )


def _check_month(month: int) -> None:
    if not 1 <= month <= 12:
        raise UnreadableMomentError(
            _(
                "Month %(month)d does not exist. Write the day first and then the month, for example 25-3-2023."
            )
            % {"month": month}
        )


def _span(first: date, last: date, precision: Precision) -> Span:
    start = datetime.combine(first, time(), AMSTERDAM)
    end = datetime.combine(last + timedelta(days=1), time(), AMSTERDAM) - TICK
    return start, end, precision


def _at(day: date, clock: time, precision: Precision) -> Span:
    start = datetime.combine(day, clock, AMSTERDAM)
    if start.astimezone(UTC).astimezone(AMSTERDAM).replace(tzinfo=None) != start.replace(tzinfo=None):
        raise UnreadableMomentError(
            _(
                "The time %(time)s did not exist on that day: the clock went forward. Give a time an hour later."
            )
            % {"time": clock.strftime("%H:%M")}
        )
    # In the hour that the clock repeats in autumn both passes stay possible.
    end = start.replace(fold=1).astimezone(UTC)
    if precision == "minute":
        end += timedelta(minutes=1) - TICK
    return start, end.astimezone(AMSTERDAM), precision


def _unreadable(words: str) -> UnreadableMomentError:
    return UnreadableMomentError(
        _(
            "“%(text)s” cannot be read as a date. Write for example 12-3-2023, 12 March 2023 14:30, spring 2023, 2023 or unknown."
        )
        % {"text": words}
    )
