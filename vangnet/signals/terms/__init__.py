"""The terms of signals: how soon what must happen, what a reporter may be told, and which reasons there are. Dated data."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from vangnet.core import clock
from vangnet.signals.terms.reading import Reason, Reporter, Terms, TermsError, Urgent, load

FOLDER = Path(__file__).parent

__all__ = ["Reason", "Reporter", "Terms", "TermsError", "Urgent", "current", "versions"]


@cache
def versions(folder: Path = FOLDER) -> tuple[Terms, ...]:
    """All versions in a folder, oldest first."""
    return load(folder)


def current(on: date | None = None) -> Terms:
    """The version that holds today, or on another day."""
    day = on or clock.today()
    held = [one for one in versions() if one.valid_from <= day]
    return held[-1] if held else versions()[0]
