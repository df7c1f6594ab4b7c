"""Days and moments as somebody types them after a command."""

from datetime import datetime

from django.utils.dateparse import parse_date, parse_datetime

from vangnet.core.clock import AMSTERDAM


def moment(text: str) -> datetime:
    """A day or a moment; without a zone it is Dutch time, and a day is its beginning."""
    try:
        found = parse_datetime(text)
        day = None if found else parse_date(text)
    except ValueError:
        found = day = None
    if day:
        found = datetime(day.year, day.month, day.day, tzinfo=AMSTERDAM)
    if found is None:
        raise ValueError(f"'{text}' is no day or moment. Write for example 2026-11-21.")
    return found if found.tzinfo else found.replace(tzinfo=AMSTERDAM)
