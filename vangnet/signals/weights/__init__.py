"""The book of weights that holds today: dated data beside this file, checked against the catalogue and kept in memory."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from vangnet.core import clock
from vangnet.signals import catalogue
from vangnet.signals.weighing import Book, load

FOLDER = Path(__file__).parent

__all__ = ["current", "on", "types", "versions"]


@cache
def types() -> dict[str, str]:
    """Of every indicator that was ever in the catalogue its type today, or the last one it had."""
    return {one.code: one.type.value for version in catalogue.versions() for one in version}


@cache
def versions(folder: Path = FOLDER) -> tuple[Book, ...]:
    """Every book in a folder, oldest first."""
    return load(folder, types())


def on(day: date) -> Book:
    """The book that held on a day; before the first one, the first."""
    every = versions()
    return next((one for one in reversed(every) if one.valid_from <= day), every[0])


def current() -> Book:
    """The book of today."""
    return on(clock.today())
