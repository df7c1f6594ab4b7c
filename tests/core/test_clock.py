from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest

from vangnet.core import clock


def test_now_has_a_time_zone_and_moves():
    assert clock.now().tzinfo is not None
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


@pytest.mark.parametrize(
    ("moment", "civil_date"),
    [
        (datetime(2025, 6, 30, 21, 59, tzinfo=UTC), date(2025, 6, 30)),
        (datetime(2025, 6, 30, 22, 0, tzinfo=UTC), date(2025, 7, 1)),
        (datetime(2025, 12, 31, 22, 59, tzinfo=UTC), date(2025, 12, 31)),
        (datetime(2025, 12, 31, 23, 0, tzinfo=UTC), date(2026, 1, 1)),
    ],
)
def test_today_is_the_dutch_civil_date(moment, civil_date):
    with clock.fixed(moment):
        assert clock.today() == civil_date


def test_fixed_moment_without_zone_is_dutch_time():
    with clock.fixed(datetime.fromisoformat("2025-07-01T12:00")) as stood:
        assert stood.astimezone(UTC) == datetime(2025, 7, 1, 10, 0, tzinfo=UTC)
        assert clock.now() == stood


def test_fixed_moments_nest_and_end_even_after_an_error():
    outer, inner = datetime(2020, 1, 1, tzinfo=UTC), datetime(2021, 1, 1, tzinfo=UTC)
    with clock.fixed(outer):
        with pytest.raises(KeyError), clock.fixed(inner):
            assert clock.now() == inner
            raise KeyError
        assert clock.now() == outer
    assert clock.now().year > 2021


def test_fixed_moment_does_not_reach_another_thread():
    seen = []
    with clock.fixed(datetime(2020, 1, 1, tzinfo=UTC)):
        thread = Thread(target=lambda: seen.append(clock.now()))
        thread.start()
        thread.join()
    assert seen[0].year > 2020
