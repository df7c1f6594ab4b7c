from datetime import UTC, date, datetime, timedelta

import pytest

from vangnet.design.partial_dates import PartialMoment, read_partial_moment
from vangnet.protocol.moments import counts_from, exactly, on

NOW = datetime(2025, 6, 1, 12, 0, tzinfo=UTC)
NOON = datetime(2025, 3, 3, 11, 0, tzinfo=UTC)


def test_exact_moment_without_zone_is_dutch_time():
    moment = exactly(datetime.fromisoformat("2025-07-01T10:30"))
    assert moment.earliest == moment.latest == datetime(2025, 7, 1, 8, 30, tzinfo=UTC)
    assert (moment.precision, moment.text) == ("exact", "2025-07-01 10:30")


def test_exact_moment_keeps_its_zone():
    assert exactly(NOON).earliest == NOON
    assert exactly(NOON).text == "2025-03-03 12:00"


def test_day_lasts_until_the_last_moment_before_midnight():
    day = on(date(2025, 3, 30))
    # A day on which the clock goes forward has 23 hours.
    assert (day.earliest, day.latest) == (
        datetime(2025, 3, 29, 23, 0, tzinfo=UTC),
        datetime(2025, 3, 30, 22, 0, tzinfo=UTC) - timedelta(microseconds=1),
    )
    assert day.precision == "day"


@pytest.mark.parametrize(
    ("told", "counts"),
    [
        ("3 march 2025 12:00", NOON),
        ("3-3-2025", datetime(2025, 3, 2, 23, 0, tzinfo=UTC)),
        ("maart 2025", datetime(2025, 2, 28, 23, 0, tzinfo=UTC)),
        ("spring 2025", datetime(2025, 2, 28, 23, 0, tzinfo=UTC)),
        ("2025", datetime(2024, 12, 31, 23, 0, tzinfo=UTC)),
    ],
)
def test_vague_date_counts_from_its_earliest_moment(told, counts):
    assert counts_from(read_partial_moment(told, now=NOW), recorded=NOW, before=[]) == counts


def test_unknown_date_counts_from_the_moment_of_recording():
    assert counts_from(PartialMoment(None, None, "unknown", "?"), recorded=NOW, before=[NOON]) == NOW


def test_day_counts_after_what_was_recorded_earlier_for_that_day():
    before = [NOON - timedelta(days=1), NOON, NOON - timedelta(hours=2), NOON + timedelta(days=1)]
    assert counts_from(on(date(2025, 3, 3)), recorded=NOW, before=before) == NOON


def test_month_is_not_moved_by_what_was_recorded_before():
    month = read_partial_moment("march 2025", now=NOW)
    assert counts_from(month, recorded=NOW, before=[NOON]) == month.earliest
