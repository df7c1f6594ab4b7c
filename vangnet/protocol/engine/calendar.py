"""The legal calendar: from a start and a term to the moment at which somebody is late.

Hours run exactly. Years, months, weeks and days follow the civil calendar at the same wall-clock time in Dutch time.
Working days skip weekends and holidays. A statutory term is extended by the Algemene termijnenwet (Atw); whether a term
is statutory follows from its ground and is for the caller to say: policy rules and agreements are not, and neither are
terms of deprivation of liberty (art. 4, c).
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from vangnet.protocol.engine.holidays_nl import HolidayTable
from vangnet.protocol.engine.localtime import (
    AMSTERDAM,
    DAY,
    END_OF_DAY,
    EPOCH_ORDINAL,
    FIRST_EPOCH,
    LAST_EPOCH,
    MomentError,
    day_of,
    exact,
    in_gap,
    is_ambiguous,
    out_of_range,
    shift,
    to_moment,
    wall_clock,
)
from vangnet.protocol.engine.terms import Term, TermError

__all__ = [
    "AMSTERDAM",
    "CalendarStep",
    "Deadline",
    "LegalCalendar",
    "MomentError",
    "Term",
    "TermError",
    "to_moment",
]

SATURDAY = 5
DAY_NAMES = {5: "saturday", 6: "sunday"}
# Art. 4(a): more than 90 days, twelve weeks or three months. In parts of 180, so that mixed terms add up without fractions.
ATW_LIMIT = 180
ATW_DAY, ATW_WEEK, ATW_MONTH = ATW_LIMIT // 90, ATW_LIMIT // 12, ATW_LIMIT // 3
ATW_SHORTEST_DAYS = 3
ATW_LEAST_ORDINARY_DAYS = 2

# Floats compare faster with the moments of events, which are floats too.
EARLIEST, LATEST = float(FIRST_EPOCH), float(LAST_EPOCH)

Note = tuple[str, date, str]


@dataclass(frozen=True, slots=True)
class CalendarStep:
    """One step from the start to the deadline, for the proof: what was counted, where that led, and a detail."""

    what: str
    moment: datetime
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment a term ends, with the steps that led there."""

    moment: datetime
    steps: tuple[CalendarStep, ...]


