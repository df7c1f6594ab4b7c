"""Judges the strands in which nothing special happens to a clause: no doubt, no pause, no term that a later version changes.

Without those, everything about an instance follows from its trigger alone: when the term ends and which event settles it. What is left is the
repeat policy, which chooses among the triggers.
"""

from __future__ import annotations

import numpy as np

from vangnet.protocol.engine.columnar.found import (
    CERTAIN,
    EXPIRED,
    LAPSED,
    OPEN,
    SETTLED,
    Defaults,
    Instances,
    Outcome,
    Stretches,
)
from vangnet.protocol.engine.columnar.log import FAR, Log
from vangnet.protocol.engine.columnar.masks import Mask
from vangnet.protocol.engine.columnar.openings import Openings
from vangnet.protocol.engine.columnar.population import Floats, Integers
from vangnet.protocol.engine.columnar.sheets import Sheet
from vangnet.protocol.engine.program import EACH, PERIOD, RESTART, Rule


class AtOnce:
    """One clause over many strands; all openings are governed by rules that settle and repeat alike."""

    def __init__(self, sheet: Sheet, log: Log, opened: Openings, at: float) -> None:
        self.sheet = sheet
        self.log = log
        self.at = at
        self.place = opened.place
        self.rules = opened.rule
        self.rule: Rule = sheet.rules[int(opened.rule[0])]
        self.derives = any(rule.then for rule in sheet.rules)
        self.strand = log.strand[opened.place]
        self.start = log.time[opened.place]
        self.due = self._due()
        self.closer = log.following(log.at(tuple(self.rule.settles | self.rule.lapses)), opened.place)
        self.end = self._end()

    def _due(self) -> Floats:
        used = np.unique(self.rules) if len(self.sheet.rules) > 1 else self.rules[:1]
        if len(used) == 1:
            return self.sheet.clock(self.log, self.sheet.rules[int(used[0])], self.place)
        due = np.full(len(self.place), np.nan)
        for number in used.tolist():
            mine = self.rules == number
            due[mine] = self.sheet.clock(self.log, self.sheet.rules[number], self.place[mine])
        return due

    def _end(self) -> Integers:
        """The first place after the term ended by itself; only where that has a consequence."""
        if self.rule.kind != PERIOD and not self.derives:
            return np.full(len(self.place), FAR)
        return self.log.first_after(self.place, np.maximum(self.due, self.start))

    @property
    def over(self) -> Mask:
        """Whether the term ends by itself, before anything settles the instance."""
        return (np.maximum(self.due, self.start) <= self.at) & (self.end <= self.closer)

    def outcome(self, *, stretches: bool) -> Outcome:
        """The instances that the repeat policy leaves, with what follows from them."""
        if self.rule.repeat == EACH:
            return self._told(np.arange(len(self.place)), None, stretches)
        if self.rule.repeat == RESTART:
            again = self._counted_again()
            return self._told(np.flatnonzero(~np.append(again[1:], False)), again, stretches)
        return self._told(self._first_ones(), None, stretches)

    def _first_ones(self) -> Integers:
        """Each opening at which no earlier instance stands open."""
        if self.rule.kind != PERIOD:
            later = (self.strand[1:] == self.strand[:-1]) & (self.closer[1:] == self.closer[:-1])
            return np.flatnonzero(np.concatenate([[True], ~later]))
        free = np.searchsorted(self.place, np.minimum(self.closer, self.end))
        chosen = np.zeros(len(self.place), dtype=bool)
        current = np.flatnonzero(np.concatenate([[True], self.strand[1:] != self.strand[:-1]]))
        while len(current):
            chosen[current] = True
            following = free[current]
            current = current[following < len(self.place)]
            following = following[following < len(self.place)]
            current = following[self.strand[following] == self.strand[current]]
        return np.flatnonzero(chosen)

    def _counted_again(self) -> Mask:
        """Which openings only make the term of the one before count anew."""
        same = (self.strand[1:] == self.strand[:-1]) & (self.place[1:] < self.closer[:-1])
        if self.rule.kind == PERIOD:
            same &= self.place[1:] < self.end[:-1]
        else:
            same &= ~(self.start[1:] > self.due[:-1])
        return np.concatenate([[False], same])

    def _told(self, kept: Integers, again: Mask | None, stretches: bool) -> Outcome:
        closer = self.closer[kept]
        closed = closer != FAR
        outcome = np.where(closed, self._settling(closer, closed), OPEN)
        closed_at = np.where(closed, self.log.time[np.where(closed, closer, 0)], np.nan)
        due = self.due[kept]
        if self.rule.kind == PERIOD:
            over = self.over[kept]
            outcome[over], closer[over], closed_at[over] = EXPIRED, FAR, due[over]
        found = Instances(
            strand=self.strand[kept],
            rule=self.rules[kept],
            trigger=self.place[kept],
            start=self.start[kept],
            due=due,
            outcome=outcome,
            closer=closer,
            closed_at=closed_at,
            doubt=np.full(len(kept), CERTAIN),
        )
        if not (stretches or self.derives):
            return Outcome(found, Stretches.none(), Defaults.none())
        all_told = kept if again is None else np.arange(len(self.place))
        until = self._until(all_told, again)
        lines = self._stretches(all_told, until) if stretches else Stretches.none()
        return Outcome(found, lines, self._defaults(all_told, until))

    def _settling(self, closer: Integers, closed: Mask) -> Integers | int:
        if not self.rule.lapses - self.rule.settles:
            return SETTLED
        settles = self.sheet.step_table(self.log, "settles")[int(self.rules[0])]
        told: Integers = np.where(settles[self.log.step[np.where(closed, closer, 0)]], SETTLED, LAPSED)
        return told

    def _until(self, kept: Integers, again: Mask | None) -> Integers:
        """The last place at which each opening still stands as it is."""
        until = self.closer[kept]
        if again is not None:
            renewed = np.append(again[1:], False)
            until = np.where(renewed, np.minimum(until, np.append(self.place[1:], FAR)), until)
        return until

    def _stretches(self, kept: Integers, until: Integers) -> Stretches:
        if self.rule.kind == PERIOD:
            end = self.end[kept]
            until = np.minimum(until, np.where(end == FAR, FAR, end - 1))
        doubt = np.zeros(len(kept), dtype=bool)
        return Stretches(
            self.strand[kept], self.place[kept], until, self.start[kept], self.rules[kept], doubt
        )

    def _defaults(self, kept: Integers, until: Integers) -> Defaults:
        if not self.derives:
            return Defaults.none()
        deriving = np.array([rule.then is not None for rule in self.sheet.rules])
        moments = np.maximum(self.due, self.start)[kept]
        fires = deriving[self.rules[kept]] & (moments <= self.at) & (self.end[kept] <= until)
        return Defaults(self.strand[kept][fires], moments[fires], self.rules[kept][fires])
