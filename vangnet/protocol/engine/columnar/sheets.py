"""One clause through all its versions, ready for columns: which rule governs a moment, whether its guard holds, when its term ends."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from vangnet.protocol.engine.calendar import LegalCalendar
from vangnet.protocol.engine.columnar.log import Log
from vangnet.protocol.engine.columnar.masks import Kleene, Mask, hold
from vangnet.protocol.engine.columnar.moments import Counter
from vangnet.protocol.engine.columnar.population import NOTHING, Floats, Integers
from vangnet.protocol.engine.deadlines import Branch, Deadlines, named_moment
from vangnet.protocol.engine.guards import Guard
from vangnet.protocol.engine.model import Limit
from vangnet.protocol.engine.program import PERIOD, Rule, Track
from vangnet.protocol.engine.terms import Term

REGION = "region"


class Sheet:
    """A track with its rules numbered, and its steps and pauses in the order of its tables."""

    def __init__(self, track: Track, calendar: LegalCalendar, first_rule: int) -> None:
        self.track = track
        self.rules: tuple[Rule, ...] = track.rules
        self.calendar = calendar
        self.first_rule = first_rule
        self._counters: dict[tuple[Term, bool, bool], Counter] = {}
        self._named: dict[tuple[Branch, object], float] = {}
        self.numbers = {id(rule): number for number, rule in enumerate(self.rules)}
        self.pairs = tuple(dict.fromkeys(pair for rule in self.rules for pair in rule.pauses))

    @cached_property
    def opening(self) -> tuple[str, ...]:
        """Every step with which some version opens an instance."""
        return tuple(sorted({step for rule in self.rules for step in rule.on}))

    @cached_property
    def closing(self) -> tuple[str, ...]:
        """Every step with which some version settles an instance or lets it lapse."""
        return tuple(sorted({step for rule in self.rules for step in rule.settles | rule.lapses}))

    @cached_property
    def pausing(self) -> tuple[str, ...]:
        """Every step with which a pause begins or ends."""
        return tuple(sorted({step for pair in self.pairs for step in pair}))

    @cached_property
    def guards(self) -> tuple[Guard, ...]:
        """Every guard that decides about opening or about a term."""
        branches = [branch for rule in self.rules if rule.deadlines for branch in rule.deadlines.branches]
        found = [rule.guard for rule in self.rules] + [branch.guard for branch in branches]
        return tuple(guard for guard in found if guard is not None)

    @cached_property
    def facts(self) -> frozenset[str]:
        """Every fact that this clause looks at."""
        branches = [branch for rule in self.rules if rule.deadlines for branch in rule.deadlines.branches]
        named = {branch.limit.until for branch in branches if branch.limit.until}
        regions = {REGION} if any(rule.regions for rule in self.rules) else set()
        return frozenset(named | regions | {fact for guard in self.guards for fact in guard.facts})

    def governing(self, times: Floats) -> Integers:
        """The number of the rule that governs each moment; -1 where none does."""
        if self._governs_all(times):
            return np.zeros(len(times), dtype=np.int64)
        starts, governed = self.track.timetable.spans()
        numbers = np.array([NOTHING if rule is None else self.numbers[id(rule)] for rule in governed])
        found: Integers = numbers[np.searchsorted(starts, times, side="right") - 1]
        return found

    def governed_by(self, rule: Rule, times: Floats) -> Mask:
        """Whether a requirement is among those in force at each moment; one name can stand for several."""
        if self._governs_all(times):
            return np.ones(len(times), dtype=bool)
        starts, governed = self.track.timetable.spans()
        listed = np.array([rules is not None and any(each is rule for each in rules) for rules in governed])
        found: Mask = listed[np.searchsorted(starts, times, side="right") - 1]
        return found

    def _governs_all(self, times: Floats) -> bool:
        """Whether there is one version only, and it is in force at all these moments."""
        track = self.track
        if track.only is None or not len(times):
            return False
        return bool(times.min() >= track.start and times.max() < track.end)

    def step_table(self, log: Log, of: str) -> Mask:
        """For each rule and each step of the log: whether the step is among the rule's `on`, `settles` or `lapses`."""
        table = np.zeros((len(self.rules), len(log.step_numbers)), dtype=bool)
        for number, rule in enumerate(self.rules):
            for step in getattr(rule, of):
                table[number, log.step_numbers[step]] = True
        return table

    def opens(self, log: Log, rule: Rule, places: Integers) -> Kleene:
        """Whether a rule lets an instance open at each place."""
        return self._holds(log, rule, rule.opening, places)

    def counts(self, log: Log, rule: Rule, places: Integers) -> Kleene:
        """Whether a requirement or prohibition counts for what was recorded at each place."""
        return self._holds(log, rule, rule.guard, places)

    def _holds(self, log: Log, rule: Rule, guard: Guard | None, places: Integers) -> Kleene:
        """With all that is known at that moment; outside its regions an agreement does not hold."""
        if guard is None and not rule.regions:
            return Kleene.everywhere(True, len(places))
        seen = log.moment_end(places)
        held = hold(guard, lambda fact: log.known(fact, seen), len(places))
        if rule.regions:
            codes, values = log.known(REGION, seen)
            outside = np.array([value not in rule.regions for value in values] + [False])[codes]
            held = Kleene(held.true & ~outside, held.false | outside)
        return held

    def due(self, log: Log, rule: Rule, places: Integers, seen: Integers | None = None) -> Floats:
        """When the rule's term ends that starts at each place; NaN for never. `seen` says up to which place facts count."""
        starts = log.time[places]
        if rule.deadlines is None:
            return np.full(len(places), np.nan)
        branches = rule.deadlines.branches
        if len(branches) == 1 and branches[0].guard is None and branches[0].limit.until is None:
            return self._branch_end(log, branches[0], starts, places)
        known_until = log.moment_end(places) if seen is None else seen
        return self._earliest_or_latest(log, rule.deadlines, starts, known_until)

    def clock(self, log: Log, rule: Rule, places: Integers) -> Floats:
        """The end of a term that starts now: as `due`, but a period never ends before it starts."""
        due = self.due(log, rule, places)
        return np.maximum(due, log.time[places]) if rule.kind == PERIOD else due

    def _earliest_or_latest(self, log: Log, deadlines: Deadlines, starts: Floats, seen: Integers) -> Floats:
        """The branches in play: up to the first that is true, without those that are false."""
        latest = deadlines.latest
        undecided = np.ones(len(starts), dtype=bool)
        best, endless = np.full(len(starts), np.nan), np.zeros(len(starts), dtype=bool)
        for branch in deadlines.branches:
            held = hold(branch.guard, lambda fact: log.known(fact, seen), len(starts))
            ends = self._branch_end(log, branch, starts, seen)
            playing = undecided & ~held.false
            best = np.where(playing, (np.fmax if latest else np.fmin)(best, ends), best)
            endless |= playing & np.isnan(ends)
            undecided &= ~held.true
        return np.where(endless, np.nan, best) if latest else best

    def _counter(self, limit: Limit, term: Term) -> Counter:
        footing = term, limit.statutory, limit.day_end
        if footing not in self._counters:
            self._counters[footing] = Counter(
                self.calendar, term, statutory=limit.statutory, day_end=limit.day_end
            )
        return self._counters[footing]

    def _branch_end(self, log: Log, branch: Branch, starts: Floats, seen: Integers) -> Floats:
        limit = branch.limit
        term = limit.term or limit.target
        if term is not None:
            return self._counter(limit, term)(starts)
        if limit.until is None:
            return np.full(len(starts), np.nan)
        codes, values = log.known(limit.until, seen)
        ends = [self._named_end(branch, value) for value in (*values, None)]
        found: Floats = np.array(ends)[codes]
        return found

    def _named_end(self, branch: Branch, value: object) -> float:
        known = self._named.get((branch, value))
        if known is None:
            known = self._named[branch, value] = _named(branch, value, self.calendar)
        return known


def _named(branch: Branch, value: object, calendar: LegalCalendar) -> float:
    try:
        moment = named_moment(branch.limit, {branch.limit.until or "": value}, calendar)
    except (ValueError, OverflowError):
        return np.nan
    return np.nan if moment is None else moment