class Adder:
    """One term on one footing, ready to be added to many moments: each day is worked out once and kept."""

    __slots__ = ("_clock", "_day_end", "_days", "_land")

    def __init__(self, land: Callable[[date], date], clock_seconds: int, day_end: bool) -> None:
        self._land = land
        self._clock = clock_seconds
        self._day_end = day_end
        self._days: dict[int, int] = {}

    def __call__(self, epoch: int | float) -> int | float:
        if not EARLIEST <= epoch < LATEST:
            raise out_of_range(f"Second {epoch}")
        wall, second = wall_clock(epoch)
        day = int(wall // DAY)
        days = self._days
        days_later = days[day] if day in days else self.days_later(day)
        end = exact(wall + days_later * DAY, second) + self._clock
        if end >= LATEST:
            raise out_of_range(f"Second {end}")
        return self._end_of_day(end) if self._day_end else end

    def days_later(self, day: int) -> int:
        """How many days after this day, counted from 1970, the civil part of the term ends: for many moments at once."""
        found = self._days.get(day)
        if found is None:
            found = self._days[day] = self._work_out(day)
        return found

    def _work_out(self, day: int) -> int:
        return self._land(day_of(day)).toordinal() - EPOCH_ORDINAL - day

    def _end_of_day(self, epoch: int | float) -> int:
        wall, _ = wall_clock(epoch)
        return int(exact(int(wall // DAY) * DAY + DAY - 1, False))


class LegalCalendar:
    """Counts terms the way Dutch law and the chain's agreements do."""

    def __init__(self, holidays: HolidayTable | None = None) -> None:
        self._holidays = holidays or HolidayTable()
        self._adders: dict[tuple[Term, bool, bool], Adder] = {}

    def is_working_day(self, day: date) -> bool:
        """Whether people work on this day: Monday to Friday and no holiday; Good Friday and bridging days are working days."""
        return day.weekday() < SATURDAY and day not in self._holidays.days_off(day.year)

    def is_atw_holiday(self, day: date) -> bool:
        """Whether this day is a holiday for statutory terms (Atw art. 3), Good Friday and days equated by decree included."""
        return day in self._holidays.atw_days(day.year)

    def add(self, start: datetime, term: Term, *, statutory: bool = False, day_end: bool = False) -> Deadline:
        """The moment a term that starts now will end, with every step of the count."""
        start = to_moment(start)
        steps = [CalendarStep("start", start, term.text)]
        moment = start
        if term.civil:
            last_day, notes = self._count(start.date(), term, statutory)
            steps += [CalendarStep(what, _at_wall_clock(day, start), detail) for what, day, detail in notes]
            moment = _at_wall_clock(last_day, start)
            steps += _clock_changes(last_day, start, moment)
        elif statutory:
            steps.append(CalendarStep("atw_not_applicable", moment, "art. 4: hours"))
        if term.clock_seconds:
            moment = _run_exactly(moment, term.clock_seconds)
            steps.append(CalendarStep("hours", moment, f"{term.clock_seconds} s"))
        if day_end:
            moment = to_moment(datetime.combine(moment.date(), END_OF_DAY))
            steps.append(CalendarStep("day_end", moment))
        return Deadline(moment, tuple(steps))

    def subtract(self, end: datetime, term: Term) -> datetime:
        """The moment a term before another moment, such as six weeks before a measure ends; never extended (Atw art. 1(2))."""
        end = to_moment(end)
        day, _ = _months_away(end.date(), -(term.years * 12 + term.months))
        day = shift(day, -(term.weeks * 7 + term.days))
        for _ in range(term.working_days):
            day = self._next_working_day(day, -1)
        return _run_exactly(_at_wall_clock(day, end), -term.clock_seconds)

    def add_seconds(
        self, epoch: float | int, term: Term, *, statutory: bool = False, day_end: bool = False
    ) -> int | float:
        """The same answer as `add`, in seconds since 1970 and without the steps: for judging many events."""
        if not term.civil and not day_end:
            end = epoch + term.clock_seconds
            if epoch >= FIRST_EPOCH and end < LAST_EPOCH:
                return end
            raise out_of_range(f"Second {epoch} with {term.text}")
        adder = self._adders.get((term, statutory, day_end))
        if adder is None:
            adder = self.adder(term, statutory=statutory, day_end=day_end)
        return adder(epoch)

    def adder(self, term: Term, *, statutory: bool = False, day_end: bool = False) -> Adder:
        """A term made ready for adding it to many moments; one per term and footing, kept."""
        key = (term, statutory, day_end)
        if key not in self._adders:
            self._adders[key] = Adder(
                lambda day: self._count(day, term, statutory)[0], term.clock_seconds, day_end
            )
        return self._adders[key]

    def _count(self, start: date, term: Term, statutory: bool) -> tuple[date, list[Note]]:
        """The last day of a term by the calendar, with a note for each step."""
        day, notes = _months_away(start, term.years * 12 + term.months)
        if term.weeks or term.days:
            day = shift(day, term.weeks * 7 + term.days)
            notes.append(("civil", day, f"{term.weeks * 7 + term.days} days"))
        if term.working_days:
            day = self._count_working_days(day, term.working_days, notes)
        if statutory:
            day = self._extend(start, day, term, notes)
        return day, notes

    def _count_working_days(self, day: date, number: int, notes: list[Note]) -> date:
        for _ in range(number):
            before = day
            day = self._next_working_day(day, 1)
            notes += self._holidays_between(before, day)
        notes.append(("working_days", day, f"{number} working days"))
        return day

    def _next_working_day(self, day: date, direction: int) -> date:
        day = shift(day, direction)
        while not self.is_working_day(day):
            day = shift(day, direction)
        return day

    def _holidays_between(self, before: date, after: date) -> list[Note]:
        skipped = (shift(before, number) for number in range(1, (after - before).days))
        return [
            ("skipped_holiday", day, self._holidays.days_off(day.year)[day])
            for day in skipped
            if day.weekday() < SATURDAY
        ]

    def _extend(self, start: date, day: date, term: Term, notes: list[Note]) -> date:
        """Extend a statutory term: it ends on an ordinary day (Atw art. 1) and from three days on holds two of them (art. 2)."""
        reason = _outside_atw(term)
        if reason:
            notes.append(("atw_not_applicable", day, reason))
            return day
        while blocked := self._blocked(day):
            day = shift(day, 1)
            notes.append(("extended_atw", day, f"art. 1: {blocked}"))
        least = ATW_LEAST_ORDINARY_DAYS if _at_least_three_days(term) else 0
        while self._ordinary_days(start, day, least) < least:
            day = shift(day, 1)
            notes.append(("extended_atw", day, "art. 2: fewer than two ordinary days"))
        return day

    def _blocked(self, day: date) -> str | None:
        """Why no statutory term ends on this day, if so."""
        return DAY_NAMES.get(day.weekday()) or self._holidays.atw_days(day.year).get(day)

    def _ordinary_days(self, start: date, last: date, enough: int) -> int:
        """How many days after the start and through the last are no Saturday, Sunday or holiday; stops at enough."""
        found, day = 0, start
        while day < last and found < enough:
            day = shift(day, 1)
            found += not self._blocked(day)
        return found


def _months_away(start: date, months: int) -> tuple[date, list[Note]]:
    """The same day some months later or earlier; the last day of the month if that month is shorter."""
    if not months:
        return start, []
    year, index = divmod(start.year * 12 + start.month - 1 + months, 12)
    length = monthrange(year, index + 1)[1]
    day = shift(date(year, index + 1, min(start.day, length)), 0)
    return day, [("clamped" if start.day > length else "civil", day, f"{months} months")]


def _outside_atw(term: Term) -> str | None:
    """Why the Act does not apply to a term of this length (Atw art. 4, a), if so."""
    if term.clock_seconds:
        return "art. 4: hours"
    if term.years:
        return "art. 4: years"
    days = term.days + term.working_days
    length = term.months * ATW_MONTH + term.weeks * ATW_WEEK + days * ATW_DAY
    return "art. 4: more than 90 days, twelve weeks or three months" if length > ATW_LIMIT else None


def _at_least_three_days(term: Term) -> bool:
    return bool(term.months or term.weeks or term.days + term.working_days >= ATW_SHORTEST_DAYS)


def _at_wall_clock(day: date, start: datetime) -> datetime:
    return to_moment(datetime.combine(day, start.time(), AMSTERDAM).replace(fold=start.fold))


def _clock_changes(day: date, start: datetime, moment: datetime) -> list[CalendarStep]:
    """What the start or end of summer time did to the wall-clock time of a deadline."""
    wanted = datetime.combine(day, start.time(), AMSTERDAM)
    if in_gap(wanted):
        return [CalendarStep("summer_time_gap", moment, wanted.strftime("%H:%M"))]
    if is_ambiguous(wanted):
        return [CalendarStep("summer_time_repeated", moment, "second" if start.fold else "first")]
    return []


def _run_exactly(moment: datetime, seconds: int) -> datetime:
    return to_moment(moment.astimezone(UTC) + timedelta(seconds=seconds))
