"""Durations as they stand in the data: years, months, weeks or days of the civil calendar."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_SHAPE = re.compile(r"P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?")
LONGEST_YEARS = 120
_UNITS = {
    "nl": {"years": "jaar", "months": "maanden", "weeks": "weken", "days": "dagen"},
    "en": {"years": "years", "months": "months", "weeks": "weeks", "days": "days"},
}
_ONE = {
    "nl": {"years": "jaar", "months": "maand", "weeks": "week", "days": "dag"},
    "en": {"years": "year", "months": "month", "weeks": "week", "days": "day"},
}


class DurationError(ValueError):
    """What stands there is no duration."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in civil units; a month end is clamped (31 January and a month is the last of February)."""

    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0

    @classmethod
    def parse(cls, text: object) -> Duration:
        """Read a duration such as P5Y, P18M, P6W or P30D."""
        found = _SHAPE.fullmatch(text) if isinstance(text, str) else None
        if found is None:
            raise DurationError(f"{text!r} is no duration. Write for example P5Y, P18M, P6W or P30D.")
        made = cls(**{unit: int(number or 0) for unit, number in found.groupdict().items()})
        if made == cls():
            raise DurationError(f"{text!r} is nothing. Write at least one day: P1D.")
        if made.years + made.months // 12 + made.weeks // 52 + made.days // 365 > LONGEST_YEARS:
            raise DurationError(f"{text!r} is longer than {LONGEST_YEARS} years. Check the number.")
        return made

    def after(self, day: date) -> date:
        """The day on which this much time has passed since another day."""
        return self._moved(day, 1)

    def before(self, day: date) -> date:
        """The day that lies this much time before another day."""
        return self._moved(day, -1)

    def _moved(self, day: date, way: int) -> date:
        months = day.year * 12 + day.month - 1 + way * (self.years * 12 + self.months)
        year, month = months // 12, months % 12 + 1
        last = calendar.monthrange(year, month)[1]
        return date(year, month, min(day.day, last)) + way * timedelta(weeks=self.weeks, days=self.days)

    def words(self, language: str) -> str:
        """The duration as people say it."""
        known = language if language in _UNITS else "en"
        parts = [
            f"{number} {(_ONE if number == 1 else _UNITS)[known][unit]}"
            for unit, number in zip(
                _UNITS["en"], (self.years, self.months, self.weeks, self.days), strict=True
            )
            if number
        ]
        return (" en " if known == "nl" else " and ").join(parts)
