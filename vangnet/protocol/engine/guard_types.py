"""Checks a guard against the facts of the corpus: unknown facts, values that do not exist, sides that cannot be compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from vangnet.protocol.engine.guards import Comparison, Fact, Guard, Node, Value, children
from vangnet.protocol.engine.model import FactType
from vangnet.protocol.engine.spelling import suggestion

NUMBERS = ("years", "number")
LONGEST = 80
ORDERED = (*NUMBERS, "date")

Finding = tuple[str, str]


def guard_findings(guard: Guard, facts: Mapping[str, FactType]) -> list[Finding]:
    """Say what is wrong with a guard, given what its facts may hold; each finding has its advice."""
    return list(_findings(guard.tree, facts))


def _findings(tree: Node, facts: Mapping[str, FactType]) -> Iterator[Finding]:
    if isinstance(tree, Fact):
        yield from _question(tree, facts)
    elif isinstance(tree, Comparison):
        yield from _comparison(tree, facts)
    else:
        for child in children(tree):
            yield from _findings(child, facts)


def _question(tree: Fact, facts: Mapping[str, FactType]) -> Iterator[Finding]:
    kind = facts.get(tree.code)
    if kind is not None and kind.kind != "yes_no":
        yield f"{tree.code!r} stands alone, but is not a yes-or-no fact.", f"Compare it: {tree.code} == ..."


def _comparison(tree: Comparison, facts: Mapping[str, FactType]) -> Iterator[Finding]:
    if tree.asks_whether_known:
        return
    known = [facts[side.code] for side in tree.sides if isinstance(side, Fact) and side.code in facts]
    for fact in known:
        if tree.operator in ("<", "<=", ">", ">=") and fact.kind not in ORDERED:
            yield f"{fact.code!r} has no order, so {tree.operator} means nothing.", "Use ==, != or in."
        for side in tree.sides:
            if isinstance(side, Value):
                yield from _values(fact, side)
    kinds = {"number" if fact.kind in NUMBERS else fact.kind for fact in known}
    if len(kinds) > 1:
        names = " and ".join(repr(fact.code) for fact in known)
        yield f"{names} are facts of different kinds.", "Compare facts of the same kind."


def _values(fact: FactType, side: Value) -> Iterator[Finding]:
    for value in side.value if isinstance(side.value, tuple) else (side.value,):
        problem = value_problem(fact, value)
        if problem is not None:
            yield problem


def value_problem(fact: FactType, value: object) -> Finding | None:
    """Say why a fact cannot hold a value; nothing when it can."""
    if fact.kind == "code":
        if value in fact.values:
            return None
        advice = suggestion(str(value), fact.values) or f"Values: {', '.join(fact.values)}."
        return f"{fact.code!r} cannot be {_brief(value)}.", advice
    if fact.kind in NUMBERS:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return f"{fact.code!r} is a number, not {_brief(value)}.", "Write a number without quotes."
        if fact.kind == "years" and not 0 <= value <= 150:
            return f"{fact.code!r} cannot be {_brief(value)} years.", "Years lie between 0 and 150."
        return None
    if fact.kind == "yes_no":
        return (
            None
            if isinstance(value, bool)
            else (f"{fact.code!r} is yes or no, not {_brief(value)}.", "Write true or false.")
        )
    return _text_problem(fact, value)


def _brief(value: object) -> str:
    """A value as it is named in a message; nobody reads further in one that goes on for pages."""
    text = "empty" if value is None else repr(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def _text_problem(fact: FactType, value: object) -> Finding | None:
    if not isinstance(value, str):
        return f"{fact.code!r} is a {fact.kind}, not {_brief(value)}.", "Write it between quotes."
    if fact.kind == "date" and not is_moment(value):
        return f"{fact.code!r} is a date, not {_brief(value)}.", "Write year-month-day, like 2025-03-01."
    return None


def is_moment(text: str) -> bool:
    """Say whether a text names a date or a moment."""
    try:
        if len(text) == 10:
            date.fromisoformat(text)
        else:
            datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
