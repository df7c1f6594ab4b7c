"""Guards over many moments at once: one mask for true, one for false; where neither is set the guard is unknown.

A fact is kept as codes into a short list of its distinct values. A comparison is worked out once per distinct value, so that the meaning
of `<`, `==` and `in` stays that of the guards themselves, and spreading the answers over the moments is one array operation.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vangnet.protocol.engine.guards import Combination, Comparison, Fact, Guard, Node, Not, Value, truth

Mask = NDArray[np.bool_]
Codes = NDArray[np.int64]
Known = tuple[Codes, tuple[object, ...]]
Lookup = Callable[[str], Known]

TRUE, FALSE, UNKNOWN = 1, 0, -1
UNKNOWN_CODE = -1


class Kleene:
    """The truth of one condition at many moments."""

    __slots__ = ("false", "true")

    def __init__(self, true: Mask, false: Mask) -> None:
        self.true = true
        self.false = false

    @property
    def unknown(self) -> Mask:
        """Where the condition is neither true nor false."""
        return ~(self.true | self.false)

    @classmethod
    def everywhere(cls, answer: bool | None, size: int) -> Kleene:
        """The same answer at every moment."""
        return cls(np.full(size, answer is True), np.full(size, answer is False))


def hold(guard: Guard | None, lookup: Lookup, size: int) -> Kleene:
    """Say at which of `size` moments a guard holds, given how each fact stood at those moments."""
    return Kleene.everywhere(True, size) if guard is None else _truths(guard.tree, lookup, size)


def _truths(tree: Node, lookup: Lookup, size: int) -> Kleene:
    if isinstance(tree, Value):
        return Kleene.everywhere(bool(tree.value), size)
    if isinstance(tree, Not):
        inner = _truths(tree.inner, lookup, size)
        return Kleene(inner.false, inner.true)
    if isinstance(tree, Combination):
        return _combined(tree, lookup, size)
    return _atom(tree, lookup)


def _combined(tree: Combination, lookup: Lookup, size: int) -> Kleene:
    parts = [_truths(part, lookup, size) for part in tree.parts]
    true, false = parts[0].true, parts[0].false
    for part in parts[1:]:
        if tree.word == "and":
            true, false = true & part.true, false | part.false
        else:
            true, false = true | part.true, false & part.false
    return Kleene(true, false)


def _atom(tree: Fact | Comparison, lookup: Lookup) -> Kleene:
    facts = [tree] if isinstance(tree, Fact) else [side for side in tree.sides if isinstance(side, Fact)]
    if len({fact.code for fact in facts}) == 1:
        codes, values = lookup(facts[0].code)
        return _spread(tree, [{facts[0].code: value} for value in (*values, None)], codes)
    return _between_two(tree, facts[0].code, facts[1].code, lookup)


def _spread(tree: Fact | Comparison, situations: list[dict[str, Any]], codes: Codes) -> Kleene:
    """Work the condition out once per situation; the last situation is the one for code -1."""
    answers = [truth(tree, situation) for situation in situations]
    true = np.array([answer is True for answer in answers], dtype=bool)
    false = np.array([answer is False for answer in answers], dtype=bool)
    return Kleene(true[codes], false[codes])


def _between_two(tree: Fact | Comparison, first: str, second: str, lookup: Lookup) -> Kleene:
    left, left_values = lookup(first)
    right, right_values = lookup(second)
    width = len(right_values) + 1
    pairs, place = np.unique((left + 1) * width + right + 1, return_inverse=True)
    situations = [
        {first: (None, *left_values)[pair // width], second: (None, *right_values)[pair % width]}
        for pair in pairs.tolist()
    ]
    return _spread(tree, situations, place.astype(np.int64))
