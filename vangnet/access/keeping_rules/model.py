"""What a file about keeping says, and what becomes of it for one dossier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from vangnet.access.keeping_rules.durations import Duration

ANY_REGIME = "any"
STARTS = ("closing", "last_event", "first_recording")
ACTS = ("review", "destroy", "anonymise")
PER_CATEGORY = "per_category"
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Group:
    """What the fields of tables name: how long data of this group are kept, in words and, where it is fixed, as a term."""

    code: str
    says: Words
    follows_categories: bool
    term: Duration | None
    ground: str
    assumed: bool
    line: int


@dataclass(frozen=True, slots=True)
class TermRule:
    """How long one kind of data under one legal regime is kept, from when, on which ground, and what happens then."""

    category: str
    regime: str
    term: Duration
    starts: str
    then: str
    ground: str
    says: Words
    assumed: bool
    note: str
    line: int

    @property
    def key(self) -> tuple[str, str]:
        return self.category, self.regime

    def sentence(self, language: str) -> str:
        """The rule in words, in a language or in the other one when that is all there is."""
        return self.says.get(language) or next(iter(self.says.values()))


@dataclass(frozen=True, slots=True)
class AnswerTerm:
    """Within what time a request of the person is answered, and by how much that may be put off once."""

    right: str
    term: Duration
    extension: Duration | None
    ground: str
    line: int


@dataclass(frozen=True, slots=True)
class Terms:
    """One dated version of what is said about keeping."""

    valid_from: date
    file: str
    groups: Mapping[str, Group]
    rules: tuple[TermRule, ...]
    answers: Mapping[str, AnswerTerm]

    @property
    def version(self) -> str:
        return self.valid_from.isoformat()

    def applicable(self, category: str, regimes: frozenset[str]) -> tuple[TermRule, ...]:
        """The rules for a kind of data under these regimes; a regime that says nothing falls under the general rule."""
        mine = {rule.regime: rule for rule in self.rules if rule.category == category}
        found = {
            mine.get(regime, mine[ANY_REGIME]).key: mine.get(regime, mine[ANY_REGIME]) for regime in regimes
        }
        return tuple(found.values()) or (mine[ANY_REGIME],)


@dataclass(frozen=True, slots=True)
class Moments:
    """From which days the terms of one dossier run; a day that has not come is None."""

    closing: date | None = None
    last_event: date | None = None
    first_recording: date | None = None

    def start(self, name: str) -> date | None:
        return {
            "closing": self.closing,
            "last_event": self.last_event,
            "first_recording": self.first_recording,
        }[name]


@dataclass(frozen=True, slots=True)
class Due:
    """When a kind of data may go at the earliest, by the rule that keeps it longest. Without a day its term does not run yet."""

    category: str
    rule: TermRule
    started: date | None
    day: date | None
    version: str

    def has_passed(self, today: date) -> bool:
        return self.day is not None and self.day <= today
