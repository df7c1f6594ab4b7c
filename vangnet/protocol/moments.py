"""When something happened, as exactly as somebody knows it, and the one moment at which it counts.

Which end of a vague date counts: the earliest moment that the words allow, both when the event starts a term and when it
fulfils a duty. So a term never begins later than it may really have begun, and nobody is called late because of a vague
date. An event without any known date counts from the moment at which it was recorded: no later is certain. What was
written is kept and shown beside it. Only for days there is more to know; see `counts_from`.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from vangnet.core.clock import AMSTERDAM
from vangnet.design.partial_dates import PartialMoment

TICK = timedelta(microseconds=1)
TO_THE_DAY = ("exact", "minute", "day")


def exactly(moment: datetime) -> PartialMoment:
    """A moment that is known exactly; without time zone it is Dutch time."""
    dutch = moment.astimezone(AMSTERDAM) if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM)
    return PartialMoment(dutch, dutch, "exact", f"{dutch:%Y-%m-%d %H:%M}")


def on(day: date) -> PartialMoment:
    """Some time on a day."""
    start = datetime.combine(day, time(), AMSTERDAM)
    end = datetime.combine(day + timedelta(days=1), time(), AMSTERDAM) - TICK
    return PartialMoment(start, end, "day", day.isoformat())


def counts_from(occurred: PartialMoment, *, recorded: datetime, before: Iterable[datetime]) -> datetime:
    """The moment at which an event counts.

    An event of which only the day is known comes after what was recorded before it for that same day (`before` holds those
    moments). Otherwise something done in the afternoon and noted with its day only would seem to precede the morning.
    """
    if occurred.earliest is None or occurred.latest is None:
        return recorded
    earliest, latest = occurred.earliest.astimezone(UTC), occurred.latest.astimezone(UTC)
    if occurred.precision != "day":
        return earliest
    return max((moment for moment in before if earliest <= moment <= latest), default=earliest)
