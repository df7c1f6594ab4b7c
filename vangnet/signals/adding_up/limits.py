"""From when on something is shared by so many that it says nothing, and what joins signals: dated data with its reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from vangnet.signals.adding_up.kinds import MarkKind

FOLDER = Path(__file__).parent.parent / "adding"
BY_HAND = ("hours", "person", "organisation")


class LimitsRefused(ValueError):
    """A file with limits cannot be used; the message says which file and what is wrong."""


@dataclass(frozen=True, slots=True)
class TextLimits:
    """When two texts are nearly the same."""

    most_pairs: int
    least_pairs: int
    common_from: int
    least_shared: int
    least_percent: int
    common_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class KindLimits:
    """From how many signals on a mark is common, and whether it joins two signals without another kind of mark beside it."""

    common_from: int
    joins_alone: bool


@dataclass(frozen=True, slots=True)
class ByHand:
    """How many marks may be added by hand within so many hours, by one person and by one organisation."""

    hours: int
    person: int
    organisation: int


@dataclass(frozen=True, slots=True)
class Limits:
    """All limits of adding up, from a date on."""

    valid_from: date
    source: str
    kinds: Mapping[MarkKind, KindLimits]
    text: TextLimits
    by_hand: ByHand
    look_again_within_days: int
    told_at_most: int


@cache
def versions(folder: Path = FOLDER) -> tuple[Limits, ...]:
    """All versions in a folder, oldest first."""
    return tuple(read(file) for file in sorted(folder.glob("*.yaml")))


def in_force(on: date, folder: Path = FOLDER) -> Limits:
    """The version that holds on a day; before the first one, the first."""
    known = versions(folder)
    return next((one for one in reversed(known) if one.valid_from <= on), known[0])


def read(file: Path) -> Limits:
    """The limits of one file; raises LimitsRefused when something is missing or cannot be meant."""
    try:
        return _read(yaml.safe_load(file.read_text(encoding="utf-8")))
    except KeyError as missing:
        raise LimitsRefused(f"{file.name}: {missing.args[0]} is missing.") from None
    except (TypeError, ValueError) as wrong:
        raise LimitsRefused(f"{file.name}: {wrong}") from None


def _read(content: Mapping[str, Any]) -> Limits:
    kinds = {kind: _kind(kind, content["kinds"][kind.value]) for kind in MarkKind}
    return Limits(
        content["valid_from"],
        content["source"],
        kinds,
        _text(content["text"]),
        ByHand(*(_positive(f"by_hand {name}", content["by_hand"][name]) for name in BY_HAND)),
        _positive("look_again_within_days", content["look_again_within_days"]),
        _positive("told_at_most", content["told_at_most"]),
    )


def _kind(kind: MarkKind, given: Mapping[str, Any]) -> KindLimits:
    common_from = _positive(f"{kind.value} common_from", given["common_from"])
    if common_from < 3:
        raise ValueError(
            f"{kind.value} is common from {common_from} signals on, so it could link no two. Use 3 or more."
        )
    return KindLimits(common_from, bool(given["joins_alone"]))


def _text(given: Mapping[str, Any]) -> TextLimits:
    return TextLimits(
        most_pairs=_positive("most_pairs", given["most_pairs"]),
        least_pairs=_positive("least_pairs", given["least_pairs"]),
        common_from=_positive("common_from", given["common_from"]),
        least_shared=_positive("least_shared", given["least_shared"]),
        least_percent=_positive("least_percent", given["least_percent"]),
        common_words=frozenset(given["common_words"].split()),
    )


def _positive(name: str, number: object) -> int:
    if not isinstance(number, int) or number < 1:
        raise ValueError(f"{name} is {number}, but must be a whole number above 0.")
    return number
