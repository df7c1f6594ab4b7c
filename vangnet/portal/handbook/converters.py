"""How days stand in addresses."""

from datetime import date


class DayConverter:
    """A day as 2026-11-21; what is no day is no page."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return value if isinstance(value, str) else value.isoformat()
