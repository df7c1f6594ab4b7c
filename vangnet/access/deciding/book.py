"""The rules as they stand, by day: looked up by act, category and kind of organisation, so that a question meets few rules."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from vangnet.access.deciding.model import Answer, Code, Condition, Kind, Question, Rule, UnknownCode, Words
from vangnet.access.deciding.shape import meant
from vangnet.access.deciding.vocabulary import ACTS, CATEGORIES, SECTIONS

MEMO_LIMIT = 50_000
Key = tuple[str, str, str, str, str, str, str, str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Cell:
    """The rules that speak of one act with one category by one kind of organisation."""

    prohibitions: tuple[Rule, ...] = ()
    refusals: tuple[Rule, ...] = ()
    permissions: tuple[Rule, ...] = ()
    additions: tuple[Rule, ...] = ()
    gaps: tuple[Rule, ...] = ()


@dataclass(slots=True)
class RuleVersion:
    """The rules that hold from one day on."""

    code: str
    file: str
    valid_from: date
    valid_until: date | None
    assumed: bool
    because: Words
    source: str
    general: dict[str, Words]
    kinds: dict[str, Kind]
    roles: dict[str, str]
    states: dict[str, Code]
    grounds: dict[str, Code]
    groups: dict[str, frozenset[str]]
    conditions: dict[str, Condition]
    deciders: dict[str, Words]
    obligations: dict[str, Words]
    rules: tuple[Rule, ...]
    index: dict[tuple[str, str, str], Cell] = field(default_factory=dict)
    memo: dict[Key, Answer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for act in ACTS:
            for category in CATEGORIES:
                speaking = [rule for rule in self.rules if act in rule.acts and category in rule.categories]
                # The empty kind stands for one that the rules do not know.
                for kind in ("", *self.kinds):
                    self.index[act, category, kind] = _cell(speaking, kind)

    def cell(self, question: Question) -> Cell:
        """The rules that can speak of a question."""
        kind = question.actor_kind if question.actor_kind in self.kinds else ""
        return self.index[question.act, question.category, kind]

    def remember(self, key: Key, answer: Answer) -> Answer:
        """Keep an answer for the same question later."""
        if len(self.memo) >= MEMO_LIMIT:
            self.memo.clear()
        self.memo[key] = answer
        return answer


def _cell(rules: Iterable[Rule], kind: str) -> Cell:
    parts: dict[str, list[Rule]] = {section: [] for section in SECTIONS}
    for rule in rules:
        if rule.actors is None or kind in rule.actors:
            parts[rule.section].append(rule)
    return Cell(**{section: tuple(found) for section, found in parts.items()})


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Every version of the rules, in the order of their days, each beginning where the one before ends."""

    versions: tuple[RuleVersion, ...]
    starts: tuple[date, ...] = ()

    def on(self, day: date) -> RuleVersion | None:
        """The rules that hold on a day; nothing before the first version and after the last."""
        place = bisect_right(self.starts, day)
        if place == 0:
            return None
        version = self.versions[place - 1]
        return None if version.valid_until and day > version.valid_until else version

    @property
    def kinds(self) -> dict[str, Kind]:
        """The kinds of organisation that the rules know."""
        return self.versions[-1].kinds

    def question(
        self,
        *,
        actor_kind: str,
        category: str,
        act: str,
        purpose: str,
        ground: str,
        on: date,
        role: str = "caseworker",
        receiver_kind: str = "",
        involvement: str = "none",
        states: Iterable[str] = (),
    ) -> Question:
        """Make a question of which every code is known; raises UnknownCode with the code that was most likely meant."""
        version = self.on(on)
        if version is None:
            raise UnknownCode(f"There are no sharing rules on {on}; the first hold from {self.starts[0]}.")
        _known("actor_kind", actor_kind, version.kinds)
        _known("role", role, version.roles)
        _known("ground", ground, version.grounds)
        if receiver_kind:
            _known("receiver_kind", receiver_kind, version.kinds)
        for state in states:
            _known("state", state, version.states)
        return Question(
            actor_kind,
            role,
            category,
            act,
            purpose,
            ground,
            receiver_kind,
            involvement,
            frozenset(states),
            on,
        )


def _known(what: str, code: str, known: Iterable[str]) -> None:
    codes = list(known)
    if code not in codes:
        raise UnknownCode(f"{what} cannot be {code!r}. {meant(code, codes)}")
