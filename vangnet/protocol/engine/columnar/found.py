"""What judging finds in columns: instances of one clause, and the stretches in which they stood open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from vangnet.protocol.engine.columnar.log import FAR
from vangnet.protocol.engine.columnar.masks import Mask
from vangnet.protocol.engine.columnar.population import Floats, Integers

OPEN, SETTLED, LAPSED, EXPIRED, DENIED = 0, 1, 2, 3, 4
CERTAIN, IN_DOUBT, UNDETERMINED, LIFTED = 0, 1, 2, 3


@dataclass(slots=True)
class Instances:
    """Instances of one clause, one per line. Places point into the log on which the clause was judged."""

    strand: Integers
    rule: Integers
    trigger: Integers
    start: Floats
    due: Floats
    outcome: Integers
    closer: Integers
    closed_at: Floats
    doubt: Integers

    @classmethod
    def blank(cls, size: int) -> Instances:
        """Room for so many instances, all open and certain."""
        return cls(
            strand=np.zeros(size, dtype=np.int64),
            rule=np.zeros(size, dtype=np.int64),
            trigger=np.zeros(size, dtype=np.int64),
            start=np.zeros(size),
            due=np.full(size, np.nan),
            outcome=np.zeros(size, dtype=np.int64),
            closer=np.full(size, FAR),
            closed_at=np.full(size, np.nan),
            doubt=np.zeros(size, dtype=np.int64),
        )

    def __len__(self) -> int:
        return len(self.strand)

    def pick(self, which: Integers | Mask) -> Instances:
        """Some of the instances."""
        return replace(self, **{column.name: getattr(self, column.name)[which] for column in fields(self)})

    def joined(self, other: Instances) -> Instances:
        """These and the others."""
        if not len(other):
            return self
        names = [column.name for column in fields(self)]
        return replace(
            self, **{name: np.concatenate([getattr(self, name), getattr(other, name)]) for name in names}
        )


@dataclass(slots=True)
class Stretches:
    """From which place until which place an instance stood open in one state: the first excluded, the last included."""

    strand: Integers
    after: Integers
    until: Integers
    start: Floats
    rule: Integers
    in_doubt: Mask

    @classmethod
    def none(cls) -> Stretches:
        """No stretch."""
        nothing = np.empty(0, dtype=np.int64)
        return cls(nothing, nothing, nothing, np.empty(0), nothing, np.empty(0, dtype=bool))

    @classmethod
    def all_of(cls, parts: Sequence[Stretches]) -> Stretches:
        """All of these together."""
        every = (cls.none(), *parts)
        return cls(
            *(np.concatenate([getattr(part, column.name) for part in every]) for column in fields(cls))
        )


@dataclass(slots=True)
class Defaults:
    """Derived events: the strand, the moment, and the number of the rule whose `then` or `on_default` it is."""

    strand: Integers
    time: Floats
    rule: Integers

    @classmethod
    def none(cls) -> Defaults:
        """No derived event."""
        return cls(np.empty(0, dtype=np.int64), np.empty(0), np.empty(0, dtype=np.int64))

    @classmethod
    def all_of(cls, parts: Sequence[Defaults]) -> Defaults:
        """All of these together."""
        every = (cls.none(), *parts)
        return cls(
            *(np.concatenate([getattr(part, column.name) for part in every]) for column in fields(cls))
        )

    def once(self) -> Defaults:
        """These without repetitions in one strand at one moment."""
        order = np.lexsort((self.time, self.strand))
        strand, time = self.strand[order], self.time[order]
        again = (strand[1:] == strand[:-1]) & (time[1:] == time[:-1])
        return self.pick(order[np.concatenate([[True], ~again])])

    def pick(self, which: Mask | Integers) -> Defaults:
        """Some of these."""
        return Defaults(self.strand[which], self.time[which], self.rule[which])


@dataclass(slots=True)
class Outcome:
    """Everything that one clause gives: its instances, when they stood open, and what it sets in motion."""

    instances: Instances
    stretches: Stretches
    defaults: Defaults

    def joined(self, other: Outcome) -> Outcome:
        """This and the other."""
        return Outcome(
            self.instances.joined(other.instances),
            Stretches.all_of([self.stretches, other.stretches]),
            Defaults.all_of([self.defaults, other.defaults]),
        )
