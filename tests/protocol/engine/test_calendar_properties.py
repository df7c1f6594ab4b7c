"""What holds for every start and every term: one answer by three ways, never backwards, hours exact."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.protocol.engine.calendar_walker import change, walk
from vangnet.protocol.engine.calendar import AMSTERDAM, LegalCalendar, Term

CALENDAR = LegalCalendar()
FIRST = int(datetime(2000, 1, 1, tzinfo=UTC).timestamp())
LAST = int(datetime(2031, 1, 1, tzinfo=UTC).timestamp())
CHANGES = [int(change(year, month).timestamp()) for year in range(2001, 2031) for month in (3, 10)]
# Half of the starts lie around a change of the clock, or just as long before it as a common term.
NEAR_A_CHANGE = st.builds(
    lambda change, days, seconds: change - days * 86400 + seconds,
    st.sampled_from(CHANGES),
    st.sampled_from([0, 1, 7, 28, 30, 31, 364, 365]),
    st.integers(-7200, 7200),
)
STARTS = st.one_of(st.integers(FIRST, LAST), NEAR_A_CHANGE)


def term_of(years, months, weeks, days, working, hours, minutes):
    date = "".join(
        f"{number}{unit}"
        for number, unit in ((years, "Y"), (months, "M"), (weeks, "W"), (days, "D"), (working, "WD"))
        if number
    )
    clock = "".join(f"{number}{unit}" for number, unit in ((hours, "H"), (minutes, "M")) if number)
    return Term.parse("P" + (date or ("" if clock else "1D")) + (f"T{clock}" if clock else ""))


def some(largest):
    return st.one_of(st.just(0), st.just(0), st.integers(1, largest))


TERMS = st.builds(term_of, some(3), some(14), some(14), some(95), some(55), some(80), some(59))
CIVIL = st.builds(term_of, some(3), some(14), some(14), some(95), some(55), st.just(0), st.just(0))


@settings(max_examples=1500, deadline=None)
@given(STARTS, TERMS, st.booleans(), st.booleans())
def test_calendar_fast_path_and_walker_agree(epoch, term, statutory, day_end):
    start = datetime.fromtimestamp(epoch, AMSTERDAM)
    moment = CALENDAR.add(start, term, statutory=statutory, day_end=day_end).moment
    fast = CALENDAR.add_seconds(epoch, term, statutory=statutory, day_end=day_end)
    assert moment.astimezone(UTC) == walk(start, term.text, statutory, day_end)
    assert fast == moment.timestamp()
    assert isinstance(fast, int)


@settings(max_examples=400, deadline=None)
@given(STARTS, st.integers(0, 3 * 86400), CIVIL, st.booleans())
def test_who_starts_later_has_no_earlier_last_day(epoch, gap, term, statutory):
    one, other = (
        CALENDAR.add_seconds(moment, term, statutory=statutory, day_end=True)
        for moment in (epoch, epoch + gap)
    )
    assert other >= one


@settings(max_examples=400, deadline=None)
@given(STARTS, st.integers(0, 3 * 86400), some(20), some(95), some(80))
def test_weeks_days_and_hours_never_run_backwards_but_for_the_skipped_hour(epoch, gap, weeks, days, hours):
    term = term_of(0, 0, weeks, days, 0, hours, 0)
    # A day before the gap, 02:59 and 03:00 end at 03:59 and 03:00.
    assert CALENDAR.add_seconds(epoch + gap, term) > CALENDAR.add_seconds(epoch, term) - 3600


@settings(max_examples=300, deadline=None)
@given(STARTS, st.integers(1, 10_000))
def test_hours_run_exactly_and_are_never_extended(epoch, hours):
    term = Term.parse(f"PT{hours}H")
    assert CALENDAR.add_seconds(epoch, term, statutory=True) == epoch + hours * 3600


@settings(max_examples=400, deadline=None)
@given(STARTS, TERMS, st.booleans(), st.booleans())
def test_no_term_ends_before_its_shortest_length(epoch, term, statutory, day_end):
    end = CALENDAR.add_seconds(epoch, term, statutory=statutory, day_end=day_end)
    assert end - epoch >= term.shortest_seconds()
    assert end > epoch


@settings(max_examples=400, deadline=None)
@given(STARTS, CIVIL)
def test_a_statutory_term_ends_no_earlier_and_within_reach_on_an_ordinary_day(epoch, term):
    start = datetime.fromtimestamp(epoch, AMSTERDAM)
    policy = CALENDAR.add(start, term, day_end=True)
    statutory = CALENDAR.add(start, term, statutory=True, day_end=True)
    later = statutory.moment.date() - policy.moment.date()
    assert timedelta(0) <= later <= timedelta(days=9)
    if not any(step.what == "atw_not_applicable" for step in statutory.steps):
        day = statutory.moment.date()
        assert day.weekday() < 5
        assert not CALENDAR.is_atw_holiday(day)


@settings(max_examples=400, deadline=None)
@given(STARTS, st.integers(1, 400))
def test_days_back_undo_days_forward_on_the_same_date(epoch, days):
    start = datetime.fromtimestamp(epoch, AMSTERDAM)
    term = Term.parse(f"P{days}D")
    assert CALENDAR.subtract(CALENDAR.add(start, term).moment, term).date() == start.date()


@settings(max_examples=300, deadline=None)
@given(STARTS.map(lambda epoch: epoch + 0.25), TERMS)
def test_fractions_of_a_second_survive(epoch, term):
    moment = CALENDAR.add(datetime.fromtimestamp(epoch, AMSTERDAM), term).moment
    assert CALENDAR.add_seconds(epoch, term) == moment.timestamp()


@settings(max_examples=200, deadline=None)
@given(STARTS, TERMS)
def test_the_steps_lead_from_the_start_to_the_deadline(epoch, term):
    start = datetime.fromtimestamp(epoch, AMSTERDAM)
    deadline = CALENDAR.add(start, term, statutory=True, day_end=True)
    assert deadline.steps[0].what == "start"
    assert deadline.steps[0].moment == start
    assert deadline.steps[-1].what == "day_end"
    assert deadline.steps[-1].moment == deadline.moment
