"""The combinations of fact values that matter for a guard: every value that can make a difference, and unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from math import prod
from typing import Any

from vangnet.protocol.engine.guards import Comparison, Fact, Guard, Node, Value, children
from vangnet.protocol.engine.model import FactType

MOST = 60_000
OTHER = "~"


def combinations(
    guards: Iterable[Guard | None], facts: Mapping[str, FactType]
) -> Iterator[dict[str, Any]] | None:
    """Go through all combinations of values that matter for some guards together; nothing when there are too many."""
    trees = [guard.tree for guard in guards if guard is not None]
    literals: dict[str, set[Any]] = {}
    linked: list[set[str]] = []
    for tree in trees:
        _collect(tree, literals, linked)
    for group in linked:
        shared = {value for code in group for value in literals.get(code, ())}
        for code in group:
            literals.setdefault(code, set()).update(shared)
    domains = {code: _domain(facts.get(code), values) for code, values in sorted(literals.items())}
    if prod(len(domain) for domain in domains.values()) > MOST:
        return None
    return (dict(zip(domains, values, strict=True)) for values in product(*domains.values()))


def _collect(tree: Node, literals: dict[str, set[Any]], linked: list[set[str]]) -> None:
    if isinstance(tree, Fact):
        literals.setdefault(tree.code, set())
    if isinstance(tree, Comparison):
        codes = {side.code for side in tree.sides if isinstance(side, Fact)}
        values = [side.value for side in tree.sides if isinstance(side, Value)]
        for code in codes:
            flat = [part for value in values for part in (value if isinstance(value, tuple) else (value,))]
            literals.setdefault(code, set()).update(value for value in flat if value is not None)
        if len(codes) > 1:
            linked.append(codes)
    else:
        for child in children(tree):
            _collect(child, literals, linked)


def _domain(fact: FactType | None, literals: set[Any]) -> list[Any]:
    kind = fact.kind if fact else _kind_of(literals)
    if kind == "yes_no":
        return [True, False, None]
    if kind == "code" and fact is not None:
        return [*fact.values, None]
    if kind in ("years", "number"):
        return [*_numbers(literals, kind), None]
    if kind == "date":
        return [*_days(literals), None]
    return [*sorted(map(str, literals)), OTHER, None]


def _kind_of(literals: set[Any]) -> str:
    if not literals or any(isinstance(value, bool) for value in literals):
        return "yes_no"
    return "number" if all(isinstance(value, int | float) for value in literals) else "text"


def _numbers(literals: set[Any], kind: str) -> list[float]:
    plain = [value for value in literals if isinstance(value, int | float)]
    near = {value + step for value in plain for step in (-1, 0, 1)} | {0}
    return sorted(value for value in near if kind != "years" or 0 <= value <= 150)


def _days(literals: set[Any]) -> list[str]:
    days = set()
    for value in literals:
        day = date.fromisoformat(str(value)[:10])
        days |= {(day + timedelta(days=step)).isoformat() for step in (-1, 0, 1)}
    return sorted(days | {"2000-01-01", "2040-01-01"})
