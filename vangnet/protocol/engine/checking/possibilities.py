"""What a guard can be for a profile, while facts that the profile leaves open may still turn out any way.

A truth is a set of outcomes: true, false, unknown. A fact of a known axis value is settled; a fact of an axis that is unknown stays
unknown; every other fact is free.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from vangnet.protocol.engine.checking.grid import Grid, Space
from vangnet.protocol.engine.guards import Combination, Comparison, Fact, Guard, Node, Not, truth

TRUE, FALSE, UNSURE = 1, 2, 4
ANY = TRUE | FALSE | UNSURE
OUTCOMES: dict[bool | None, int] = {True: TRUE, False: FALSE, None: UNSURE}

Outcomes = npt.NDArray[np.uint8]


def outcomes(tree: Node, facts: Mapping[str, Any]) -> int:
    """Give the set of outcomes of a guard when only these facts are settled."""
    if isinstance(tree, Not):
        inner = outcomes(tree.inner, facts)
        return (inner & UNSURE) | (TRUE if inner & FALSE else 0) | (FALSE if inner & TRUE else 0)
    if isinstance(tree, Combination):
        result = outcomes(tree.parts[0], facts)
        for part in tree.parts[1:]:
            result = _joined(tree.word, result, outcomes(part, facts))
        return result
    if all(code in facts for code in _codes(tree)):
        return OUTCOMES[truth(tree, facts)]
    if isinstance(tree, Comparison) and tree.asks_whether_known:
        return TRUE | FALSE
    return _partly_free(tree, facts)


def _partly_free(tree: Node, facts: Mapping[str, Any]) -> int:
    # A comparison with a fact that stays unknown is unknown, whatever the other side turns out to be.
    settled = [code for code in _codes(tree) if code in facts]
    return UNSURE if any(facts[code] is None for code in settled) else ANY


def _codes(tree: Node) -> tuple[str, ...]:
    sides = tree.sides if isinstance(tree, Comparison) else (tree,)
    return tuple(side.code for side in sides if isinstance(side, Fact))


@cache
def _joined(word: str, left: int, right: int) -> int:
    result = 0
    for one, other in product(OUTCOMES, OUTCOMES):
        if OUTCOMES[one] & left and OUTCOMES[other] & right:
            result |= OUTCOMES[_kleene(word, one, other)]
    return result


def _kleene(word: str, one: bool | None, other: bool | None) -> bool | None:
    decisive = word == "or"
    if decisive in (one, other):
        return decisive
    return None if None in (one, other) else not decisive


class Possibilities:
    """Answers for guards over a whole space of profiles, each worked out once."""

    def __init__(self, space: Space) -> None:
        self.space = space
        self._found: dict[str, Outcomes] = {}

    def of(self, guard: Guard | None) -> Outcomes:
        """Give the outcomes of a guard per profile; without a guard it is true for everybody."""
        if guard is None:
            return np.full((1,) * len(self.space.axes), TRUE, dtype=np.uint8)
        if guard.text not in self._found:
            self._found[guard.text] = self._worked_out(guard)
        return self._found[guard.text]

    def _worked_out(self, guard: Guard) -> Outcomes:
        space = self.space
        used = {space.owners[code] for code in guard.facts if code in space.owners}
        shape = [size if place in used else 1 for place, size in enumerate(space.shape)]
        result = np.zeros(shape, dtype=np.uint8)
        for cell in np.ndindex(*shape):
            facts: dict[str, Any] = {}
            for place in used:
                facts.update(space.facts(place, space.axes[place].values[cell[place]]))
            result[cell] = outcomes(guard.tree, facts)
        return result

    def may_hold(self, guard: Guard | None) -> Grid:
        """Mark the profiles for which the guard is not simply false."""
        return (self.of(guard) & (TRUE | UNSURE)).astype(np.bool_)

    def can_be_true(self, guard: Guard | None) -> Grid:
        """Mark the profiles for which the guard can be true."""
        return (self.of(guard) & TRUE).astype(np.bool_)

    def applies(self, guard: Guard | None, in_doubt: str) -> Grid:
        """Mark the profiles for which a clause can apply, doubt counted as the clause says."""
        return self.can_be_true(guard) if in_doubt == "does_not_apply" else self.may_hold(guard)

    def certain(self, guard: Guard | None) -> Grid:
        """Mark the profiles for which the guard is true whatever else turns out."""
        return ~(self.of(guard) & (FALSE | UNSURE)).astype(np.bool_)

    def unavoidable(self, guard: Guard | None) -> Grid:
        """Mark the profiles for which the guard cannot be false."""
        return ~(self.of(guard) & FALSE).astype(np.bool_)
