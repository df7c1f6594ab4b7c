"""The ages at which a report about a child is another one, and the smallest number that is told: dated data beside this file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from vangnet.core import clock

FOLDER = Path(__file__).parent
NAMES = ("adult_from", "child_under", "smallest")


class MeasuresError(ValueError):
    """A file with measures cannot be used; the message says which file and what is wrong."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One number, where it comes from, and whether it is our own choice that must be agreed on."""

    number: int
    source: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class Measures:
    """All measures from a date on, each with its source."""

    valid_from: date
    lines: Mapping[str, Measure]

    @property
    def adult_from(self) -> int:
        """The age from which somebody is no child any more."""
        return self.lines["adult_from"].number

    @property
    def child_under(self) -> int:
        """The age below which a child comes along fewer desks, so that a care report matters most."""
        return self.lines["child_under"].number

    @property
    def smallest(self) -> int:
        """The smallest number that is told to people who do not own the signals."""
        return self.lines["smallest"].number


@cache
def versions(folder: Path = FOLDER) -> tuple[Measures, ...]:
    """All versions in a folder, oldest first; raises MeasuresError with the file for whatever is wrong."""
    found = tuple(_read(file) for file in sorted(folder.glob("*.yaml")))
    if not found:
        raise MeasuresError(f"There are no measures in {folder}. Put a file named after a day there.")
    return found


def current(folder: Path = FOLDER) -> Measures:
    """The version of today; before the first one, the first."""
    known = versions(folder)
    return next((one for one in reversed(known) if one.valid_from <= clock.today()), known[0])


def _read(file: Path) -> Measures:
    given = yaml.safe_load(file.read_text(encoding="utf-8"))
    try:
        found = Measures(given["valid_from"], {name: _measure(name, given[name]) for name in NAMES})
    except (KeyError, TypeError, ValueError) as wrong:
        raise MeasuresError(f"{file.name}: {type(wrong).__name__} at {wrong}.") from wrong
    if str(found.valid_from) != file.stem:
        raise MeasuresError(f"{file.name} holds from {found.valid_from}; name the file after that day.")
    if found.child_under >= found.adult_from:
        raise MeasuresError(
            f"{file.name}: child_under {found.child_under} must be below adult_from {found.adult_from}."
        )
    return found


def _measure(name: str, given: Mapping[str, Any]) -> Measure:
    number, source = given["number"], str(given["source"]).strip()
    if not isinstance(number, int) or number < 1:
        raise ValueError(f"{name} is {number}, but must be a whole number above 0")
    if not source:
        raise ValueError(f"{name} has no source")
    return Measure(number, source, bool(given.get("assumed", False)))
