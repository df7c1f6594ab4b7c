"""Duties and periods of a whole population, one per line, as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from vangnet.protocol.engine.columnar.found import (
    DENIED,
    IN_DOUBT,
    LAPSED,
    OPEN,
    SETTLED,
    UNDETERMINED,
    Instances,
)
from vangnet.protocol.engine.columnar.log import FAR, Log
from vangnet.protocol.engine.columnar.masks import Mask
from vangnet.protocol.engine.columnar.population import NOTHING, Floats, Integers
from vangnet.protocol.engine.program import DUTY

DUTY_STATUSES = ("in_time", "late", "open", "overdue", "lapsed", "undetermined")
PERIOD_STATUSES = ("running", "ended", "ended_early", "lapsed", "undetermined")
# By outcome: open, settled, lapsed, expired, denied.
ENDED_PERIOD = np.array([0, 2, 2, 1, 3])


@dataclass(slots=True)
class Lines:
    """Duties or periods, one per line: numbers for case, subject, rule and status, rows for the events."""

    case: Integers
    subject: Integers
    rule: Integers
    trigger: Integers
    start: Floats
    due: Floats
    status: Integers
    closer: Integers
    closed_at: Floats
    in_doubt: Mask

    @classmethod
    def all_of(cls, parts: Sequence[Lines]) -> Lines:
        """All lines together, in the order of the clauses."""
        every = (cls.none(), *parts)
        return cls(
            *(np.concatenate([getattr(part, column.name) for part in every]) for column in fields(cls))
        )

    @classmethod
    def none(cls) -> Lines:
        """No line at all."""
        numbers, moments = np.empty(0, dtype=np.int64), np.empty(0)
        return cls(
            case=numbers,
            subject=numbers,
            rule=numbers,
            trigger=numbers,
            start=moments,
            due=moments,
            status=numbers,
            closer=numbers,
            closed_at=moments,
            in_doubt=np.empty(0, dtype=bool),
        )

    def __len__(self) -> int:
        return len(self.case)


def lines_of(found: Instances, log: Log, kind: str, first_rule: int, at: float) -> Lines:
    """The instances of one clause as lines; places become rows of the population."""
    statuses = _duty_statuses(found, at) if kind == DUTY else _period_statuses(found)
    open_still = found.closer == FAR
    closer = np.where(open_still, NOTHING, log.rows_of(np.where(open_still, 0, found.closer)))
    return Lines(
        case=log.strands.case[found.strand],
        subject=log.strands.subject[found.strand],
        rule=found.rule + first_rule,
        trigger=log.rows_of(found.trigger),
        start=found.start,
        due=found.due,
        status=statuses,
        closer=closer,
        closed_at=found.closed_at,
        in_doubt=(found.doubt == IN_DOUBT) | (found.doubt == UNDETERMINED),
    )


def _duty_statuses(found: Instances, at: float) -> Integers:
    statuses = np.where(at > found.due, 3, 2)
    statuses = np.where(found.doubt == UNDETERMINED, 5, statuses)
    statuses = np.where((found.outcome == LAPSED) | (found.outcome == DENIED), 4, statuses)
    settled: Integers = np.where(found.outcome == SETTLED, found.closed_at > found.due, statuses)
    return settled


def _period_statuses(found: Instances) -> Integers:
    running = np.where(found.doubt == UNDETERMINED, 4, 0)
    ended: Integers = np.where(found.outcome == OPEN, running, ENDED_PERIOD[found.outcome])
    return ended
