"""How long a draft and a checked file wait, and how many drafts somebody may have: dated data beside this file."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import yaml

from vangnet.core import clock

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class IntakeLimits:
    """The limits from a date on, with the reason for them."""

    valid_from: date
    source: str
    draft_lives: timedelta
    most_drafts: int
    checked_lives: timedelta
    rows_at_once: int
    caller_words: timedelta


@cache
def versions(folder: Path = FOLDER) -> tuple[IntakeLimits, ...]:
    """All versions in a folder, oldest first."""
    return tuple(_read(file) for file in sorted(folder.glob("*.yaml")))


def current(folder: Path = FOLDER) -> IntakeLimits:
    """The version of today; before the first one, the first."""
    known = versions(folder)
    return next((one for one in reversed(known) if one.valid_from <= clock.today()), known[0])


def _read(file: Path) -> IntakeLimits:
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    found = IntakeLimits(
        content["valid_from"],
        content["source"],
        timedelta(days=content["draft_days"]),
        content["most_drafts"],
        timedelta(days=content["checked_days"]),
        content["rows_at_once"],
        timedelta(minutes=content["caller_words_minutes"]),
    )
    if min(found.draft_lives.days, found.most_drafts, found.checked_lives.days, found.rows_at_once) < 1:
        raise ValueError(f"{file.name}: every number is 1 or more.")
    return found
