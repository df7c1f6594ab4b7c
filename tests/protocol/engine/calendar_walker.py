"""A second, slow and obvious reckoning of terms, to hold the calendar against.

It shares nothing with the calendar: Easter is a list from the church tables, summer time is the rule of the last Sundays,
holidays are spelled out, and every count goes one day at a time.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone

EASTER = {
    2000: "04-23", 2001: "04-15", 2002: "03-31", 2003: "04-20", 2004: "04-11", 2005: "03-27", 2006: "04-16",
    2007: "04-08", 2008: "03-23", 2009: "04-12", 2010: "04-04", 2011: "04-24", 2012: "04-08", 2013: "03-31",
    2014: "04-20", 2015: "04-05", 2016: "03-27", 2017: "04-16", 2018: "04-01", 2019: "04-21", 2020: "04-12",
    2021: "04-04", 2022: "04-17", 2023: "04-09", 2024: "03-31", 2025: "04-20", 2026: "04-05", 2027: "03-28",
    2028: "04-16", 2029: "04-01", 2030: "04-21", 2031: "04-13", 2032: "03-28", 2033: "04-17", 2034: "04-09",
    2035: "03-25",
}  # fmt: skip
EQUATED = [
    "2017-04-28",
    "2017-05-26",
    "2018-05-11",
    "2018-12-24",
    "2018-12-31",
    "2019-05-31",
    "2019-12-27",
    "2020-05-22",
    "2021-05-14",
    "2022-05-27",
    "2023-04-28",
    "2023-05-19",
    "2024-05-10",
    "2024-12-27",
    "2025-05-30",
    "2026-01-02",
    "2026-05-15",
    "2027-05-07",
    "2028-04-28",
    "2028-05-26",
]
ONE = timedelta(days=1)
WINTER, SUMMER = timezone(timedelta(hours=1)), timezone(timedelta(hours=2))


def closed(day: date) -> bool:
    """Whether a holiday of art. 3(1) falls on this day."""
    easter = date.fromisoformat(f"{day.year}-{EASTER[day.year]}")
    if (day - easter).days in (1, 39, 50):
        return True
    if (day.month, day.day) in ((1, 1), (5, 5), (12, 25), (12, 26)):
        return True
    birthday = date(day.year, 4, 30 if day.year < 2014 else 27)
    return day == (birthday - ONE if birthday.isoweekday() == 7 else birthday)


def ordinary(day: date) -> bool:
    """Whether a statutory term may end on this day."""
    good_friday = (date.fromisoformat(f"{day.year}-{EASTER[day.year]}") - day).days == 2
    return day.isoweekday() < 6 and not closed(day) and not good_friday and day.isoformat() not in EQUATED


def works(day: date) -> bool:
    return day.isoweekday() < 6 and not closed(day)


def change(year: int, month: int) -> datetime:
    """The moment of the change of the clock: 01:00 UTC on the last Sunday."""
    day = datetime(year, month, 31, 1, tzinfo=UTC)
    while day.isoweekday() != 7:
        day -= ONE
    return day


def dutch(moment: datetime) -> datetime:
    """The Dutch wall clock at an exact moment."""
    summer = change(moment.year, 3) <= moment < change(moment.year, 10)
    return moment.astimezone(SUMMER if summer else WINTER)


def exact(wall: datetime, second: bool) -> datetime:
    """The exact moment of a wall-clock time: the one that exists, the first or second of two, or past the gap."""
    both = [wall.replace(tzinfo=zone) for zone in (SUMMER, WINTER)]
    real = [moment for moment in both if dutch(moment.astimezone(UTC)).utcoffset() == moment.utcoffset()]
    if not real:
        return both[1].astimezone(UTC)
    return real[-1 if second else 0].astimezone(UTC)


def month_later(year: int, month: int, day: int, months: int) -> date:
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


def walk(start: datetime, text: str, statutory: bool, day_end: bool) -> datetime:
    """The end of a term by walking through the calendar one day at a time."""
    amount = {unit: int(number) for number, unit in re.findall(r"(\d+)(WD|[YMWD])", text.partition("T")[0])}
    clock = {unit: int(number) for number, unit in re.findall(r"(\d+)([HMS])", text.partition("T")[2])}
    wall = dutch(start.astimezone(UTC))
    second = wall.utcoffset() == WINTER.utcoffset(None) and exact(wall.replace(tzinfo=None), False) != wall
    day = month_later(wall.year, wall.month, wall.day, 12 * amount.get("Y", 0) + amount.get("M", 0))
    for _ in range(7 * amount.get("W", 0) + amount.get("D", 0)):
        day += ONE
    for _ in range(amount.get("WD", 0)):
        day += ONE
        while not works(day):
            day += ONE
    if statutory and amount and applies(amount, clock):
        day = extended(wall.date(), day, amount)
    end = start.astimezone(UTC)
    if amount:
        end = exact(datetime.combine(day, wall.time()), second)
    end += timedelta(hours=clock.get("H", 0), minutes=clock.get("M", 0), seconds=clock.get("S", 0))
    if day_end:
        end = exact(datetime.combine(dutch(end).date(), datetime.max.time().replace(microsecond=0)), False)
    return end


def applies(amount: dict[str, int], clock: dict[str, int]) -> bool:
    days = amount.get("D", 0) + amount.get("WD", 0)
    share = days / 90 + amount.get("W", 0) / 12 + amount.get("M", 0) / 3
    return not clock and not amount.get("Y") and share < 1.0001


def extended(start: date, day: date, amount: dict[str, int]) -> date:
    short = set(amount) <= {"D", "WD"} and sum(amount.values()) < 3
    while True:
        inside = [start + ONE * number for number in range(1, (day - start).days + 1)]
        if ordinary(day) and (short or sum(map(ordinary, inside)) >= 2):
            return day
        day += ONE
