"""The register of processing activities: to which purpose and ground each act of the audit trail belongs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from vangnet.access.roles import Purpose

FOLDER = Path(__file__).parent
FOR_ANYTHING_ELSE = "dossier-work"
FOR_INVESTIGATION = "investigation-work"
# What becomes investigation-work when somebody works for the investigation.
DONE_FOR_A_PURPOSE = (FOR_ANYTHING_ELSE, "signals")


class RegisterError(ValueError):
    """A register cannot be used as it stands; the message says where."""


@dataclass(frozen=True, slots=True)
class Activity:
    """One kind of use of data, as the register says it. The identifier holds the version."""

    code: str
    version: date
    name: Mapping[str, str]
    purpose: Mapping[str, str]
    ground: Mapping[str, str]
    source: str
    keep: str
    acts: tuple[str, ...]
    is_confidential: bool = False

    @property
    def identifier(self) -> str:
        """How lines point here: a later version has another identifier."""
        return f"{self.code}@{self.version.isoformat()}"


@cache
def registers(folder: Path = FOLDER) -> tuple[Mapping[str, Activity], ...]:
    """All versions of the register, oldest first."""
    found = tuple(_register(file) for file in sorted(folder.glob("*.yaml")))
    if not found:
        raise RegisterError(f"There is no register of processing activities in {folder}.")
    return found


def activity_of(act: str, purpose: str = "") -> Activity:
    """The activity that an act belongs to in the newest register; work for the investigation is an activity of its own."""
    newest = registers()[-1]
    found = newest[_codes().get(act) or _codes().get(f"{act.partition('.')[0]}.*", FOR_ANYTHING_ELSE)]
    if purpose == Purpose.INVESTIGATION and found.code in DONE_FOR_A_PURPOSE:
        return newest[FOR_INVESTIGATION]
    return found


def by_identifier(identifier: str) -> Activity | None:
    """The activity that a line points to, in the version that held then."""
    return next(
        (one for register in registers() for one in register.values() if one.identifier == identifier), None
    )


@cache
def _codes() -> dict[str, str]:
    return {act: one.code for one in registers()[-1].values() for act in one.acts}


def _register(file: Path) -> dict[str, Activity]:
    given = yaml.safe_load(file.read_text(encoding="utf-8"))
    version = given["valid_from"]
    if version.isoformat() != file.stem:
        raise RegisterError(f"{file.name} says that it holds from {version}; name the file after that day.")
    return {code: _activity(code, version, entry) for code, entry in given["activities"].items()}


def _activity(code: str, version: date, entry: Mapping[str, object]) -> Activity:
    known = {"name", "purpose", "ground", "source", "keep", "acts", "confidential"}
    if extra := set(entry) - known:
        raise RegisterError(f"{version} {code}: nothing is done with {', '.join(sorted(extra))}.")
    for part in ("name", "purpose", "ground"):
        if set(_words(entry, part)) != {"nl", "en"}:
            raise RegisterError(f"{version} {code}: give {part} in nl and en.")
    acts = entry["acts"]
    return Activity(
        code=code,
        version=version,
        name=_words(entry, "name"),
        purpose=_words(entry, "purpose"),
        ground=_words(entry, "ground"),
        source=str(entry["source"]),
        keep=str(entry["keep"]),
        acts=tuple(acts) if isinstance(acts, list) else (),
        is_confidential=bool(entry.get("confidential", False)),
    )


def _words(entry: Mapping[str, object], part: str) -> dict[str, str]:
    given = entry.get(part)
    return dict(given) if isinstance(given, dict) else {}
