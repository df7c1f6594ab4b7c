"""Judges one case: walks through the events of one subject in order and keeps what they open, settle, pause and break.

The walk is written for speed where every event passes (`Run.play`) and for clarity everywhere else. The meaning is laid down in
docs/howto/agreement-files.md, section 4.
"""

from __future__ import annotations

import heapq

from vangnet.protocol.engine.clocks import CHANGE, DERIVED, NATURAL_END, Clocks
from vangnet.protocol.engine.instances import INSTANCES
from vangnet.protocol.engine.model import Event
from vangnet.protocol.engine.moments import iso
from vangnet.protocol.engine.program import PERIOD, RESTART, RIGHT, Rule, StepTable
from vangnet.protocol.engine.standing import (
    DENIED,
    EXPIRED,
    IN_DOUBT,
    LAPSED,
    LIFTED,
    SETTLED,
    UNDETERMINED,
    Instance,
)
from vangnet.protocol.engine.violations import check

# A chain of derived events always takes time, but it may take little: judging stops making them at this number.
MAX_DERIVED = 10_000
NOTHING = StepTable()


class Run(Clocks):
    """The judging of one subject's events up to a reference moment."""

    __slots__ = ()

    def play(self) -> Run:
        """Go through all events and everything that follows from them."""
        listening, doubts, queue = self.program.steps.get, self.doubts, self.queue
        for event in self.events:
            table = listening(event.step)
            if table is None:
                if not event.facts or not (doubts or queue):
                    continue
                table = NOTHING
            if queue and queue[0][0] <= event.occurred:
                self.drain(event.occurred, NATURAL_END)
            if table.checked:
                check(self, event, table)
            self.handle(event, event.occurred, event.step, table)
        if queue:
            self.drain(self.at, DERIVED + 1)
        self.end_pauses()
        return self

    def handle(self, event: Event, moment: float, step: str, table: StepTable) -> None:
        """Let one event do its work: settle, pause, lift doubt, open."""
        open_now = self.open
        for index in table.settling:
            live = open_now.get(index)
            if live:
                open_now[index] = self.settle(live, event, moment, step)
        if table.pausing:
            self.change_pauses(table, moment)
        if self.doubts and (event.facts or step in self.program.sets):
            self.lift_doubts(event, moment)
        for opener in table.opening:
            rule = opener.last if moment >= opener.since else opener.rule_before(moment)
            if rule is not None:
                self.trigger(open_now.get(opener.index), rule, event, moment)
        if table.remembered:
            self.seen.add(step)

    def settle(self, live: list[Instance], event: Event, moment: float, step: str) -> list[Instance]:
        """Close the instances that this step fulfils, uses, ends or lets lapse; give those that stay open."""
        kept = []
        for instance in live:
            rule = instance.rule
            if rule.kind == RIGHT and self.expired(instance, moment):
                continue
            if step in rule.settles:
                instance.settle(SETTLED, event)
            elif step in rule.lapses:
                instance.settle(LAPSED, event)
            else:
                kept.append(instance)
        return kept

    def lift_doubts(self, event: Event, moment: float) -> None:
        """Look again at what is in doubt, now that a fact was stated."""
        facts, stated = self.facts_at(moment), self.stated
        doubted = [each.rule.opening for each in self.doubts] if stated else ()
        if all([opening is not None and stated.isdisjoint(opening.facts) for opening in doubted]):
            stated.clear()
            return
        still = []
        for instance in self.doubts:
            opening = instance.rule.opening
            if opening is not None and stated.isdisjoint(opening.facts):
                still.append(instance)
                continue
            if instance.outcome is not None or instance.doubt == LIFTED or self.expired(instance, moment):
                continue
            holds = opening.evaluate(facts) if opening else True
            if holds is None:
                still.append(instance)
            elif holds:
                self.confirm(instance, moment)
            else:
                instance.settle(DENIED, event)
                instance.specially().doubt = LIFTED
                self.open[instance.rule.track.index].remove(instance)
        # The list is shared with the walk, so it is changed in place.
        self.doubts[:] = still
        stated.clear()

    def confirm(self, instance: Instance, moment: float) -> None:
        """Make an instance certain; one that was undetermined begins to run now."""
        special = instance.specially()
        undetermined = special.doubt == UNDETERMINED
        special.doubt = LIFTED
        if undetermined:
            special.counted_from, special.paused_since = moment, None
            self.start_clock(instance, instance.rule, moment)
            self.catch_up(instance, moment)

    def trigger(self, live: list[Instance] | None, rule: Rule, event: Event, moment: float) -> None:
        """Open an instance of a clause, unless the one that is open simply stays."""
        if not live and rule.quick:
            self.trigger_quickly(rule, event, moment)
        elif not live or not rule.keeps:
            self.trigger_closely(live, rule, event, moment)

    def trigger_closely(self, live: list[Instance] | None, rule: Rule, event: Event, moment: float) -> None:
        """Open an instance of a clause when its repeat policy, region and guard say so."""
        if live and rule.kind == RIGHT:
            live = self.open[rule.track.index] = self.without_expired(live, moment)
            if live:
                return
        if rule.regions and not self.in_region(rule, self.facts_at(moment)):
            return
        holds = rule.opening.evaluate(self.facts_at(moment)) if rule.opening else True
        if holds:
            self.begin_or_restart(live, rule, event, moment, None)
        elif holds is None:
            self.trigger_in_doubt(live, rule, event, moment)

    def trigger_quickly(self, rule: Rule, event: Event, moment: float) -> None:
        """Open the only instance of a clause of which the term is one addition and nothing needs a closer look."""
        if rule.opening is not None:
            if self.next_fact <= moment:
                self.read_facts(moment)
            holds = rule.opening.evaluate(self.facts)
            if not holds:
                if holds is None:
                    self.trigger_in_doubt(None, rule, event, moment)
                return
        track = rule.track
        instance = INSTANCES[rule.kind](self, rule, event, moment, rule.plain_end(moment))
        self.instances.append(instance)
        self.open[track.index] = [instance]
        if track.changes:
            self.expect_change(instance, rule.start)

    def trigger_in_doubt(self, live: list[Instance] | None, rule: Rule, event: Event, moment: float) -> None:
        """Do what a clause says about doubt."""
        if rule.in_doubt == "applies":
            self.begin_or_restart(live, rule, event, moment, IN_DOUBT)
            return
        self.ask(rule.opening)
        if rule.in_doubt == "ask" and not (live and rule.repeat == RESTART):
            self.begin(rule, event, moment, UNDETERMINED)

    def begin_or_restart(
        self, live: list[Instance] | None, rule: Rule, event: Event, moment: float, doubt: str | None
    ) -> None:
        """Open an instance, unless a running one counts its term anew instead."""
        if not (live and rule.repeat == RESTART and self.restart(live, rule, event, moment, doubt)):
            self.begin(rule, event, moment, doubt)

    def without_expired(self, live: list[Instance], moment: float) -> list[Instance]:
        """Close the rights whose time has passed; give the others."""
        return [instance for instance in live if not self.expired(instance, moment)]

    def expired(self, instance: Instance, moment: float) -> bool:
        """Close a right whose time has passed."""
        if instance.rule.kind != RIGHT or instance.due is None or moment <= instance.due:
            return False
        instance.outcome = EXPIRED
        return True

    def begin(self, rule: Rule, event: Event, moment: float, doubt: str | None) -> None:
        """Open an instance."""
        instance = INSTANCES[rule.kind](self, rule, event, moment, None)
        self.instances.append(instance)
        live = self.open.get(rule.track.index)
        if live:
            live.append(instance)
        else:
            self.open[rule.track.index] = [instance]
        if doubt is not None:
            instance.specially().doubt = doubt
            self.doubts.append(instance)
        if rule.calm and doubt != UNDETERMINED:
            instance.due = rule.plain_end(moment)
        elif doubt != UNDETERMINED:
            self.start_clock(instance, rule, moment)
        if rule.track.changes:
            self.expect_change(instance, rule.start)

    def restart(
        self, live: list[Instance], rule: Rule, event: Event, moment: float, doubt: str | None
    ) -> bool:
        """Count the term of the open instance anew; an overdue one stays as it is."""
        for instance in live:
            if instance.overdue(moment):
                continue
            if instance.doubt != UNDETERMINED:
                instance.begin_anew(rule, event, moment, doubt)
                if doubt is not None and instance not in self.doubts:
                    self.doubts.append(instance)
                self.start_clock(instance, rule, moment)
            return True
        return False

    def drain(self, moment: float, rank: int) -> None:
        """Handle what is waiting before a moment, and at that moment what ranks before `rank`."""
        queue = self.queue
        while queue and (queue[0][0] < moment or (queue[0][0] == moment and queue[0][1] < rank)):
            when, kind, _, _, _, waiting = heapq.heappop(queue)
            if kind == CHANGE:
                self.change_version(*waiting)
            elif kind == NATURAL_END:
                self.end_naturally(waiting, when)
            else:
                if waiting.step in self.program.sets:
                    self.state(when, self.program.sets[waiting.step])
                self.handle(waiting, when, waiting.step, self.program.steps.get(waiting.step, NOTHING))

    def end_naturally(self, instance: Instance, moment: float) -> None:
        """Close a period at its end, or note that a duty was not fulfilled at its due moment."""
        due, rule = instance.due, instance.rule
        if not instance.running or due is None or max(due, instance.earliest) != moment or instance.paused:
            return
        if rule.kind == PERIOD:
            instance.outcome = EXPIRED
            self.open[rule.track.index].remove(instance)
        else:
            special = instance.specially()
            if special.defaulted:
                return
            special.defaulted = True
        if rule.then is not None and len(self.derived) < MAX_DERIVED:
            self.derive(rule, rule.then, moment)

    def derive(self, rule: Rule, step: str, moment: float) -> None:
        """Make a derived event; several ends of one clause at one moment are one event."""
        name = clause_moment(rule, moment)
        if name in self.derived:
            return
        event = Event(id=name, step=step, occurred=moment, recorded=moment, subject=self.subject)
        self.derived[name] = event
        self.wait(moment, DERIVED, name, event)


def clause_moment(rule: Rule, moment: float) -> str:
    """Name a derived event: the clause and the moment."""
    return f"{rule.track.code}@{iso(moment)}"
