"""What the rules look at and what they find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent
Limits = Mapping[str, float]


class RulesError(ValueError):
    """A file with rules cannot be used; the message says where."""


@dataclass(frozen=True, slots=True)
class Act:
    """One line of the trail, as far as the rules look at it. The moment is Dutch time."""

    moment: datetime
    who: str
    act: str
    dossier: str = ""
    outcome: str = "done"
    objects: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        return self.moment.date()


@dataclass(frozen=True, slots=True)
class About:
    """What must be known of somebody besides their acts: tokens of their own name, and when their work here ended."""

    names: frozenset[str] = frozenset()
    left: datetime | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to ask somebody about: which rule, when, and the figures in its sentence."""

    rule: str
    who: str
    moment: datetime
    figures: Mapping[str, int]
    dossier: str = ""


@dataclass(frozen=True, slots=True)
class UnusualRule:
    """A rule as its file says it."""

    code: str
    title: Mapping[str, str]
    says: Mapping[str, str]
    ask: Mapping[str, str]
    limits: Limits = field(default_factory=dict)

    def sentence(self, finding: Finding, language: str) -> str:
        """What a finding says, in words."""
        return self.says[language] % finding.figures


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules that hold from a day on."""

    valid_from: date
    history_days: int
    rules: Mapping[str, UnusualRule]


@cache
def rule_sets(folder: Path = FOLDER) -> tuple[RuleSet, ...]:
    """All versions of the rules, oldest first."""
    return tuple(_read(file) for file in sorted(folder.glob("*.yaml")))


def in_force(day: date, folder: Path = FOLDER) -> RuleSet:
    """The rules that hold on a day; before the first version the first one."""
    versions = rule_sets(folder)
    if not versions:
        raise RulesError(f"There are no rules in {folder}.")
    return next((one for one in reversed(versions) if one.valid_from <= day), versions[0])


def _read(file: Path) -> RuleSet:
    given = yaml.safe_load(file.read_text(encoding="utf-8"))
    rules = {code: _rule(file.name, code, entry) for code, entry in given["rules"].items()}
    return RuleSet(given["valid_from"], int(given["history_days"]), rules)


def _rule(name: str, code: str, entry: Mapping[str, Mapping[str, str]]) -> UnusualRule:
    for part in ("title", "says", "ask"):
        if set(entry.get(part, {})) != {"nl", "en"}:
            raise RulesError(f"{name}, {code}: give {part} in nl and en.")
    limits = {word: float(value) for word, value in entry.get("limits", {}).items()}
    return UnusualRule(code, entry["title"], entry["says"], entry["ask"], limits)
