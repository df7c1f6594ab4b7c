"""Which signals belong together: those that are joined, one after another, by links that stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Generic, TypeVar

from vangnet.signals.adding_up.kinds import MarkKind
from vangnet.signals.adding_up.limits import Limits

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Tie(Generic[Key]):
    """Two signals that share something of a kind."""

    first: Key
    second: Key
    kind: MarkKind

    @property
    def between(self) -> frozenset[Key]:
        """The two signals, whichever comes first."""
        return frozenset((self.first, self.second))


def is_common(kind: MarkKind, signals: int, limits: Limits) -> bool:
    """Whether a mark is shared by so many signals that it links none of them."""
    return signals >= limits.kinds[kind].common_from


def joining(ties: Iterable[Tie[Key]], limits: Limits) -> set[frozenset[Key]]:
    """The pairs that are one group: by one kind that joins alone, or by two kinds that do not."""
    kinds: dict[frozenset[Key], set[MarkKind]] = defaultdict(set)
    for tie in ties:
        kinds[tie.between].add(tie.kind)
    return {
        between
        for between, shared in kinds.items()
        if len(shared) > 1 or any(limits.kinds[kind].joins_alone for kind in shared)
    }


def groups(pairs: Iterable[frozenset[Key]]) -> set[frozenset[Key]]:
    """The groups that pairs make together; nobody is alone in a group."""
    leader: dict[Key, Key] = {}

    def find(one: Key) -> Key:
        while leader.setdefault(one, one) != one:
            leader[one] = leader[leader[one]]
            one = leader[one]
        return one

    for pair in pairs:
        first, second = pair
        leader[find(first)] = find(second)
    found: dict[Key, set[Key]] = defaultdict(set)
    for one in list(leader):
        found[find(one)].add(one)
    return {frozenset(group) for group in found.values()}


def ties(
    marks: Mapping[Key, Collection[tuple[MarkKind, Hashable]]],
    limits: Limits,
    rejected: Collection[tuple[frozenset[Key], MarkKind, Hashable]] = (),
) -> set[Tie[Key]]:
    """All ties between signals with these marks: what shares a mark that is not common, and was not rejected."""
    having: dict[tuple[MarkKind, Hashable], set[Key]] = defaultdict(set)
    for signal, its_marks in marks.items():
        for mark in its_marks:
            having[mark].add(signal)
    return {
        Tie(first, second, kind)
        for (kind, token), signals in having.items()
        if not is_common(kind, len(signals), limits)
        for first, second in combinations(signals, 2)
        if (frozenset((first, second)), kind, token) not in rejected
    }
