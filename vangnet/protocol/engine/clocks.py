"""Clocks of open instances: due moments, pauses, and what a later version does to them."""

from __future__ import annotations

import heapq
from typing import Any

from vangnet.protocol.engine.deadlines import Deadlines
from vangnet.protocol.engine.model import Event
from vangnet.protocol.engine.program import DUTY, PERIOD, Change, Rule, StepTable
from vangnet.protocol.engine.standing import LAPSED, UNDETERMINED, Instance, Standing

# At one moment: a new version first, then what was recorded, then ends and due moments, then derived events.
CHANGE, NATURAL_END, DERIVED = 0, 1, 2


class Clocks(Standing):
    """The clocks of one subject's instances, and the queue of what time alone will bring."""

    __slots__ = ()

    def change_pauses(self, table: StepTable, moment: float) -> None:
        """Begin and end pauses, and let the clocks of open instances follow."""
        changed = set()
        for pair in table.resumes:
            self.paused.discard(pair)
            changed.add(pair)
        for pair in table.pauses:
            self.paused.add(pair)
            changed.add(pair)
        tracks = dict.fromkeys(track for pair in sorted(changed) for track in self.program.paused[pair])
        for instance in (instance for track in tracks for instance in self.open.get(track.index, ())):
            if not self.paused.isdisjoint(instance.rule.pauses):
                instance.pause(moment)
            elif instance.paused:
                instance.resume(moment)
                self.expect_end(instance)

    def start_clock(self, instance: Instance, rule: Rule, moment: float) -> None:
        """Count the term of a rule from a moment, standing still when a pause runs."""
        if rule.deadlines is not None:
            self.count(instance, rule, rule.deadlines, moment)
        if self.paused and not self.paused.isdisjoint(instance.rule.pauses):
            instance.pause(moment)
        self.expect_end(instance)

    def count(self, instance: Instance, rule: Rule, deadlines: Deadlines, moment: float) -> None:
        """Set the due moment by the term of a rule."""
        if rule.due is not None:
            due = rule.plain_end(moment)
        else:
            due, asking = deadlines.end(moment, self.facts_at(moment))
            if asking:
                instance.specially().asking = asking
        if due is not None and rule.kind == PERIOD and due < moment:
            due = moment
        instance.due = due

    def expect_end(self, instance: Instance) -> None:
        """Note the natural end of a period, or the due moment of a duty with a consequence, when it will pass."""
        rule, due = instance.rule, instance.due
        if due is None or due > self.at or not (rule.then or rule.kind == PERIOD):
            return
        if not instance.paused:
            self.wait(max(due, instance.earliest), NATURAL_END, "", instance)

    def expect_change(self, instance: Instance, after: float) -> None:
        """Note the next later version that may do something to this instance."""
        for change in instance.rule.track.changes:
            if change.moment > after and change.moment <= self.at:
                self.wait(change.moment, CHANGE, change.version, (instance, change))
                return

    def wait(self, moment: float, rank: int, name: str, waiting: Any) -> None:
        """Put something in the queue; names order what falls at the same moment, then the order of asking."""
        self.sequence += 1
        heapq.heappush(self.queue, (moment, rank, len(name), name, self.sequence, waiting))

    def end_pauses(self) -> None:
        """Count the pauses that still run at the reference moment."""
        if self.paused:
            for instance in self.instances:
                if instance.outcome is None:
                    instance.resume(self.at)

    def change_version(self, instance: Instance, change: Change) -> None:
        """Let a later version do to an open instance what its transition says."""
        if instance.outcome is not None or instance.overdue(change.moment):
            return
        if change.rule is None:
            event = Event(id=change.version, step="", occurred=change.moment, recorded=change.moment)
            instance.settle(LAPSED, event)
            self.open[instance.rule.track.index].remove(instance)
            return
        if instance.doubt != UNDETERMINED:
            self.change_term(instance, change, change.rule)
        self.expect_change(instance, change.moment)

    def catch_up(self, instance: Instance, moment: float) -> None:
        """Let the versions that came while an instance was undetermined do to its term what they say."""
        for change in instance.rule.track.changes:
            if change.rule is not None and instance.rule.start < change.moment <= moment:
                self.change_term(instance, change, change.rule)

    def change_term(self, instance: Instance, change: Change, rule: Rule) -> None:
        """Give an open instance the term of a later version, or the better of the two."""
        special = instance.specially()
        current = special.term_rule or instance.rule
        if limits(current) == limits(rule):
            return
        special.term_rule, special.changed_at = rule, change.moment
        old, start = instance.due, instance.counted_from
        new = self.end_under(rule, start)
        if new is not None:
            new += special.shift
            if change.transition == "immediate":
                new = max(new, change.published)
        instance.due = new if change.transition == "immediate" else best(rule, old, new)
        self.expect_end(instance)

    def end_under(self, rule: Rule, start: float) -> float | None:
        """Count the term of a rule from an earlier start, with the facts of then."""
        if rule.deadlines is None:
            return None
        return rule.deadlines.end(start, self.facts_as_of(start))[0]


def limits(rule: Rule) -> Any:
    """Give the term of a rule as the agreement says it."""
    return rule.deadlines.limits if rule.deadlines else ()


def best(rule: Rule, old: float | None, new: float | None) -> float | None:
    """Choose what is best for the victim: the earlier due moment of a duty, the later end of anything else."""
    known = [due for due in (old, new) if due is not None]
    if rule.kind == DUTY:
        return min(known, default=None)
    return max(known) if len(known) == 2 else None
