"""How many people somebody may open or look for within an hour: dated data beside this file."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from vangnet.core import clock

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Budget:
    """What is allowed within one hour, from a date on, with the reason for these numbers."""

    valid_from: date
    source: str
    fresh_proof_after: int
    stop_at: int
    searches_stop_at: int


@cache
def budgets(folder: Path = FOLDER) -> tuple[Budget, ...]:
    """All versions in a folder, oldest first."""
    return tuple(_read(file) for file in sorted(folder.glob("*.yaml")))


def current(folder: Path = FOLDER) -> Budget:
    """The version of today; before the first one, the first."""
    versions = budgets(folder)
    return next((one for one in reversed(versions) if one.valid_from <= clock.today()), versions[0])


def _read(file: Path) -> Budget:
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    openings, searches = content["openings_per_hour"], content["searches_per_hour"]
    if not 0 < openings["fresh_proof_after"] < openings["stop_at"] or searches["stop_at"] < 1:
        raise ValueError(f"{file.name}: the fresh proof comes before the stop, and both after 0.")
    return Budget(
        content["valid_from"],
        content["source"],
        openings["fresh_proof_after"],
        openings["stop_at"],
        searches["stop_at"],
    )
