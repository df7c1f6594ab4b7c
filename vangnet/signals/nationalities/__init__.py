"""Which nationalities there are: dated codes beside this file, with the names that the locale data give them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from babel import Locale

from vangnet.core import clock

FOLDER = Path(__file__).parent
STATELESS = "xx"
_STATELESS = {"nl": "Staatloos", "en": "Stateless"}
_PARTS = ("members", "observers", "others")


@dataclass(frozen=True, slots=True)
class Nationalities:
    """The states that have nationals from a date on, with the source of the list."""

    valid_from: date
    source: str
    codes: frozenset[str]


@cache
def versions(folder: Path = FOLDER) -> tuple[Nationalities, ...]:
    """All versions in a folder, oldest first."""
    return tuple(_read(file) for file in sorted(folder.glob("*.yaml")))


def current(folder: Path = FOLDER) -> Nationalities:
    """The version of today; before the first one, the first."""
    known = versions(folder)
    return next((one for one in reversed(known) if one.valid_from <= clock.today()), known[0])


def nationalities(language: str) -> tuple[tuple[str, str], ...]:
    """What can be chosen: stateless first, since nobody looks for it among the states, then every nationality by its name."""
    return _named(current().codes, language)


def name_of(code: str, language: str) -> str:
    """The name of a nationality, also of one that cannot be chosen any more."""
    if code == STATELESS:
        return _STATELESS[language]
    return str(Locale.parse(language).territories.get(code.upper(), code))


@cache
def _named(codes: frozenset[str], language: str) -> tuple[tuple[str, str], ...]:
    named = [(code, name_of(code, language)) for code in codes]
    return ((STATELESS, _STATELESS[language]), *sorted(named, key=lambda one: one[1].casefold()))


def _read(file: Path) -> Nationalities:
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    codes = [code for part in _PARTS for code in content[part].split()]
    known = Locale.parse("en").territories
    if twice := sorted({one for one in codes if codes.count(one) > 1}):
        raise ValueError(f"{file.name}: {', '.join(twice)} stands there twice. Leave one.")
    if strange := sorted(one for one in codes if one.upper() not in known):
        raise ValueError(
            f"{file.name}: {', '.join(strange)} is no code of a state. Use the two letters of ISO 3166-1."
        )
    return Nationalities(content["valid_from"], content["source"], frozenset(codes))
