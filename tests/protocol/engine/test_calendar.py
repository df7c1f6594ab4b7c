"""The legal calendar as its callers meet it: steps for the proof, counting back, moments as written, clear refusals."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from vangnet.protocol.engine.calendar import (
    AMSTERDAM,
    LegalCalendar,
    MomentError,
    Term,
    to_moment,
)
from vangnet.protocol.engine.holidays_nl import HolidayError
from vangnet.protocol.engine.localtime import CHANGES, FIRST_EPOCH, LAST_EPOCH, OFFSETS, exact, wall_clock

CALENDAR = LegalCalendar()


def steps(start, term, **footing):
    deadline = CALENDAR.add(to_moment(start), Term.parse(term), **footing)
    return [(step.what, step.moment.isoformat(timespec="minutes"), step.detail) for step in deadline.steps]


def test_steps_tell_how_a_statutory_term_was_extended():
    assert steps("2026-03-06T10:00", "P4W", statutory=True, day_end=True) == [
        ("start", "2026-03-06T10:00+01:00", "P4W"),
        ("civil", "2026-04-03T10:00+02:00", "28 days"),
        ("extended_atw", "2026-04-04T10:00+02:00", "art. 1: good_friday"),
        ("extended_atw", "2026-04-05T10:00+02:00", "art. 1: saturday"),
        ("extended_atw", "2026-04-06T10:00+02:00", "art. 1: sunday"),
        ("extended_atw", "2026-04-07T10:00+02:00", "art. 1: easter_monday"),
        ("day_end", "2026-04-07T23:59+02:00", ""),
    ]


def test_steps_tell_that_two_ordinary_days_were_needed():
    assert steps("2026-06-05T10:00", "P3D", statutory=True)[2:] == [
        ("extended_atw", "2026-06-09T10:00+02:00", "art. 2: fewer than two ordinary days"),
    ]


def test_steps_name_each_holiday_that_working_days_skip():
    assert steps("2026-05-13T10:00", "P10WD") == [
        ("start", "2026-05-13T10:00+02:00", "P10WD"),
        ("skipped_holiday", "2026-05-14T10:00+02:00", "ascension_day"),
        ("skipped_holiday", "2026-05-25T10:00+02:00", "whit_monday"),
        ("working_days", "2026-05-29T10:00+02:00", "10 working days"),
    ]


def test_steps_tell_of_a_clamped_month_and_of_hours():
    assert steps("2026-01-31T10:00", "P1M2DT3H")[1:] == [
        ("clamped", "2026-02-28T10:00+01:00", "1 months"),
        ("civil", "2026-03-02T10:00+01:00", "2 days"),
        ("hours", "2026-03-02T13:00+01:00", "10800 s"),
    ]


@pytest.mark.parametrize(
    ("start", "term", "step"),
    [
        ("2026-03-28T02:30", "P1D", ("summer_time_gap", "2026-03-29T03:30+02:00", "02:30")),
        ("2026-10-24T02:30", "P1D", ("summer_time_repeated", "2026-10-25T02:30+02:00", "first")),
        ("2025-10-26T02:30+01:00", "P364D", ("summer_time_repeated", "2026-10-25T02:30+01:00", "second")),
    ],
)
def test_steps_tell_what_the_clock_change_did(start, term, step):
    assert steps(start, term)[-1] == step


@pytest.mark.parametrize(
    ("term", "reason"),
    [
        ("PT24H", "art. 4: hours"),
        ("P1DT1H", "art. 4: hours"),
        ("P1Y", "art. 4: years"),
        ("P91D", "art. 4: more than 90 days, twelve weeks or three months"),
        ("P13W", "art. 4: more than 90 days, twelve weeks or three months"),
        ("P4M", "art. 4: more than 90 days, twelve weeks or three months"),
        ("P91WD", "art. 4: more than 90 days, twelve weeks or three months"),
    ],
)
def test_steps_tell_why_the_act_does_not_apply(term, reason):
    found = [detail for what, _, detail in steps("2026-06-01T10:00", term, statutory=True) if "atw" in what]
    assert found == [reason]


def test_an_agreed_term_has_no_word_about_the_act():
    assert not [step for step in steps("2026-06-04T10:00", "P2D") if "atw" in step[0]]


@pytest.mark.parametrize(
    ("end", "term", "expected"),
    [
        ("2026-06-01T10:00", "P6W", "2026-04-20T10:00+02:00"),
        ("2026-05-18T10:00", "P6W", "2026-04-06T10:00+02:00"),
        ("2026-03-31T10:00", "P1M", "2026-02-28T10:00+01:00"),
        ("2024-03-31T10:00", "P1M", "2024-02-29T10:00+01:00"),
        ("2026-01-31T10:00", "P3M", "2025-10-31T10:00+01:00"),
        ("2026-02-28T00:00", "P18Y", "2008-02-28T00:00+01:00"),
        ("2024-02-29T00:00", "P1Y", "2023-02-28T00:00+01:00"),
        ("2026-03-30T02:30", "P1D", "2026-03-29T03:30+02:00"),
        ("2026-10-26T02:30", "P1D", "2026-10-25T02:30+02:00"),
        ("2026-03-30T00:00", "PT24H", "2026-03-28T23:00+01:00"),
        ("2026-04-07T10:00", "P1WD", "2026-04-03T10:00+02:00"),
        ("2026-04-07T10:00", "P2WD", "2026-04-02T10:00+02:00"),
        ("2026-06-08T10:00", "P1WD", "2026-06-05T10:00+02:00"),
        ("2026-06-29T10:00", "P10WD", "2026-06-15T10:00+02:00"),
        ("2026-03-31T10:00", "P1M1W2DT3H", "2026-02-19T07:00+01:00"),
    ],
)
def test_a_term_counted_back_is_never_extended(end, term, expected):
    assert CALENDAR.subtract(to_moment(end), Term.parse(term)).isoformat(timespec="minutes") == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-03-01", "2026-03-01T00:00:00+01:00"),
        ("2026-07-01", "2026-07-01T00:00:00+02:00"),
        ("2026-03-01T10:00", "2026-03-01T10:00:00+01:00"),
        ("2026-03-01 10:00", "2026-03-01T10:00:00+01:00"),
        ("2026-03-01T10:00:05", "2026-03-01T10:00:05+01:00"),
        ("2026-03-01T10:00:05.25", "2026-03-01T10:00:05.250000+01:00"),
        ("2200-01-01T00:30+05:00", "2199-12-31T20:30:00+01:00"),
        ("2026-03-01T10:00Z", "2026-03-01T11:00:00+01:00"),
        ("2026-03-01T10:00-05:00", "2026-03-01T16:00:00+01:00"),
        ("2026-03-29T02:30", "2026-03-29T03:30:00+02:00"),
        ("2026-10-25T02:30", "2026-10-25T02:30:00+02:00"),
        ("2026-10-25T02:30+01:00", "2026-10-25T02:30:00+01:00"),
        (date(2026, 3, 1), "2026-03-01T00:00:00+01:00"),
        (datetime.fromisoformat("2026-03-01T10:00"), "2026-03-01T10:00:00+01:00"),
        (datetime(2026, 3, 1, 10, tzinfo=UTC), "2026-03-01T11:00:00+01:00"),
        (datetime(2026, 3, 1, 10, tzinfo=timezone(timedelta(hours=9))), "2026-03-01T02:00:00+01:00"),
        (datetime(2026, 3, 29, 2, 30, tzinfo=AMSTERDAM, fold=1), "2026-03-29T03:30:00+02:00"),
        (datetime(2026, 10, 25, 2, 30, tzinfo=AMSTERDAM, fold=1), "2026-10-25T02:30:00+01:00"),
    ],
)
def test_a_moment_is_read_as_dutch_time(value, expected):
    moment = to_moment(value)
    assert moment.isoformat()[: len(expected)] == expected
    assert moment.tzinfo is AMSTERDAM


def test_a_date_can_stand_for_its_last_second_but_a_moment_stays():
    assert to_moment("2026-03-01", end_of_day=True).isoformat() == "2026-03-01T23:59:59+01:00"
    assert to_moment(date(2026, 3, 29), end_of_day=True).isoformat() == "2026-03-29T23:59:59+02:00"
    assert to_moment("2026-03-01T10:00", end_of_day=True).isoformat() == "2026-03-01T10:00:00+01:00"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1 March 2026",
        "2026-3-1",
        "2026-02-30",
        "2026-03-01T25:00",
        "20260301",
        "2026-W10-1",
        "2026-03-01T10",
    ],
)
def test_a_moment_that_cannot_be_read_says_what_to_write(text):
    with pytest.raises(MomentError) as caught:
        to_moment(text)
    assert f'"{text}" is not a date or moment' in str(caught.value)
    assert "write YYYY-MM-DD" in str(caught.value)


@pytest.mark.parametrize("value", [20260301, None, 1.5, ["2026-03-01"]])
def test_a_moment_that_is_no_date_is_refused_with_its_value(value):
    with pytest.raises(MomentError, match="is not a date or moment"):
        to_moment(value)


@pytest.mark.parametrize(
    "value",
    ["1899-12-31", "2200-01-01", "0001-01-01T00:00", "2199-12-31T23:30-05:00", "9999-12-31T23:59-12:00"],
)
def test_a_moment_outside_the_calendar_is_refused(value):
    with pytest.raises(MomentError, match="lies outside the calendar"):
        to_moment(value)


@pytest.mark.parametrize(
    ("start", "term"),
    [
        ("2199-12-31T10:00", "P1D"),
        ("2199-12-31T10:00", "PT24H"),
        ("2150-01-01T10:00", "P1000M"),
        ("2199-12-31T10:00", "P1M"),
        ("2150-01-01T10:00", "P199Y"),
        ("2150-01-01T10:00", "P60000D"),
        ("2199-12-31T10:00", "P1WD"),
        ("2199-06-01T10:00", "P1DT9999H"),
    ],
)
def test_a_term_that_leaves_the_calendar_is_refused_by_both_paths(start, term):
    moment, parsed = to_moment(start), Term.parse(term)
    with pytest.raises((MomentError, HolidayError), match="outside the calendar|No holiday table"):
        CALENDAR.add(moment, parsed)
    with pytest.raises((MomentError, HolidayError), match="outside the calendar|No holiday table"):
        CALENDAR.add_seconds(moment.timestamp(), parsed)


@pytest.mark.parametrize("term", ["PT24H", "P1D"])
@pytest.mark.parametrize("epoch", [FIRST_EPOCH - 1, LAST_EPOCH, float("nan"), float("inf")])
def test_seconds_outside_the_calendar_are_refused(epoch, term):
    with pytest.raises(MomentError, match="outside the calendar"):
        CALENDAR.add_seconds(epoch, Term.parse(term))


def test_a_term_back_beyond_the_calendar_is_refused():
    for end, term in (("1900-01-01", "P1D"), ("1900-03-01", "P3M"), ("1900-03-01", "PT9999H")):
        with pytest.raises(MomentError, match="outside the calendar"):
            CALENDAR.subtract(to_moment(end), Term.parse(term))
    with pytest.raises(MomentError, match="outside the calendar"):
        CALENDAR.subtract(to_moment("1950-01-01"), Term.parse("P200Y"))


def test_working_days_and_statutory_terms_need_a_holiday_table():
    with pytest.raises(HolidayError, match="No holiday table for 1989"):
        CALENDAR.add(to_moment("1989-06-01"), Term.parse("P1WD"))
    with pytest.raises(HolidayError, match="No holiday table for 1989"):
        CALENDAR.add(to_moment("1989-06-01"), Term.parse("P1D"), statutory=True)
    assert CALENDAR.add(to_moment("1989-06-01"), Term.parse("P1D")).moment.date() == date(1989, 6, 2)


def test_the_clock_table_is_that_of_the_time_zone():
    for year in range(1900, 2200):
        for month in range(1, 13):
            moment = datetime(year, month, 15, 12, tzinfo=AMSTERDAM)
            wall, second = wall_clock(moment.timestamp())
            assert (wall - moment.timestamp(), second) == (moment.utcoffset().total_seconds(), False)
            assert exact(wall, False) == moment.timestamp()


def test_the_clock_table_turns_at_the_very_second():
    for number in range(1, len(CHANGES)):
        second = CHANGES[number]
        before = datetime.fromtimestamp(second - 1, AMSTERDAM).utcoffset()
        after = datetime.fromtimestamp(second, AMSTERDAM).utcoffset()
        assert before != after
        assert (OFFSETS[number - 1], OFFSETS[number]) == (before.total_seconds(), after.total_seconds())


def test_hours_stay_whole_seconds_and_fractions_stay_fractions():
    term = Term.parse("PT1H")
    assert CALENDAR.add_seconds(1_750_000_000, term) == 1_750_003_600
    assert isinstance(CALENDAR.add_seconds(1_750_000_000, term), int)
    assert CALENDAR.add_seconds(1_750_000_000.5, term) == 1_750_003_600.5


def test_a_term_is_made_ready_once_per_footing():
    term = Term.parse("P3M")
    assert CALENDAR.adder(term) is CALENDAR.adder(Term.parse("P3M"))
    assert CALENDAR.adder(term) is not CALENDAR.adder(term, statutory=True)
    assert CALENDAR.adder(term)(0) == CALENDAR.add_seconds(0, term)


def test_the_day_of_a_term_can_be_asked_for_many_moments_at_once():
    adder = CALENDAR.adder(Term.parse("P1WD"))
    friday = (date(2026, 6, 5) - date(1970, 1, 1)).days
    assert [adder.days_later(friday + number) for number in (0, 1, 2, 3, 0)] == [3, 2, 1, 1, 3]


def test_the_calendar_covers_its_first_and_its_last_second():
    first, last = to_moment("1900-01-01"), to_moment("2199-12-31", end_of_day=True)
    assert (first.timestamp(), last.timestamp()) == (FIRST_EPOCH, LAST_EPOCH - 1)
    second, day = Term.parse("PT1S"), Term.parse("P1D")
    assert CALENDAR.add_seconds(FIRST_EPOCH, second) == FIRST_EPOCH + 1
    assert CALENDAR.add_seconds(LAST_EPOCH - 2, second) == LAST_EPOCH - 1
    assert CALENDAR.add_seconds(FIRST_EPOCH, day) == to_moment("1900-01-02").timestamp()
    assert CALENDAR.add(to_moment("2199-12-30"), day).moment == to_moment("2199-12-31")
    assert CALENDAR.subtract(to_moment("1900-01-02"), day) == first
    for term in (second, Term.parse("P1DT1S")):
        with pytest.raises(MomentError, match="outside the calendar"):
            CALENDAR.add_seconds(LAST_EPOCH - term.clock_seconds - 86400 * term.days, term)
