"""What kind of data a step, a fact or a text is, by dated lists. Nothing here reads the database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from vangnet.access.categories import DataCategory
from vangnet.core import clock

FOLDER = Path(__file__).with_name("categories")
AS_ITS_STEP = "step"


@dataclass(frozen=True)
class Classes:
    """One list: the kind of data of every step and fact, in force from a day."""

    valid_from: date
    source: str
    steps: Mapping[str, DataCategory]
    facts: Mapping[str, str]
    secrecy: tuple[DataCategory, ...]
    silent: frozenset[DataCategory]
    investigation_begins: frozenset[str]
    investigation_ends: frozenset[str]

    def of_step(self, code: str) -> DataCategory:
        """What a step tells about somebody; an act on the dossier itself tells only how far it is."""
        return self.steps.get(code, DataCategory.PROGRESS)

    def of_fact(self, code: str, *, step: str = "") -> DataCategory:
        """What a fact tells; a text that is told with a step has the kind of that step."""
        kind = self.facts.get(code, DataCategory.PROGRESS)
        return self.of_step(step) if kind == AS_ITS_STEP else DataCategory(kind)

    def most_secret(self, categories: Iterable[str]) -> DataCategory:
        """The one of these that the fewest may know; without any it is progress."""
        return max(
            (DataCategory(one) for one in categories), key=self.secrecy.index, default=DataCategory.PROGRESS
        )

    def is_silent(self, category: str) -> bool:
        """Whether even the existence of such data is kept from those who may not see it."""
        return category in self.silent


def current() -> Classes:
    """The list that is in force today."""
    return in_force(clock.today())


def in_force(on: date) -> Classes:
    """The list that was in force on a day; before the first list that one counts."""
    lists = every()
    return next((one for one in reversed(lists) if one.valid_from <= on), lists[0])


@cache
def every() -> tuple[Classes, ...]:
    """All lists, oldest first."""
    found = (_read(yaml.safe_load(file.read_text("utf-8"))) for file in FOLDER.glob("*.yaml"))
    return tuple(sorted(found, key=lambda one: one.valid_from))


def _read(content: Mapping[str, Any]) -> Classes:
    return Classes(
        valid_from=content["valid_from"],
        source=content["source"],
        steps={code: DataCategory(kind) for kind, code in _pairs(content["steps"])},
        facts={code: kind for kind, code in _pairs(content["facts"])},
        secrecy=tuple(DataCategory(one) for one in content["secrecy"]),
        silent=frozenset(DataCategory(one) for one in content["silent"]),
        investigation_begins=frozenset(content["open_investigation"]["begins"]),
        investigation_ends=frozenset(content["open_investigation"]["ends"]),
    )


def _pairs(lists: Mapping[str, Collection[str]]) -> Iterable[tuple[str, str]]:
    return ((kind, code) for kind, codes in lists.items() for code in codes)
