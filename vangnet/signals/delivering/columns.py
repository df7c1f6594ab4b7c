"""The columns of a delivery: dated data beside this file, with their words in two languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

from vangnet.core import clock

FOLDER = Path(__file__).parent
ORDINARY = "ordinary"
KINDS = frozenset({"key", "moment", "text", "line", "choice", "choices", "codes", "years", "count"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what may stand in it, whether it must be filled in, and its words."""

    code: str
    kind: str
    label: Mapping[str, str]
    help: Mapping[str, str]
    is_required: bool = False
    list: str = ""

    @property
    def title(self) -> str:
        """The title in the language of the reader."""
        return self.label["en" if (get_language() or "nl").startswith("en") else "nl"]


@dataclass(frozen=True, slots=True)
class Book:
    """The columns and limits from a date on."""

    valid_from: date
    source: str
    most_bytes: int
    most_rows: int
    columns: Mapping[str, Column]
    bodies: Mapping[str, tuple[str, ...]]
    examples: tuple[Mapping[str, Any], ...] = ()

    @property
    def lists(self) -> frozenset[str]:
        """The names of the lists that columns choose from."""
        return frozenset(one.list for one in self.columns.values() if one.list)

    def of_body(self, party: str) -> tuple[Column, ...]:
        """The columns in the template of a body."""
        return tuple(self.columns[code] for code in self.bodies.get(party, self.bodies[ORDINARY]))

    def named(self, title: str) -> Column | None:
        """The column that a title in a file means, in either language or by its code."""
        plain = title.strip().casefold().replace(" ", "_")
        return next(
            (one for one in self.columns.values() if plain in {one.code, *one.label.values()}),
            None,
        )


@cache
def versions(folder: Path = FOLDER) -> tuple[Book, ...]:
    """All versions in a folder, oldest first."""
    return tuple(_read(file) for file in sorted(folder.glob("*.yaml")))


def current(folder: Path = FOLDER) -> Book:
    """The version of today; before the first one, the first."""
    known = versions(folder)
    return next((one for one in reversed(known) if one.valid_from <= clock.today()), known[0])


def _read(file: Path) -> Book:
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    columns = {code: _column(file, code, given) for code, given in content["columns"].items()}
    bodies = {party: tuple(codes) for party, codes in content["bodies"].items()}
    for party, codes in bodies.items():
        required = {column.code for column in columns.values() if column.is_required}
        if wrong := (set(codes) - set(columns)) | (required - set(codes)):
            raise ValueError(f"{file.name}: {party} has no good list of columns: {sorted(wrong)}.")
    limits = content["limits"]
    examples = tuple(content.get("examples", ()))
    return Book(
        content["valid_from"], content["source"], limits["bytes"], limits["rows"], columns, bodies, examples
    )


def _column(file: Path, code: str, given: Mapping[str, Any]) -> Column:
    if given["kind"] not in KINDS:
        raise ValueError(f"{file.name}: {code} has the kind {given['kind']}; choose from {sorted(KINDS)}.")
    return Column(
        code,
        given["kind"],
        given["label"],
        given["help"],
        given.get("required", False),
        given.get("list", ""),
    )
