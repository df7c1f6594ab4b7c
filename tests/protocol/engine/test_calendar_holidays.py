"""The Dutch holidays: against an independent library where lists agree, spelled out where they must differ."""

from datetime import date, timedelta

import holidays
import pytest

from tests.protocol.engine.calendar_walker import EASTER
from vangnet.protocol.engine.calendar import LegalCalendar
from vangnet.protocol.engine.holidays_nl import (
    DUTCH_DECREES,
    DUTCH_HOLIDAYS,
    FIRST_YEAR,
    LAST_YEAR,
    Decree,
    Holiday,
    HolidayError,
    HolidayTable,
    easter,
)

CALENDAR = LegalCalendar()


def test_easter_falls_on_the_days_of_the_church_tables():
    assert {year: f"{easter(year):%m-%d}" for year in EASTER} == EASTER


@pytest.mark.parametrize("year", range(FIRST_YEAR, 2100))
def test_days_off_are_those_of_an_independent_library_where_no_choice_was_made(year):
    # Good Friday and 5 May are our own choice: the law equates the first for statutory terms only, and the civil
    # service is closed on the second every year. The library counts the first and the second once in five years.
    chosen = {easter(year) - timedelta(days=2), date(year, 5, 5)} - {easter(year) + timedelta(days=39)}
    library = {day for day in holidays.country_holidays("NL", years=year) if day.weekday() < 5}
    table = HolidayTable()
    assert {day for day in table.days_off(year) if day.weekday() < 5} - chosen == library - chosen
    assert easter(year) - timedelta(days=2) not in table.days_off(year)
    assert date(year, 5, 5) in table.days_off(year)
    assert set(table.days_off(year)) < set(table.atw_days(year))


@pytest.mark.parametrize(
    ("day", "working", "atw"),
    [
        ("2026-01-01", False, True),
        ("2026-01-02", True, True),
        ("2026-04-03", True, True),
        ("2026-04-05", False, False),
        ("2026-04-06", False, True),
        ("2026-04-27", False, True),
        ("2026-05-04", True, False),
        ("2026-05-05", False, True),
        ("2026-05-14", False, True),
        ("2026-05-15", True, True),
        ("2026-05-25", False, True),
        ("2026-12-24", True, False),
        ("2026-12-25", False, True),
        ("2026-12-26", False, True),
        ("2026-12-31", True, False),
        ("2014-04-26", False, True),
        ("2014-04-27", False, False),
        ("2014-04-28", True, False),
        ("2013-04-30", False, True),
        ("2014-04-30", True, False),
        ("2013-04-26", True, False),
        ("2006-04-29", False, True),
        ("2006-04-30", False, False),
        ("2021-05-05", False, True),
        ("2016-05-05", False, True),
        ("2018-12-24", True, True),
        ("2017-04-28", True, True),
        ("2026-06-06", False, False),
        ("2026-06-08", True, False),
    ],
)
def test_a_day_works_and_delays_as_the_law_says(day, working, atw):
    assert CALENDAR.is_working_day(date.fromisoformat(day)) is working
    assert CALENDAR.is_atw_holiday(date.fromisoformat(day)) is atw


def test_every_row_says_where_it_stands():
    assert all(row.source.startswith("Algemene termijnenwet art. 3") for row in DUTCH_HOLIDAYS)
    assert all("decree" in decree.source for decree in DUTCH_DECREES)
    assert len({row.code for row in DUTCH_HOLIDAYS}) == len(DUTCH_HOLIDAYS)


def test_no_day_is_equated_twice_or_in_a_weekend():
    days = [day for decree in DUTCH_DECREES for day in decree.days]
    assert len(set(days)) == len(days)
    assert all(day.weekday() < 5 for day in days)


@pytest.mark.parametrize("year", [FIRST_YEAR - 1, LAST_YEAR + 1])
def test_a_year_without_a_table_is_refused(year):
    with pytest.raises(HolidayError, match=f"No holiday table for {year}"):
        CALENDAR.is_atw_holiday(date(year, 6, 1))
    with pytest.raises(HolidayError, match="Check the date"):
        HolidayTable().days_off(year)


def test_another_table_can_be_configured():
    table = HolidayTable(
        (Holiday("only", lambda year: date(year, 6, 2), "an example"),), (Decree((date(2026, 6, 3),), "x"),)
    )
    calendar = LegalCalendar(table)
    assert calendar.is_working_day(date(2026, 12, 25))
    assert not calendar.is_working_day(date(2026, 6, 2))
    assert calendar.is_working_day(date(2026, 6, 3))
    assert calendar.is_atw_holiday(date(2026, 6, 3))
    assert table.atw_days(2027) == {date(2027, 6, 2): "only"}
