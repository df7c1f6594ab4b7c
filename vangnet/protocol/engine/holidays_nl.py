"""Dutch holidays as dated rows with their source: which days delay a statutory term, which are no working days.

The days are computed here and not taken from a library of days off, because two lists are needed that differ from each
other and from such libraries: 5 May counts every year, Good Friday and days equated by decree delay statutory terms
and yet are working days. The test compares both lists with an independent library where the lists must agree.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from vangnet.protocol.engine.localtime import MomentError

ATW_3_1 = "Algemene termijnenwet art. 3(1)"
ATW_3_2 = "Algemene termijnenwet art. 3(2): equated for this Act only, so it stays a working day"
ATW_3_3 = "Algemene termijnenwet art. 3(3): equated for this Act only, so they stay working days"
FIRST_YEAR = 1990
LAST_YEAR = 2199


class HolidayError(MomentError):
    """A day for which there is no holiday table."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """One yearly holiday: how its day is found, in which years, whether people work on it, and where that stands."""

    code: str
    day_in: Callable[[int], date]
    source: str
    working_day: bool = False
    first_year: int = FIRST_YEAR
    last_year: int = LAST_YEAR


@dataclass(frozen=True, slots=True)
class Decree:
    """Days that a royal decree puts on a par with a holiday, for statutory terms only."""

    days: tuple[date, ...]
    source: str
    code: str = "equated_day"


@lru_cache(maxsize=512)
def easter(year: int) -> date:
    """Easter Sunday of a year by the Gregorian reckoning (Meeus, Astronomical Algorithms, chapter 8)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    moon = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _after_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


def _not_on_sunday(month: int, day: int) -> Callable[[int], date]:
    def celebrated(year: int) -> date:
        birthday = date(year, month, day)
        return birthday - timedelta(days=1) if birthday.weekday() == 6 else birthday

    return celebrated


DUTCH_HOLIDAYS = (
    Holiday("new_year", _fixed(1, 1), ATW_3_1),
    Holiday("good_friday", _after_easter(-2), ATW_3_2, working_day=True),
    Holiday("easter_monday", _after_easter(1), ATW_3_1),
    Holiday("queens_day", _not_on_sunday(4, 30), f"{ATW_3_1}: day of celebration until 2013", last_year=2013),
    Holiday("kings_day", _not_on_sunday(4, 27), f"{ATW_3_1}: day of celebration from 2014", first_year=2014),
    # No working day either: since the cabinet decision of 12 March 1982 the civil service is closed on it every year.
    Holiday("liberation_day", _fixed(5, 5), ATW_3_1),
    Holiday("ascension_day", _after_easter(39), ATW_3_1),
    Holiday("whit_monday", _after_easter(50), ATW_3_1),
    Holiday("christmas_day", _fixed(12, 25), ATW_3_1),
    Holiday("second_christmas_day", _fixed(12, 26), ATW_3_1),
)

# One decree covers three years. The first was read itself, the days of the others in legal practitioners' overviews, so
# check those against the Staatscourant. Decrees for the years before 2017 are missing: add them as rows once at hand.
DUTCH_DECREES = (
    Decree(
        (
            date(2017, 4, 28),
            date(2017, 5, 26),
            date(2018, 5, 11),
            date(2018, 12, 24),
            date(2018, 12, 31),
            date(2019, 5, 31),
            date(2019, 12, 27),
        ),
        f"{ATW_3_3}; decree of 24 October 2016, Stcrt. 2016, 58653 (BWBR0038666)",
    ),
    Decree(
        (date(2020, 5, 22), date(2021, 5, 14), date(2022, 5, 27)),
        f"{ATW_3_3}; decree of 20 September 2019",
    ),
    Decree(
        (date(2023, 4, 28), date(2023, 5, 19), date(2024, 5, 10), date(2024, 12, 27), date(2025, 5, 30)),
        f"{ATW_3_3}; decree for 2023-2025",
    ),
    Decree(
        (date(2026, 1, 2), date(2026, 5, 15), date(2027, 5, 7), date(2028, 4, 28), date(2028, 5, 26)),
        f"{ATW_3_3}; decree for 2026-2028",
    ),
)


class HolidayTable:
    """The holidays of a country, year by year, with what each of them means for terms."""

    def __init__(
        self, holidays: tuple[Holiday, ...] = DUTCH_HOLIDAYS, decrees: tuple[Decree, ...] = DUTCH_DECREES
    ) -> None:
        self._holidays = holidays
        self._decrees = decrees
        self._years: dict[int, tuple[dict[date, str], dict[date, str]]] = {}

    def days_off(self, year: int) -> dict[date, str]:
        """Holidays of a year on which people do not work, by day."""
        return self._year(year)[0]

    def atw_days(self, year: int) -> dict[date, str]:
        """Days of a year that delay a statutory term: the holidays and the days put on a par with them."""
        return self._year(year)[1]

    def _year(self, year: int) -> tuple[dict[date, str], dict[date, str]]:
        known = self._years.get(year)
        if known is None:
            known = self._years[year] = self._reckon(year)
        return known

    def _reckon(self, year: int) -> tuple[dict[date, str], dict[date, str]]:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise HolidayError(
                f"No holiday table for {year}: working days and statutory terms can be counted "
                f"from {FIRST_YEAR} through {LAST_YEAR}. Check the date."
            )
        rows = [row for row in self._holidays if row.first_year <= year <= row.last_year]
        off = {row.day_in(year): row.code for row in rows if not row.working_day}
        atw = {day: decree.code for decree in self._decrees for day in decree.days if day.year == year}
        return off, atw | {row.day_in(year): row.code for row in rows}
