"""Reads books of weights strictly: every mistake is told with its file and place, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from vangnet.signals.weighing.configurations import read_configuration
from vangnet.signals.weighing.model import Book
from vangnet.signals.weighing.places import read_priority
from vangnet.signals.weighing.spots import BookErrors, Spot

Types = Mapping[str, str]
KEYS = frozenset({"valid_from", "source", "for_signals", "configurations", "priority"})

__all__ = ["BookErrors", "load", "read_book"]


def load(folder: Path, types: Types) -> tuple[Book, ...]:
    """Every book in a folder, oldest first; `types` says of each known indicator whether it is F, K or P."""
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise BookErrors([f"There are no weights in {folder.name}. Put a file named after a day there."])
    found, problems = [], []
    for file in files:
        try:
            found.append(read_book(file, types))
        except BookErrors as errors:
            problems += errors.problems
    if problems:
        raise BookErrors(problems)
    return tuple(found)


def read_book(file: Path, types: Types) -> Book:
    """One book; raises BookErrors with everything that is wrong in it."""
    spot = Spot(_parsed(file), file.name, problems=[])
    spot.only(KEYS)
    book = Book(
        valid_from=_day(file, spot),
        source=spot.text("source"),
        for_signals=spot.text("for_signals"),
        configurations={
            code: read_configuration(code, one, types) for code, one in spot.parts("configurations")
        },
        priority=read_priority(spot.part("priority")),
    )
    _check(book, spot)
    if spot.problems:
        raise BookErrors(spot.problems)
    return book


def _parsed(file: Path) -> Any:
    try:
        return yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        raise BookErrors([f"{file.name}: cannot be read: {' '.join(str(fault).split())}."]) from fault


def _day(file: Path, spot: Spot) -> date:
    day = spot.day("valid_from")
    if day is not None and day.isoformat() != file.stem:
        spot.wrong(f"says that it holds from {day}; name the file after that day.")
    return day or date.min


def _check(book: Book, spot: Spot) -> None:
    chosen = book.configurations.get(book.for_signals)
    if chosen is None:
        known = ", ".join(book.configurations)
        spot.wrong(f"for_signals is '{book.for_signals}', which is no configuration. Choose one of: {known}.")
    elif chosen.held_until is not None:
        spot.wrong(f"for_signals is '{chosen.code}', which held until {chosen.held_until}. Choose another.")


def assumptions(book: Book) -> Iterator[str]:
    """Every number of a book that rests on an assumption, by its place."""
    for one in book.configurations.values():
        bases: Iterable[tuple[str, bool]] = (
            ("threshold", one.threshold_basis.assumed),
            ("hardness", one.hardness_basis.assumed),
            *((f"groups.{code}", group.basis.assumed) for code, group in one.groups.items()),
            *((f"combinations.{each.code}", each.basis.assumed) for each in one.combinations),
        )
        yield from (f"configurations.{one.code}.{place}" for place, assumed in bases if assumed)
    if book.priority.basis.assumed:
        yield "priority"
