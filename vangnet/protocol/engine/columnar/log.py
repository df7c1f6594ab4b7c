"""What counted at a moment and with the knowledge of a moment: the selected rows, in order, each with the strand that it belongs to.

A strand is one subject in one case. Facts, duties and periods never cross from one strand to another, so that "the next event" and "the value
at that moment" are searches in sorted columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from vangnet.protocol.engine.columnar.masks import Known, Mask
from vangnet.protocol.engine.columnar.population import (
    NOTHING,
    FactColumn,
    Floats,
    Integers,
    Population,
    Strands,
)
from vangnet.protocol.engine.history import fact_value

FAR = np.iinfo(np.int64).max
NO_PLACES = np.empty(0, dtype=np.int64)
Changes = tuple[Integers, Integers, tuple[object, ...]]
Sets = Mapping[str, Mapping[str, object]]


@dataclass(slots=True)
class Derived:
    """Events that the engine made itself: the strand, the moment, the step, the name, and how names rank at one moment."""

    strand: Integers
    time: Floats
    step: Integers
    rank: Integers
    names: tuple[str, ...]


@dataclass(slots=True)
class Kept:
    """What a log worked out once: places by step, changes of facts, and the like."""

    by_step: tuple[Integers, Integers] | None = None
    changes: dict[str, Changes] = field(default_factory=dict)
    moments: dict[bool, Mask] = field(default_factory=dict)
    places: Integers | None = None
    stated: Integers | None = None
    derived: Mask | None = None
    ends: Integers | None = None


@dataclass(slots=True)
class Log:
    """The events that count, ordered by strand, moment and id; `row` points into the population, or past it for a derived event."""

    population: Population
    strands: Strands
    row: Integers
    strand: Integers
    time: Floats
    step: Integers
    rank: Integers
    names: tuple[str, ...]
    step_numbers: Mapping[str, int]
    listened: Sequence[str]
    sets: Sets
    untouched: bool
    kept: Kept = field(default_factory=Kept)

    def __len__(self) -> int:
        return len(self.row)

    @property
    def next_row(self) -> int:
        """The row that the next derived event gets."""
        return len(self.population) + len(self.names)

    @property
    def derived(self) -> Mask:
        """Which events the engine made itself."""
        if self.kept.derived is None:
            self.kept.derived = self.row >= len(self.population)
        return self.kept.derived

    def at(self, steps: Sequence[str]) -> Integers:
        """The places of all events with one of these steps, in order."""
        numbers = sorted({self.step_numbers[step] for step in steps if step in self.step_numbers})
        found = [self._of_step(number) for number in numbers]
        if len(found) == 1:
            return found[0]
        return np.sort(np.concatenate(found)) if found else NO_PLACES

    def _of_step(self, number: int) -> Integers:
        if self.kept.by_step is None:
            self.kept.by_step = self._index()
        places, bounds = self.kept.by_step
        return places[bounds[number] : bounds[number + 1]]

    def _index(self) -> tuple[Integers, Integers]:
        """All places to which anybody listens, ordered by step, with where each step begins; one byte per step sorts fastest."""
        size = len(self.step_numbers)
        kind = (
            np.int8
            if size <= np.iinfo(np.int8).max
            else np.int16
            if size <= np.iinfo(np.int16).max
            else np.int64
        )
        listened = np.zeros(size, dtype=bool)
        listened[[self.step_numbers[step] for step in self.listened if step in self.step_numbers]] = True
        places = np.flatnonzero(listened[self.step])
        steps = self.step[places]
        order = np.argsort(steps.astype(kind), kind="stable")
        return places[order], np.concatenate([[0], np.cumsum(np.bincount(steps, minlength=size))])

    def facts_stated(self) -> Integers:
        """The places at which any fact was written or set, in order."""
        if self.kept.stated is None:
            stated = np.zeros(len(self.row), dtype=bool)
            recorded = self.row < len(self.population)
            stated[recorded] = self.population.stating[self.row[recorded]]
            stated[self.at(tuple(self.sets))] = True
            self.kept.stated = np.flatnonzero(stated)
        return self.kept.stated

    def first_after(self, places: Integers, moments: Floats) -> Integers:
        """For each place the first place further on, in its strand, that comes after what happens by itself at a moment; FAR if none.

        What happens by itself at a moment comes after all that was recorded at that moment, and before what is derived then.
        """
        ends = self.strand_ends()[self.strand[places]]
        found = self._search(places + 1, ends, moments, 0)
        return np.where(found < ends, found, FAR)

    def strand_ends(self) -> Integers:
        """For each strand the place behind its last."""
        if self.kept.ends is None:
            self.kept.ends = np.searchsorted(self.strand, np.arange(len(self.strands.case)), side="right")
        return self.kept.ends

    def rows_of(self, places: Integers) -> Integers:
        """The rows behind these places; the same numbers as long as nothing was left out or put in."""
        return places if self.untouched else self.row[places]

    def place_of_rows(self) -> Integers:
        """For each row of the population, and each derived event behind it, its place in this log; -1 where it has none."""
        if self.kept.places is None:
            self.kept.places = np.full(self.next_row, NOTHING)
            self.kept.places[self.row] = np.arange(len(self.row))
        return self.kept.places

    def following(self, places: Integers, after: Integers) -> Integers:
        """For each place the first of the (ordered) places later on in the same strand; FAR when there is none."""
        if not len(places):
            return np.full(len(after), FAR)
        found = np.searchsorted(places, after, side="right")
        later = places[np.minimum(found, len(places) - 1)]
        return np.where((found < len(places)) & (self.strand[later] == self.strand[after]), later, FAR)

    def preceded(self, places: Integers, by_now: Integers) -> Mask:
        """Whether one of the (ordered) places comes before, in the same strand."""
        if not len(places):
            return np.zeros(len(by_now), dtype=bool)
        found = np.searchsorted(places, by_now) - 1
        earlier: Mask = (found >= 0) & (self.strand[places[np.maximum(found, 0)]] == self.strand[by_now])
        return earlier

    def moment_end(self, places: Integers, *, derived_too: bool = False) -> Integers:
        """The last place of the same moment: what is recorded as of one moment counts for everything of that moment."""
        same = self._same_moment(derived_too)
        while (staying := same[places]).any():
            places = places + staying
        return places

    def _same_moment(self, derived_too: bool) -> Mask:
        """Which places have the next place at the same moment."""
        apart = bool(self.names) and not derived_too
        if apart not in self.kept.moments:
            same = (self.time[1:] == self.time[:-1]) & (self.strand[1:] == self.strand[:-1])
            if apart:
                same &= self.derived[1:] == self.derived[:-1]
            self.kept.moments[apart] = np.append(same, False)
        return self.kept.moments[apart]

    def known(self, fact: str, places: Integers) -> Known:
        """How a fact stood at each of these places, as codes into its distinct values."""
        changed, codes, values = self.changes(fact)
        if not len(changed):
            return np.full(len(places), NOTHING), values
        if len(changed) == len(places) and (changed == places).all():
            return codes, values
        found = np.searchsorted(changed, places, side="right") - 1
        last = changed[np.maximum(found, 0)]
        mine = (found >= 0) & (self.strand[last] == self.strand[places])
        return np.where(mine, codes[np.maximum(found, 0)], NOTHING), values

    def changes(self, fact: str) -> Changes:
        """Where a fact was written or set, in order, with the codes and the distinct values behind them."""
        if fact not in self.kept.changes:
            self.kept.changes[fact] = self._work_out_changes(fact)
        return self.kept.changes[fact]

    def _work_out_changes(self, fact: str) -> Changes:
        written = self.population.facts.get(fact)
        places, codes, values = (NO_PLACES, NO_PLACES, ()) if written is None else self._written(written)
        setters = [(step, facts[fact]) for step, facts in self.sets.items() if fact in facts]
        if not setters:
            return places, codes, values
        set_places = [self.at([step]) for step, _ in setters]
        set_codes = [
            np.full(len(found), NOTHING if fact_value(value) is None else len(values) + number)
            for number, (found, (_, value)) in enumerate(zip(set_places, setters, strict=True))
        ]
        # What the event itself says comes behind what its step sets, so that it wins.
        every_place = np.concatenate([*set_places, places])
        order = np.argsort(every_place, kind="stable")
        every_code = np.concatenate([*set_codes, codes])
        return every_place[order], every_code[order], (*values, *(fact_value(value) for _, value in setters))

    def _written(self, column: FactColumn) -> Changes:
        if self.untouched:
            return column.rows, column.codes, column.values
        places = self.place_of_rows()[column.rows]
        kept = np.flatnonzero(places != NOTHING)
        if self.strands.order is not None:
            kept = kept[np.argsort(places[kept], kind="stable")]
        return places[kept], column.codes[kept], column.values

    def with_derived(self, derived: Derived) -> Log:
        """The same log with derived events in their places: after what was recorded at the same moment, then by name."""
        order = np.lexsort((derived.rank, derived.time, derived.strand))
        strand, time, rank = derived.strand[order], derived.time[order], derived.rank[order]
        ends = self.strand_ends()
        begins = np.concatenate([[0], ends[:-1]])
        places = self._search(begins[strand], ends[strand], time, rank)
        return Log(
            population=self.population,
            strands=self.strands,
            row=np.insert(self.row, places, self.next_row + order),
            strand=np.insert(self.strand, places, strand),
            time=np.insert(self.time, places, time),
            step=np.insert(self.step, places, derived.step[order]),
            rank=np.insert(self.rank, places, rank),
            names=(*self.names, *derived.names),
            step_numbers=self.step_numbers,
            listened=self.listened,
            sets=self.sets,
            untouched=False,
        )

    def _search(self, low: Integers, high: Integers, moments: Floats, rank: Integers | int) -> Integers:
        """Between these places, all in one strand, the first that comes after a moment and a rank within it."""
        while (searching := low < high).any():
            middle = np.where(searching, (low + high) // 2, 0)
            beyond = (self.time[middle] > moments) | (
                (self.time[middle] == moments) & (self.rank[middle] > rank)
            )
            high = np.where(searching & beyond, middle, high)
            low = np.where(searching & ~beyond, middle + 1, low)
        return low

    def without(self, cases: Integers) -> Log:
        """The same log without some cases."""
        left_out = np.zeros(len(self.population.case_names), dtype=bool)
        left_out[cases] = True
        kept = ~left_out[self.strands.case[self.strand]]
        return replace(
            self,
            **{name: getattr(self, name)[kept] for name in ("row", "strand", "time", "step", "rank")},
            untouched=False,
            kept=Kept(),
        )


def select(population: Population, at: float, known: float | None, steps: Sequence[str], sets: Sets) -> Log:
    """The events that had happened by `at`, as far as they were recorded by `known` and not taken back by then."""
    counts = _counting(population, at, known)
    strands = population.strands
    untouched = counts is None and strands.order is None
    rows = population.rows if strands.order is None else strands.order
    if counts is not None:
        rows = rows[counts[rows]]
    names = dict.fromkeys((*population.step_names, *steps))
    return Log(
        population=population,
        strands=strands,
        row=rows,
        strand=strands.of_row if untouched else strands.of_row[rows],
        time=population.occurred if untouched else population.occurred[rows],
        step=population.step if untouched else population.step[rows],
        rank=np.broadcast_to(np.int64(0), (len(rows),)),
        names=(),
        step_numbers={name: number for number, name in enumerate(names)},
        listened=(*steps, *sets),
        sets=sets,
        untouched=untouched,
    )


def _counting(population: Population, at: float, known: float | None) -> Mask | None:
    """Which rows count; nothing when they all do, which spares copying every column."""
    counts = population.occurred <= at
    replaced = population.replacing
    if known is not None:
        heard = population.recorded <= known
        counts &= heard
        replaced = replaced[heard[replaced]]
    counts[population.replaces[replaced]] = False
    return None if counts.all() else counts
