"""Which training somebody needs before recording a step as own work: dated data, one file per change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Requirement:
    """A step that asks for a training, in words and with its source."""

    step: str
    certificate: str
    source: str
    nl: str
    en: str

    def says(self, language: str | None) -> str:
        """The rule in the language of the page."""
        return self.en if (language or "nl").startswith("en") else self.nl


def needed_for(step: str, on: date) -> Requirement | None:
    """What a step asked for on a day; nothing when anybody with the task may record it."""
    holding = [requirements for since, requirements in _files() if since <= on]
    return holding[-1].get(step) if holding else None


@lru_cache
def _files() -> tuple[tuple[date, dict[str, Requirement]], ...]:
    return tuple(_read(file) for file in sorted(FOLDER.glob("*.yaml")))


def _read(file: Path) -> tuple[date, dict[str, Requirement]]:
    told = yaml.safe_load(file.read_text(encoding="utf-8"))
    if str(told["valid_from"]) != file.stem:
        raise ValueError(f"{file.name} says it holds from {told['valid_from']}. Give both the same day.")
    return told["valid_from"], {
        step: Requirement(step, one["certificate"], one["source"], one["says"]["nl"], one["says"]["en"])
        for step, one in told["steps"].items()
    }
