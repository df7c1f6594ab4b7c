"""How long a request for an address waits, and how long an approved one can be used: dated data beside this file."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import yaml

from vangnet.core import clock

FOLDER = Path(__file__).parent
# The database lets no approval live longer, whatever a file or a program says.
LONGEST = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits from a date on, with the reason for them."""

    valid_from: date
    source: str
    answer_within: timedelta
    open_within: timedelta


@cache
def versions(folder: Path = FOLDER) -> tuple[Limits, ...]:
    """All versions in a folder, oldest first."""
    return tuple(_read(file) for file in sorted(folder.glob("*.yaml")))


def current(folder: Path = FOLDER) -> Limits:
    """The version of today; before the first one, the first."""
    known = versions(folder)
    return next((one for one in reversed(known) if one.valid_from <= clock.today()), known[0])


def _read(file: Path) -> Limits:
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    limits = Limits(
        content["valid_from"],
        content["source"],
        timedelta(hours=content["answer_within_hours"]),
        timedelta(minutes=content["open_within_minutes"]),
    )
    if not timedelta() < limits.open_within <= LONGEST or limits.answer_within <= timedelta():
        raise ValueError(f"{file.name}: an approval lives between 1 and {LONGEST.seconds // 60} minutes.")
    return limits
