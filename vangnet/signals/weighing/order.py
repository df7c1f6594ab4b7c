"""The place of a signal in the queue: what brings it forward, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vangnet.signals.weighing.model import PriorityRules

UNKNOWN = "unknown"
DAYS_IN_WEEK = 7


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the place of a signal depends on. Who a person is, where from and of which sex, is not among it."""

    points: int
    threshold: int
    danger: str = ""
    urgency: str = UNKNOWN
    has_minor: str = ""
    youngest: int | None = None
    others: int = 0
    points_of_others: int = 0
    days: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a signal comes sooner, and by how many places."""

    code: str
    places: int


@dataclass(frozen=True, slots=True)
class Priority:
    """A place: the lower the number, the sooner; its class; and why, the strongest reason first."""

    number: int
    code: str
    reasons: tuple[Reason, ...]


def priority_of(facts: Facts, rules: PriorityRules) -> Priority:
    """The place of a signal in the queue. Nothing in it can push a signal back; it can only fail to bring it forward."""
    reasons = [one for one in _reasons(facts, rules) if one.places]
    number = rules.start - sum(one.places for one in reasons)
    ordered = tuple(sorted(reasons, key=lambda one: -one.places))
    return Priority(number, class_of(number, rules), ordered)


def class_of(number: int, rules: PriorityRules) -> str:
    """The class in which a place falls; what lies behind all of them is in the last."""
    found = (code for code, last in rules.classes.items() if number <= last)
    return next(found, list(rules.classes)[-1])


def _reasons(facts: Facts, rules: PriorityRules) -> Iterator[Reason]:
    danger = facts.danger or UNKNOWN
    yield Reason(f"danger_{danger}", rules.danger[danger])
    urgency = facts.urgency or UNKNOWN
    yield Reason(f"urgency_{urgency}", rules.urgency[urgency])
    child = _child(facts, rules)
    yield Reason(f"child_{child}", rules.child[child])
    yield _reached(facts, rules)
    yield Reason("points", rules.points.worth(facts.points))
    yield Reason("others", rules.others.worth(facts.others))
    yield Reason("waited", rules.weeks.worth(facts.days // DAYS_IN_WEEK))


def _child(facts: Facts, rules: PriorityRules) -> str:
    if facts.youngest is not None and facts.youngest < rules.young_under:
        return "young"
    return facts.has_minor or UNKNOWN


def _reached(facts: Facts, rules: PriorityRules) -> Reason:
    if facts.points >= facts.threshold:
        return Reason("threshold", rules.threshold)
    if facts.others and facts.points + facts.points_of_others >= facts.threshold:
        return Reason("together", rules.together)
    return Reason("below", 0)
