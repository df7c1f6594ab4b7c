"""Where signals go: the desk that owns them from the first moment, and who could best take them on. Dated data."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from vangnet.core import clock
from vangnet.signals.routes.reading import ANY, OWN, Facts, Route, Routes, RoutesError, load

FOLDER = Path(__file__).parent

__all__ = ["ANY", "OWN", "Facts", "Route", "Routes", "RoutesError", "current", "versions"]


@cache
def versions(folder: Path = FOLDER) -> tuple[Routes, ...]:
    """All versions in a folder, oldest first."""
    return load(folder)


def current(on: date | None = None) -> Routes:
    """The version that holds today, or on another day."""
    day = on or clock.today()
    held = [one for one in versions() if one.valid_from <= day]
    return held[-1] if held else versions()[0]
