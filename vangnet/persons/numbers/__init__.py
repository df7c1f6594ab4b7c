"""Which kinds of organisation may use the citizen service number, by which law: dated data beside this file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from vangnet.access import kinds
from vangnet.core import clock

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Bases:
    """The law that lets each kind of organisation use the number, from a date on."""

    valid_from: date
    source: str
    kinds: Mapping[str, str]


@cache
def versions(folder: Path = FOLDER) -> tuple[Bases, ...]:
    """All versions in a folder, oldest first."""
    return tuple(_read(file) for file in sorted(folder.glob("*.yaml")))


def current(folder: Path = FOLDER) -> Bases:
    """The version of today; before the first one, the first."""
    found = versions(folder)
    return next((one for one in reversed(found) if one.valid_from <= clock.today()), found[0])


def _read(file: Path) -> Bases:
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    known = {kind.code for kind in kinds.all()}
    if unknown := sorted(set(content["kinds"]) - known):
        raise ValueError(f"{file.name}: there is no kind of organisation {', '.join(unknown)}.")
    if without := sorted(kind for kind, law in content["kinds"].items() if not law):
        raise ValueError(f"{file.name}: say which law gives the basis to {', '.join(without)}.")
    return Bases(content["valid_from"], content["source"], content["kinds"])
