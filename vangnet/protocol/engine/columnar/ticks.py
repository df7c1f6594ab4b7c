"""The moments at which something may happen to a clause, strand by strand, for the strands that must be walked through.

A tick is an event that opens, settles, pauses or may lift doubt, or a later version that comes into force. The n-th ticks of all strands are
taken together: a population needs as many rounds as its busiest strand has ticks, whatever the number of strands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np

from vangnet.protocol.engine.columnar.log import FAR, Log
from vangnet.protocol.engine.columnar.masks import Mask
from vangnet.protocol.engine.columnar.openings import Openings
from vangnet.protocol.engine.columnar.population import NOTHING, Floats, Integers
from vangnet.protocol.engine.columnar.sheets import Sheet


@dataclass(slots=True)
class Ticks:
    """Ticks in order of strand and time; `place` is FAR and `change` set for a version, `rule` is set for an opening."""

    strand: Integers
    place: Integers
    time: Floats
    step: Integers
    derived: Mask
    stated: Mask
    change: Integers
    rule: Integers
    doubt: Integers

    def __len__(self) -> int:
        return len(self.strand)

    def pick(self, which: Integers) -> Ticks:
        """Some of the ticks."""
        return Ticks(*(getattr(self, column.name)[which] for column in fields(self)))

    def rounds(self) -> Iterator[Integers]:
        """First the numbers of every strand's first tick, then those of every strand's second, and so on."""
        begins = np.flatnonzero(np.concatenate([[True], self.strand[1:] != self.strand[:-1]]))
        lengths = np.diff(np.append(begins, len(self)))
        turn = np.arange(len(self)) - np.repeat(begins, lengths)
        order = np.argsort(turn, kind="stable")
        bounds = np.searchsorted(turn[order], np.arange(int(lengths.max()) + 1))
        for first, last in zip(bounds, [*bounds[1:], len(self)], strict=True):
            if last > first:
                yield order[first:last]


def ticks(sheet: Sheet, log: Log, opened: Openings, special: Mask, at: float) -> Ticks:
    """Every tick of a clause in the special strands."""
    places = _places(sheet, log, opened, special)
    events = _events(log, opened, places)
    changes = [number for number, change in enumerate(sheet.track.changes) if change.moment <= at]
    if not changes:
        return events
    every = _joined(events, _changes(sheet, np.flatnonzero(special), changes))
    return every.pick(np.lexsort((every.place, every.change == NOTHING, every.time, every.strand)))


def _places(sheet: Sheet, log: Log, opened: Openings, special: Mask) -> Integers:
    ticking = np.zeros(len(log), dtype=bool)
    ticking[log.at((*sheet.opening, *sheet.closing, *sheet.pausing))] = True
    if opened.doubt.any():
        ticking[log.facts_stated()] = True
    places = np.flatnonzero(ticking)
    return places[special[log.strand[places]]]


def _events(log: Log, opened: Openings, places: Integers) -> Ticks:
    opening = np.searchsorted(places, opened.place)
    rule, doubt = np.full(len(places), NOTHING), np.zeros(len(places), dtype=np.int64)
    rule[opening], doubt[opening] = opened.rule, opened.doubt
    stated = np.zeros(len(places), dtype=bool)
    if opened.doubt.any():
        everywhere = np.zeros(len(log), dtype=bool)
        everywhere[log.facts_stated()] = True
        stated = everywhere[places]
    return Ticks(
        strand=log.strand[places],
        place=places,
        time=log.time[places],
        step=log.step[places],
        derived=log.derived[places],
        stated=stated,
        change=np.full(len(places), NOTHING),
        rule=rule,
        doubt=doubt,
    )


def _changes(sheet: Sheet, strands: Integers, changes: list[int]) -> Ticks:
    size = len(strands) * len(changes)
    moments = np.array([sheet.track.changes[number].moment for number in changes])
    return Ticks(
        strand=np.repeat(strands, len(changes)),
        place=np.full(size, FAR),
        time=np.tile(moments, len(strands)),
        step=np.zeros(size, dtype=np.int64),
        derived=np.zeros(size, dtype=bool),
        stated=np.zeros(size, dtype=bool),
        change=np.tile(np.array(changes), len(strands)),
        rule=np.full(size, NOTHING),
        doubt=np.zeros(size, dtype=np.int64),
    )


def _joined(some: Ticks, others: Ticks) -> Ticks:
    return Ticks(
        *(
            np.concatenate([getattr(some, column.name), getattr(others, column.name)])
            for column in fields(some)
        )
    )
