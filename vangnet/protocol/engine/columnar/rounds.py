"""Walks through the special strands of a clause in rounds: doubt, pauses, repeated triggers and terms that a later version changes.

Each round takes one tick of every strand that still has one, in the order in which the plain evaluator works: what time brought first, then
settling, pausing, lifting doubt, opening.
"""

from __future__ import annotations

import numpy as np

from vangnet.protocol.engine.clocks import limits
from vangnet.protocol.engine.columnar.found import (
    CERTAIN,
    DENIED,
    EXPIRED,
    IN_DOUBT,
    LAPSED,
    LIFTED,
    OPEN,
    SETTLED,
    UNDETERMINED,
    Defaults,
    Instances,
    Outcome,
    Stretches,
)
from vangnet.protocol.engine.columnar.log import FAR, Log
from vangnet.protocol.engine.columnar.masks import Mask, hold
from vangnet.protocol.engine.columnar.openings import Openings
from vangnet.protocol.engine.columnar.population import NOTHING, Floats, Integers
from vangnet.protocol.engine.columnar.sheets import Sheet
from vangnet.protocol.engine.columnar.ticks import Ticks, ticks
from vangnet.protocol.engine.program import DUTY, PERIOD, RESTART, Change, Rule


class Rounds:
    """One clause over the special strands."""

    def __init__(self, sheet: Sheet, log: Log, opened: Openings, special: Mask, at: float) -> None:
        self.sheet = sheet
        self.log = log
        self.at = at
        self.ticks: Ticks = ticks(sheet, log, opened, special, at)
        self.settles = sheet.step_table(log, "settles")
        self.lapses = sheet.step_table(log, "lapses")
        self.restarts = np.array([rule.repeat == RESTART for rule in sheet.rules])
        self.single = np.array([rule.repeat == "first" for rule in sheet.rules])
        self.deriving = np.array([rule.then is not None for rule in sheet.rules])
        self.ends_itself = sheet.track.kind == PERIOD
        self.changes: tuple[Change, ...] = tuple(
            change for change in sheet.track.changes if change.moment <= at
        )
        self._pause_bits()
        self._make_room(len(opened))
        self._look_ahead()

    def _make_room(self, size: int) -> None:
        self.size = 0
        self.found = Instances.blank(size)
        self.counted = np.zeros(size, dtype=np.int64)
        self.earliest = np.zeros(size)
        self.paused = np.full(size, np.nan)
        self.shift = np.zeros(size)
        self.term_rule = np.full(size, NOTHING)
        self.next_change = np.full(size, NOTHING)
        self.defaulted = np.zeros(size, dtype=bool)
        self.since = np.zeros(size, dtype=np.int64)
        self.live = np.empty(0, dtype=np.int64)
        self.stretches: list[Stretches] = []
        self.defaults: list[Defaults] = []

    def _pause_bits(self) -> None:
        """Which pauses each step begins and ends, and which stop the clock of each rule, as bits."""
        sheet, log = self.sheet, self.log
        self.pausing = np.zeros(len(log.step_numbers), dtype=np.int64)
        self.resuming = np.zeros(len(log.step_numbers), dtype=np.int64)
        for bit, (start, end) in enumerate(sheet.pairs):
            for step, table in ((start, self.pausing), (end, self.resuming)):
                table[log.step_numbers[step]] |= 1 << bit
        self.stopped_by = np.array(
            [sum(1 << sheet.pairs.index(pair) for pair in rule.pauses) for rule in sheet.rules]
        )
        self.stopped = np.zeros(len(log.strands.case), dtype=np.int64)

    def _look_ahead(self) -> None:
        """For every rule and tick: when a term ends that starts there, and what the guard says where a fact was stated."""
        shape = (len(self.sheet.rules), len(self.ticks))
        self.due_from = np.full(shape, np.nan)
        self.true, self.false = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
        stated = np.flatnonzero(self.ticks.stated)
        seen = self.log.moment_end(self.ticks.place[stated])
        confirms = bool((self.ticks.doubt == UNDETERMINED).any())
        starting = np.flatnonzero((self.ticks.rule != NOTHING) | (self.ticks.stated & confirms))
        starts = self.ticks.place[starting]
        for number, rule in enumerate(self.sheet.rules):
            self.due_from[number, starting] = self.sheet.clock(self.log, rule, starts)
            held = hold(rule.opening, lambda fact: self.log.known(fact, seen), len(stated))
            self.true[number, stated], self.false[number, stated] = held.true, held.false

    def outcome(self) -> Outcome:
        """Walk through all rounds and give what came of them."""
        turn_of = np.full(len(self.log.strands.case), NOTHING)
        for turn in self.ticks.rounds():
            turn_of[self.ticks.strand[turn]] = turn
            self._round(turn, turn_of)
            turn_of[self.ticks.strand[turn]] = NOTHING
        moments = self._end_moments(self.live)
        self._end_by_themselves(self.live, self._may_end(self.live) & (moments <= self.at))
        still = self.live
        self._resume(still, np.full(len(still), self.at))
        self._note_stretches(still, np.full(len(still), FAR))
        return Outcome(
            self.found.pick(np.arange(self.size)),
            Stretches.all_of(self.stretches),
            Defaults.all_of(self.defaults),
        )

    def _round(self, turn: Integers, turn_of: Integers) -> None:
        ticks = self.ticks
        mine = turn_of[self.found.strand[self.live]]
        here, at_tick = self.live[mine != NOTHING], mine[mine != NOTHING]
        moments = self._end_moments(here)
        passed = (moments < ticks.time[at_tick]) | ((moments == ticks.time[at_tick]) & ticks.derived[at_tick])
        gone = self._end_by_themselves(here, self._may_end(here) & passed)
        here, at_tick = here[~gone], at_tick[~gone]
        changing = ticks.change[at_tick] != NOTHING
        if changing.any():
            self._change(here[changing], ticks.change[at_tick[changing]])
        here, at_tick = here[~changing], at_tick[~changing]
        closed = self._settle(here, at_tick)
        here, at_tick = here[~closed], at_tick[~closed]
        if self.sheet.pairs:
            self._pause(turn, here, at_tick)
        self._lift(here, at_tick)
        opening = turn[ticks.rule[turn] != NOTHING]
        if len(opening):
            self._open(opening)

    def _end_moments(self, which: Integers) -> Floats:
        moments: Floats = np.maximum(self.found.due[which], self.earliest[which])
        return moments

    def _may_end(self, which: Integers) -> Mask:
        running: Mask = (self.found.doubt[which] != UNDETERMINED) & np.isnan(self.paused[which])
        if self.ends_itself:
            return running
        waiting: Mask = running & self.deriving[self.found.rule[which]] & ~self.defaulted[which]
        return waiting

    def _end_by_themselves(self, which: Integers, ending: Mask) -> Mask:
        """Close periods at their end, and note the duties that were not fulfilled at their due moment."""
        gone = np.zeros(len(which), dtype=bool)
        if not ending.any():
            return gone
        ended = which[ending]
        moments = self._end_moments(ended)
        derives = self.deriving[self.found.rule[ended]]
        self.defaults.append(
            Defaults(self.found.strand[ended], moments, self.found.rule[ended]).pick(derives)
        )
        self.defaulted[ended] = True
        if self.ends_itself:
            gone = ending
            until = self.log.first_after(self.since[ended], moments)
            self._close(
                ended,
                EXPIRED,
                np.full(len(ended), FAR),
                self.found.due[ended],
                np.where(until == FAR, FAR, until - 1),
            )
        return gone

    def _close(
        self, which: Integers, outcome: int, closer: Integers, moments: Floats, until: Integers
    ) -> None:
        self._note_stretches(which, until)
        self.found.outcome[which] = outcome
        self.found.closer[which] = closer
        self.found.closed_at[which] = moments
        self.live = self.live[self.found.outcome[self.live] == OPEN]

    def _settle(self, here: Integers, at_tick: Integers) -> Mask:
        rules, steps = self.found.rule[here], self.ticks.step[at_tick]
        settled = self.settles[rules, steps]
        lapsed = self.lapses[rules, steps] & ~settled
        for closed, outcome in ((settled, SETTLED), (lapsed, LAPSED)):
            if closed.any():
                self._close_by_event(here[closed], outcome, at_tick[closed])
        return settled | lapsed

    def _close_by_event(self, which: Integers, outcome: int, at_tick: Integers) -> None:
        times, places = self.ticks.time[at_tick], self.ticks.place[at_tick]
        self._resume(which, times)
        self._close(which, outcome, places, times, places)

    def _pause(self, turn: Integers, here: Integers, at_tick: Integers) -> None:
        ticks = self.ticks
        events = turn[ticks.place[turn] != FAR]
        strands, steps = ticks.strand[events], ticks.step[events]
        self.stopped[strands] = (self.stopped[strands] & ~self.resuming[steps]) | self.pausing[steps]
        concerned = (self.pausing | self.resuming)[ticks.step[at_tick]] != 0
        which, times = here[concerned], ticks.time[at_tick[concerned]]
        stops = self._stands_still(which)
        self._stop(which[stops], times[stops])
        self._resume(which[~stops], times[~stops])

    def _stands_still(self, which: Integers) -> Mask:
        still: Mask = (self.stopped[self.found.strand[which]] & self.stopped_by[self.found.rule[which]]) != 0
        return still

    def _stop(self, which: Integers, times: Floats) -> None:
        due = self.found.due[which]
        stops = np.isnan(self.paused[which]) & ~(times > due)
        self.paused[which[stops]] = times[stops]

    def _resume(self, which: Integers, times: Floats) -> None:
        passed = times - self.paused[which]
        counting = ~np.isnan(passed) & ~np.isnan(self.found.due[which])
        self.found.due[which[counting]] += passed[counting]
        self.shift[which[counting]] += passed[counting]
        self.paused[which] = np.nan

    def _lift(self, here: Integers, at_tick: Integers) -> None:
        doubts = self.found.doubt[here]
        asked = ((doubts == IN_DOUBT) | (doubts == UNDETERMINED)) & self.ticks.stated[at_tick]
        here, at_tick = here[asked], at_tick[asked]
        if not len(here):
            return
        true, false = self.true[self.found.rule[here], at_tick], self.false[self.found.rule[here], at_tick]
        self._confirm(here[true], at_tick[true])
        if false.any():
            self._close_by_event(here[false], DENIED, at_tick[false])
            self.found.doubt[here[false]] = LIFTED

    def _confirm(self, which: Integers, at_tick: Integers) -> None:
        self._note_stretches(which, self.ticks.place[at_tick])
        begins = self.found.doubt[which] == UNDETERMINED
        self.found.doubt[which] = LIFTED
        which, at_tick = which[begins], at_tick[begins]
        self.paused[which] = np.nan
        self._start_clock(which, self.found.rule[which], at_tick)
        for change in self.changes:
            if change.rule is not None:
                came = (self._rule_starts(which) < change.moment) & (
                    change.moment <= self.ticks.time[at_tick]
                )
                self._change_term(which[came], change, change.rule)

    def _start_clock(self, which: Integers, rules: Integers, at_tick: Integers) -> None:
        times = self.ticks.time[at_tick]
        self.counted[which] = self.ticks.place[at_tick]
        self.earliest[which] = times
        self.found.due[which] = self.due_from[rules, at_tick]
        stops = self._stands_still(which)
        self._stop(which[stops], times[stops])

    def _open(self, opening: Integers) -> None:
        """Let the repeat policy decide which openings begin an instance, which restart one, and which do nothing."""
        ticks = self.ticks
        standing = np.zeros(len(self.log.strands.case), dtype=bool)
        standing[self.found.strand[self.live]] = True
        live, rules = standing[ticks.strand[opening]], ticks.rule[opening]
        restarts = self.restarts[rules] & live
        dropped = live & self.single[rules] | restarts & (ticks.doubt[opening] == UNDETERMINED)
        opening, restarts = opening[~dropped], restarts[~dropped]
        restarted = np.zeros(len(opening), dtype=bool)
        if restarts.any():
            restarted[restarts] = self._restart(opening[restarts])
        self._begin(opening[~restarted])

    def _restart(self, opening: Integers) -> Mask:
        """Count anew the first instance of each strand that is not overdue; say where there was one."""
        ticks = self.ticks
        turn_of = np.full(len(self.log.strands.case), NOTHING)
        turn_of[ticks.strand[opening]] = opening
        at_tick = turn_of[self.found.strand[self.live]]
        overdue = (ticks.time[at_tick] > self.found.due[self.live]) & np.isnan(self.paused[self.live])
        eligible = (at_tick != NOTHING) & ~overdue
        candidates, at_tick = self.live[eligible], at_tick[eligible]
        strands, first = np.unique(self.found.strand[candidates], return_index=True)
        done = np.isin(ticks.strand[opening], strands)
        which, at_tick = candidates[first], at_tick[first]
        anew = self.found.doubt[which] != UNDETERMINED
        self._begin_anew(which[anew], at_tick[anew])
        return done

    def _begin_anew(self, which: Integers, at_tick: Integers) -> None:
        ticks = self.ticks
        self._note_stretches(which, ticks.place[at_tick])
        lifted = np.where(self.found.doubt[which] == CERTAIN, CERTAIN, LIFTED)
        self.found.doubt[which] = np.where(ticks.doubt[at_tick] == CERTAIN, lifted, ticks.doubt[at_tick])
        self.found.trigger[which] = ticks.place[at_tick]
        self.found.rule[which] = ticks.rule[at_tick]
        self.found.start[which] = ticks.time[at_tick]
        self.term_rule[which], self.shift[which], self.paused[which] = NOTHING, 0.0, np.nan
        self.defaulted[which] = False
        self._start_clock(which, ticks.rule[at_tick], at_tick)

    def _begin(self, opening: Integers) -> None:
        ticks = self.ticks
        which = np.arange(self.size, self.size + len(opening))
        self.size += len(opening)
        self.found.strand[which] = ticks.strand[opening]
        self.found.rule[which] = ticks.rule[opening]
        self.found.trigger[which] = self.counted[which] = self.since[which] = ticks.place[opening]
        self.found.start[which] = self.earliest[which] = ticks.time[opening]
        self.found.doubt[which] = ticks.doubt[opening]
        counted = ticks.doubt[opening] != UNDETERMINED
        self._start_clock(which[counted], ticks.rule[opening[counted]], opening[counted])
        if self.changes:
            later = np.searchsorted(
                [change.moment for change in self.changes], self._rule_starts(which), side="right"
            )
            self.next_change[which] = np.where(later < len(self.changes), later, NOTHING)
        self.live = np.concatenate([self.live, which])

    def _rule_starts(self, which: Integers) -> Floats:
        starts: Floats = np.array([rule.start for rule in self.sheet.rules])[self.found.rule[which]]
        return starts

    def _change(self, which: Integers, numbers: Integers) -> None:
        """Let a later version do to open instances what its transition says."""
        for number in np.unique(numbers).tolist():
            change = self.changes[number]
            mine = which[(numbers == number) & (self.next_change[which] == number)]
            overdue = (self.found.due[mine] < change.moment) & np.isnan(self.paused[mine])
            self.next_change[mine] = NOTHING
            mine = mine[~overdue]
            if change.rule is None:
                self._end_with_clause(mine, change.moment)
                continue
            self._change_term(mine[self.found.doubt[mine] != UNDETERMINED], change, change.rule)
            self.next_change[mine] = number + 1 if number + 1 < len(self.changes) else NOTHING

    def _end_with_clause(self, which: Integers, moment: float) -> None:
        moments = np.full(len(which), moment)
        self._resume(which, moments)
        until = self.log.first_after(self.since[which], np.nextafter(moments, -np.inf))
        self._close(which, LAPSED, np.full(len(which), FAR), moments, np.where(until == FAR, FAR, until - 1))

    def _change_term(self, which: Integers, change: Change, later: Rule) -> None:
        number = self.sheet.numbers[id(later)]
        current = np.where(self.term_rule[which] == NOTHING, self.found.rule[which], self.term_rule[which])
        same = np.array([limits(rule) == limits(later) for rule in self.sheet.rules])
        which = which[~same[current]]
        self.term_rule[which] = number
        self.earliest[which] = np.maximum(self.earliest[which], change.moment)
        old = self.found.due[which]
        seen = self.log.moment_end(self.counted[which], derived_too=True)
        new = self.sheet.due(self.log, later, self.counted[which], seen) + self.shift[which]
        if change.transition == "immediate":
            self.found.due[which] = np.maximum(new, change.published)
        elif self.sheet.track.kind == DUTY:
            self.found.due[which] = np.fmin(old, new)
        else:
            self.found.due[which] = np.maximum(old, new)

    def _note_stretches(self, which: Integers, until: Integers) -> None:
        """Close the stretch in which these instances stood as they did; the next begins at the same place."""
        doubt = self.found.doubt[which]
        shown = doubt != UNDETERMINED
        one = which[shown]
        self.stretches.append(
            Stretches(
                self.found.strand[one],
                self.since[one],
                until[shown],
                self.found.start[one],
                self.found.rule[one],
                doubt[shown] == IN_DOUBT,
            )
        )
        self.since[which] = until
