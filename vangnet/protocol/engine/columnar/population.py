"""The histories of a whole population as columns: one row per recorded event, all cases under each other.

Rows are ordered by case, moment and, at the same moment, id. Columns can come from cases or straight from a table; what is not in order is
put in order once, here, and never again while judging.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from vangnet.protocol.engine.columnar.masks import UNKNOWN_CODE
from vangnet.protocol.engine.history import fact_value
from vangnet.protocol.engine.model import Case, Event

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
NOTHING = -1


@dataclass(slots=True)
class FactColumn:
    """What was written down about one fact: in which rows, and which of the distinct values (-1: unknown)."""

    rows: Integers
    codes: Integers
    values: tuple[object, ...]

    @classmethod
    def from_values(
        cls, rows: Integers, values: NDArray[np.generic], unknown: NDArray[np.bool_]
    ) -> FactColumn:
        """A column from a typed array and a mask that says where the value is unknown."""
        distinct, codes = np.unique(values, return_inverse=True)
        return cls(rows, np.where(unknown, UNKNOWN_CODE, codes).astype(np.int64), tuple(distinct.tolist()))


@dataclass(slots=True)
class Strands:
    """Which case and which subject each strand is about, the strand of each row, and the order that brings strands together."""

    case: Integers
    subject: Integers
    of_row: Integers
    order: Integers | None

    @classmethod
    def of(cls, population: Population) -> Strands:
        """One strand per case, or per subject in the cases that name several."""
        case, subject = population.case, population.subject
        sole = np.zeros(len(population.case_names), dtype=np.int64)
        named = np.flatnonzero(subject)
        sole[case[named]] = subject[named]
        several = np.zeros(len(sole), dtype=bool)
        several[case[named[sole[case[named]] != subject[named]]]] = True
        if not several.any():
            return cls(np.arange(len(sole)), sole, case, None)
        width = len(population.subject_names)
        whose = np.where(several[case], subject, sole[case])
        keys, strand = np.unique(case * width + whose, return_inverse=True)
        return cls(keys // width, keys % width, strand, np.argsort(strand, kind="stable"))


@dataclass(slots=True)
class Population:
    """Every event of every case, as columns of the same length; names are kept once and referred to by number."""

    case: Integers
    step: Integers
    occurred: Floats
    recorded: Floats
    subject: Integers
    actor: Integers
    replaces: Integers
    facts: dict[str, FactColumn]
    case_names: Sequence[str]
    step_names: Sequence[str]
    subject_names: Sequence[str] = ("",)
    actor_names: Sequence[str] = ("",)
    ids: Sequence[str] = ()
    strands: Strands = field(init=False)
    replacing: Integers = field(init=False)
    rows: Integers = field(init=False)
    stating: NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        self.strands = Strands.of(self)
        self.rows = np.arange(len(self.case))
        self.stating = np.zeros(len(self.case), dtype=bool)
        for column in self.facts.values():
            self.stating[column.rows] = True
        self.replacing = np.flatnonzero(self.replaces != NOTHING)

    @classmethod
    def from_cases(cls, cases: Sequence[Case]) -> Population:
        """Columns from cases, in any order of events."""
        events = list(chain.from_iterable(case.events for case in cases))
        lengths = [len(case.events) for case in cases]
        steps, subjects, actors = Names(), Names([""]), Names([""])
        population = cls(
            case=np.repeat(np.arange(len(cases)), lengths),
            step=steps.codes([event.step for event in events]),
            occurred=np.array([event.occurred for event in events], dtype=np.float64),
            recorded=np.array([event.recorded for event in events], dtype=np.float64),
            subject=subjects.codes([event.subject for event in events]),
            actor=actors.codes([event.by for event in events]),
            replaces=_replaced(cases, lengths),
            facts=_fact_columns(events),
            case_names=[case.id for case in cases],
            step_names=steps.names,
            subject_names=subjects.names,
            actor_names=actors.names,
            ids=[event.id for event in events],
        )
        return population.in_order()

    @classmethod
    def from_arrays(
        cls,
        *,
        case: NDArray[np.integer],
        step: NDArray[np.integer],
        occurred: Floats,
        step_names: Sequence[str],
        recorded: Floats | None = None,
        subject: NDArray[np.integer] | None = None,
        actor: NDArray[np.integer] | None = None,
        replaces: NDArray[np.integer] | None = None,
        facts: Mapping[str, FactColumn] | None = None,
        case_names: Sequence[str] = (),
        subject_names: Sequence[str] = ("",),
        actor_names: Sequence[str] = ("",),
        ids: Sequence[str] = (),
    ) -> Population:
        """Columns straight from a table; without ids the rows of one moment count in the order in which they stand."""
        size, number = len(case), int(case.max()) + 1 if len(case) else 0
        population = cls(
            case=case.astype(np.int64),
            step=step.astype(np.int64),
            occurred=occurred,
            recorded=occurred if recorded is None else recorded,
            subject=np.zeros(size, dtype=np.int64) if subject is None else subject.astype(np.int64),
            actor=np.zeros(size, dtype=np.int64) if actor is None else actor.astype(np.int64),
            replaces=np.full(size, NOTHING) if replaces is None else replaces.astype(np.int64),
            facts=dict(facts or {}),
            case_names=case_names or [str(place) for place in range(number)],
            step_names=step_names,
            subject_names=subject_names,
            actor_names=actor_names,
            ids=ids,
        )
        return population.in_order()

    def __len__(self) -> int:
        return len(self.case)

    def in_order(self) -> Population:
        """The same population with its rows ordered by case, moment and id."""
        order = self._order()
        if order is None:
            return self
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        replaced = self.replaces[order]
        return Population(
            case=self.case[order],
            step=self.step[order],
            occurred=self.occurred[order],
            recorded=self.recorded[order],
            subject=self.subject[order],
            actor=self.actor[order],
            replaces=np.where(replaced == NOTHING, NOTHING, place[replaced]),
            facts={code: _moved(column, place) for code, column in self.facts.items()},
            case_names=self.case_names,
            step_names=self.step_names,
            subject_names=self.subject_names,
            actor_names=self.actor_names,
            ids=[self.ids[row] for row in order.tolist()] if self.ids else (),
        )

    def event_id(self, row: int) -> str:
        """The id of an event, or its row number when the table had no ids."""
        return self.ids[row] if self.ids else str(row)

    def _order(self) -> Integers | None:
        """In which order the rows must stand; nothing when they already do."""
        same_case = self.case[1:] == self.case[:-1]
        later = self.occurred[1:] > self.occurred[:-1]
        ties = same_case & (self.occurred[1:] == self.occurred[:-1])
        if (
            not (ties & bool(self.ids)).any()
            and ((self.case[1:] > self.case[:-1]) | same_case & (later | ties)).all()
        ):
            return None
        return np.lexsort((self._ranks(), self.occurred, self.case))

    def _ranks(self) -> Integers:
        """How ids order: the shorter first, then by alphabet; rows that share their moment with none need no rank."""
        ranks = np.arange(len(self))
        if not self.ids:
            return ranks
        order = np.lexsort((self.occurred, self.case))
        tie = (np.diff(self.case[order]) == 0) & (np.diff(self.occurred[order]) == 0)
        shared = order[np.concatenate([[False], tie]) | np.concatenate([tie, [False]])].tolist()
        for rank, row in enumerate(sorted(shared, key=lambda row: (len(self.ids[row]), self.ids[row]))):
            ranks[row] = rank
        return ranks


class Names:
    """Numbers names in the order in which they come."""

    def __init__(self, names: Sequence[str] = ()) -> None:
        self._numbers = {name: number for number, name in enumerate(names)}

    def codes(self, names: Sequence[str]) -> Integers:
        """The numbers of these names."""
        for name in dict.fromkeys(names):
            self._numbers.setdefault(name, len(self._numbers))
        return np.array([self._numbers[name] for name in names], dtype=np.int64)

    @property
    def names(self) -> tuple[str, ...]:
        """All names, by number."""
        return tuple(self._numbers)


def _moved(column: FactColumn, place: Integers) -> FactColumn:
    rows = place[column.rows]
    order = np.argsort(rows, kind="stable")
    return FactColumn(rows[order], column.codes[order], column.values)


def _replaced(cases: Sequence[Case], lengths: Sequence[int]) -> Integers:
    """For each row the row that it corrects or retracts, if any."""
    replaces = np.full(sum(lengths), NOTHING)
    first = 0
    for case, length in zip(cases, lengths, strict=True):
        changes = [
            (row, event) for row, event in enumerate(case.events, first) if event.corrects or event.retracts
        ]
        if changes:
            rows = {event.id: row for row, event in enumerate(case.events, first)}
            for row, event in changes:
                replaces[row] = rows.get(event.corrects or event.retracts or "", NOTHING)
        first += length
    return replaces


def _fact_columns(events: Sequence[Event]) -> dict[str, FactColumn]:
    """One column per fact that anybody wrote down."""
    rows: dict[str, list[int]] = {}
    written: dict[str, list[object]] = {}
    for row, event in enumerate(events):
        for code, value in event.facts.items():
            rows.setdefault(code, []).append(row)
            written.setdefault(code, []).append(fact_value(value))
    return {code: _column(rows[code], written[code]) for code in rows}


def _column(rows: list[int], written: list[object]) -> FactColumn:
    # 1, 1.0 and True are equal to Python but not to a guard that asks yes or no, so the kind is part of the key.
    keys = [None if value is None else (type(value), value) for value in written]
    numbers = {
        key: number for number, key in enumerate(dict.fromkeys(key for key in keys if key is not None))
    }
    codes = [UNKNOWN_CODE if key is None else numbers[key] for key in keys]
    return FactColumn(np.array(rows), np.array(codes, dtype=np.int64), tuple(key[1] for key in numbers))
