"""What is asked, what is answered, and the rules in between. Values that never change, so that an answer can be remembered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from vangnet.access.deciding.vocabulary import ACTS, CATEGORIES, INVOLVEMENTS, PURPOSES, Outcome


class UnknownCode(ValueError):
    """A question or a file uses a code that does not exist; says which, and which there are."""


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence in Dutch and in English."""

    nl: str
    en: str

    def __call__(self, language: str) -> str:
        return self.en if language == "en" else self.nl


NOTHING = Words("", "")


@dataclass(frozen=True, slots=True)
class Question:
    """Who wants to do what with which kind of data, for what, on which ground, and how matters stand.

    `states` are the facts that are known to be so; what is not named is not known, and never counts in favour. An unknown kind of
    organisation, role, ground or state is no mistake here: the rules then give nothing for it.
    """

    actor_kind: str
    role: str
    category: str
    act: str
    purpose: str
    ground: str
    receiver_kind: str = ""
    involvement: str = "none"
    states: frozenset[str] = frozenset()
    on: date = field(default=date.max)

    def __post_init__(self) -> None:
        _one_of("act", self.act, ACTS)
        _one_of("category", self.category, CATEGORIES)
        _one_of("purpose", self.purpose, PURPOSES)
        _one_of("involvement", self.involvement, INVOLVEMENTS)
        if not isinstance(self.states, frozenset):
            raise UnknownCode(f"states must be a frozenset of codes, not {type(self.states).__name__}.")
        if self.act == "share" and not self.receiver_kind:
            raise UnknownCode("Sharing is with somebody: give receiver_kind.")
        if self.receiver_kind and self.act in ("see", "record"):
            raise UnknownCode(f"The act {self.act!r} has no receiver: leave receiver_kind out.")


def _one_of(what: str, given: str, known: tuple[str, ...]) -> None:
    if given not in known:
        raise UnknownCode(f"{what} cannot be {given!r}. Choose one of: {', '.join(known)}.")


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that must be so, or must be done. `met_by` is the state that meets it; without one it goes on holding."""

    code: str
    words: Words
    met_by: str = ""

    def says(self, language: str) -> str:
        """The condition as a sentence."""
        return self.words(language)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the rules say, by which rule, and who can decide otherwise."""

    outcome: Outcome
    rule: str
    version: str
    source: str
    sentence: Words
    decider_words: Words = NOTHING
    conditions: tuple[Condition, ...] = ()
    first: tuple[Condition, ...] = ()
    obligations: tuple[str, ...] = ()

    def says(self, language: str) -> str:
        """The answer as a sentence."""
        return self.sentence(language)

    def decider(self, language: str) -> str:
        """Who can decide otherwise, in words; empty when nobody can."""
        return self.decider_words(language)

    @property
    def allowed(self) -> bool:
        """Whether it may happen, at once or when the conditions are kept."""
        return self.outcome in ("yes", "conditions")

    @property
    def ready(self) -> bool:
        """Whether it may happen now: no condition stands open that must be met first."""
        return self.allowed and not self.first


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as compiled: what it speaks of, and what it says. None for a part means: whatever it is."""

    code: str
    section: str
    acts: frozenset[str]
    categories: frozenset[str]
    actors: frozenset[str] | None
    receivers: frozenset[str] | None
    roles: frozenset[str] | None
    purposes: frozenset[str] | None
    grounds: frozenset[str] | None
    involvements: frozenset[str] | None
    states: frozenset[str]
    unless: frozenset[str]
    conditions: tuple[Condition, ...]
    obligations: tuple[str, ...]
    sentence: Words
    decider: Words
    source: str
    line: int = field(compare=False)

    def fits(self, question: Question) -> bool:
        """Whether the rule speaks of this question; act, category and actor were looked up before."""
        return (
            (self.receivers is None or question.receiver_kind in self.receivers)
            and (self.roles is None or question.role in self.roles)
            and (self.purposes is None or question.purpose in self.purposes)
            and (self.grounds is None or question.ground in self.grounds)
            and (self.involvements is None or question.involvement in self.involvements)
            and self.states <= question.states
            and self.unless.isdisjoint(question.states)
        )


@dataclass(frozen=True, slots=True)
class Code:
    """A word of the rules with its meaning: a ground, a state, a role."""

    code: str
    name: Words
    source: str = ""
    sort: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of organisation: under which law it handles data and on which side of the chain it works."""

    code: str
    name: Words
    party: str
    regime: str
    side: str
    purpose: str
    reporting_duty: bool
    reporting_source: str
    medical_secrecy: bool
    certificates: tuple[str, ...]
    source: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a file: where, what, and what to do about it."""

    file: str
    line: int
    message: str
    advice: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message} {self.advice}"


class RuleErrors(ValueError):
    """Rule files that cannot be used; carries every problem that was found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems
