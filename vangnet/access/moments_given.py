"""Days and moments as somebody types them after a command."""

from datetime import datetime

from vangnet.core.clock import AMSTERDAM


def moment(text: str) -> datetime:
    """A day or a moment; without a zone it is Dutch time, and a day is its beginning."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as fault:
        raise ValueError(f"'{text}' is no day or moment. Write for example 2026-11-21.") from fault
    return found if found.tzinfo else found.replace(tzinfo=AMSTERDAM)
