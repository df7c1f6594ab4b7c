"""What time it is: the only place that asks, so that stories can be replayed and tests can stand still."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

_fixed_moment: ContextVar[datetime | None] = ContextVar("fixed_moment", default=None)


def now() -> datetime:
    """The present moment, with time zone; the moment of the story while a story is being told."""
    return _fixed_moment.get() or datetime.now(UTC)


def today() -> date:
    """The civil date in the Netherlands, which terms in days, weeks and months follow."""
    return now().astimezone(AMSTERDAM).date()


@contextmanager
def fixed(moment: datetime) -> Iterator[datetime]:
    """Let time stand still at a moment within this thread or task; a moment without zone is Dutch time."""
    stood = moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)
    token = _fixed_moment.set(stood)
    try:
        yield stood
    finally:
        _fixed_moment.reset(token)
