"""From a nationality to the origin that the agreements ask for, as dated data says it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent
OUTSIDE = "third_country"
GROUPS = ("nl", "eu")
LETTERS = 2


def origin_of(nationality: str, *, on: date) -> str:
    """The origin that belongs to the code of a country; nothing when the code is no country."""
    code = nationality.strip().lower()
    if code in (*GROUPS, OUTSIDE):
        return code
    if len(code) != LETTERS or not code.isalpha():
        return ""
    known = _known(on)
    return next((group for group in GROUPS if code in known[group]), OUTSIDE)


def _known(on: date) -> Mapping[str, frozenset[str]]:
    """The version of that day; before the first one, the first."""
    versions = _versions()
    fitting = [day for day in versions if day <= on]
    return versions[max(fitting) if fitting else min(versions)]


@cache
def _versions() -> Mapping[date, Mapping[str, frozenset[str]]]:
    found = {}
    for file in FOLDER.glob("*.yaml"):
        told = yaml.safe_load(file.read_text(encoding="utf-8"))
        found[told["valid_from"]] = {group: frozenset(map(str, told[group])) for group in GROUPS}
    return found
