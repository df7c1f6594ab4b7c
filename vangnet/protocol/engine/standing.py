"""How things stand for one subject: the instances that were opened, and the facts as they were stated over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vangnet.protocol.engine.deadlines import Asking
from vangnet.protocol.engine.history import PLAIN, UNKNOWN, fact_value
from vangnet.protocol.engine.model import Event
from vangnet.protocol.engine.program import Program, Rule
from vangnet.protocol.engine.versions import FOREVER

# Denied: the guard turned out to be false, so that it never should have been there.
SETTLED, LAPSED, EXPIRED, DENIED = "settled", "lapsed", "expired", "denied"
IN_DOUBT, UNDETERMINED, LIFTED = "in_doubt", "undetermined", "lifted"


def still_unknown(asking: Asking, facts: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the facts of a question that are unknown."""
    if isinstance(asking, str):
        return () if facts.get(asking) is not None else (asking,)
    return asking.asks(facts)


class Special:
    """What only few instances have: doubt, pauses, repeated triggers, a term from a later version."""

    __slots__ = (
        *("asking", "changed_at", "counted_from", "defaulted", "doubt", "paused_since", "shift", "term_rule"),
        "triggers",
    )

    def __init__(self) -> None:
        self.doubt: str | None = None
        self.asking: list[Asking] = []
        self.paused_since: float | None = None
        self.shift = 0.0
        self.triggers: list[Event] = []
        self.term_rule: Rule | None = None
        self.counted_from: float | None = None
        self.changed_at: float | None = None
        self.defaulted = False


class Instance:
    """One duty, right, period or stretch of one subject, opened by one event."""

    __slots__ = ("due", "outcome", "rule", "run", "settled_by", "special", "start", "trigger")

    def __init__(self, run: Standing, rule: Rule, trigger: Event, start: float, due: float | None) -> None:
        self.run = run
        self.rule = rule
        self.trigger = trigger
        self.start = start
        self.due = due
        self.outcome: str | None = None
        self.settled_by: Event | None = None
        self.special: Special | None = None

    @property
    def subject(self) -> str:
        """Whom it is about."""
        return self.run.subject

    def specially(self) -> Special:
        """Give the record of what is special about this instance, made when first needed."""
        if self.special is None:
            self.special = Special()
        return self.special

    @property
    def doubt(self) -> str | None:
        """Say whether the instance is in doubt, undetermined, or was so until a later event."""
        return self.special.doubt if self.special else None

    @property
    def running(self) -> bool:
        """Say whether it is open and certain enough to have effects."""
        return self.outcome is None and self.doubt != UNDETERMINED

    @property
    def counted_from(self) -> float:
        """Give the moment from which the term counts."""
        moment = self.special.counted_from if self.special else None
        return self.start if moment is None else moment

    @property
    def earliest(self) -> float:
        """Give the first moment at which its end can have effects: not before it began or before its term changed."""
        changed = self.special.changed_at if self.special else None
        return self.counted_from if changed is None else max(changed, self.counted_from)

    @property
    def paused(self) -> bool:
        """Say whether the clock stands still."""
        return self.special is not None and self.special.paused_since is not None

    def overdue(self, moment: float) -> bool:
        """Say whether its due moment has passed; while the clock stands still it cannot pass."""
        return self.due is not None and moment > self.due and not self.paused

    def begin_anew(self, rule: Rule, event: Event, moment: float, doubt: str | None) -> None:
        """Start again from a new trigger; the earlier triggers are kept."""
        special = self.specially()
        special.triggers.append(self.trigger)
        if doubt is not None or special.doubt is not None:
            special.doubt = doubt or LIFTED
        self.trigger, self.rule, self.start = event, rule, moment
        special.counted_from = special.paused_since = special.changed_at = special.term_rule = None
        special.shift, special.defaulted = 0.0, False

    def settle(self, outcome: str, event: Event) -> None:
        """Close the instance by an event; a pause that still runs ends with it."""
        self.outcome = outcome
        self.settled_by = event
        if self.special is not None:
            self.resume(event.occurred)

    def pause(self, moment: float) -> None:
        """Let the clock stand still, unless the due moment has already passed."""
        if self.special is not None and self.special.paused_since is not None:
            return
        if self.due is None or moment <= self.due:
            self.specially().paused_since = moment

    def resume(self, moment: float) -> None:
        """Let the clock run again: the due moment shifts by the time that passed."""
        special = self.special
        if special is None or special.paused_since is None:
            return
        passed = moment - special.paused_since
        special.paused_since = None
        if self.due is not None:
            special.shift += passed
            self.due += passed


class Standing:
    """The state of one subject while its events are walked through, and afterwards."""

    __slots__ = (
        *("asked", "at", "breaches", "derived", "deviations", "doubts", "events", "fact_position", "facts"),
        *(
            "instances",
            "next_fact",
            "open",
            "paused",
            "program",
            "queue",
            "seen",
            "sequence",
            "stated",
            "stating",
            "subject",
        ),
    )

    def __init__(self, program: Program, subject: str, events: Sequence[Event], at: float) -> None:
        self.program = program
        self.subject = subject
        self.events = events
        self.at = at
        self.instances: list[Any] = []
        self.open: dict[int, list[Instance]] = {}
        self.breaches: list[Any] = []
        self.deviations: list[Any] = []
        self.doubts: list[Instance] = []
        self.asked: list[Asking] = []
        self.derived: dict[str, Event] = {}
        self.seen: set[str] = set()
        self.paused: set[tuple[str, str]] = set()
        self.queue: list[tuple[Any, ...]] = []
        self.sequence = 0
        # The events that state facts are sought when a guard first asks for a fact.
        self.stating: Sequence[Event] | None = None
        self.facts: dict[str, Any] = {}
        # The facts that were stated since doubts were last looked at: only these can lift one.
        self.stated: set[str] = set()
        self.fact_position = 0
        self.next_fact = -FOREVER

    def facts_at(self, moment: float) -> dict[str, Any]:
        """Give the facts of the subject at a moment, everything recorded as of that same moment included."""
        if self.next_fact <= moment:
            self.read_facts(moment)
        return self.facts

    def read_facts(self, moment: float) -> None:
        """Move forward through the events that state facts."""
        events, position, sets = self.fact_events(), self.fact_position, self.program.sets
        end = len(events)
        while position < end:
            event = events[position]
            if event.occurred > moment:
                self.next_fact = event.occurred
                break
            if event.step in sets:
                self.take_in(sets[event.step])
            self.take_in(event.facts)
            position += 1
        else:
            self.next_fact = FOREVER
        self.fact_position = position

    def take_in(self, facts: Mapping[str, Any]) -> None:
        """Take in what guards see of stated facts."""
        known = self.facts
        for code, value in facts.items():
            kind = value.__class__
            known[code] = value if kind in PLAIN or (kind is str and value != UNKNOWN) else fact_value(value)
        if self.doubts:
            self.stated.update(facts)

    def state(self, moment: float, facts: Mapping[str, Any]) -> None:
        """Take in the facts that a derived event establishes, after all that was stated until then."""
        self.facts_at(moment)
        self.take_in(facts)

    def fact_events(self) -> Sequence[Event]:
        """Give the events that state facts, by themselves or because their step sets some."""
        if self.stating is None:
            sets = self.program.sets
            self.stating = [event for event in self.events if event.facts or event.step in sets]
        return self.stating

    def ask(self, asking: Any) -> None:
        """Note something to ask: the guard that is unknown, or the fact by its code."""
        self.asked.append(asking)

    def in_region(self, rule: Rule, facts: dict[str, Any]) -> bool:
        """Say whether the agreement is in force where this case plays; an unknown region does not close the door."""
        region = facts.get("region")
        if region is None:
            self.ask("region")
            return True
        return region in rule.regions

    def stated_facts(self, moment: float) -> dict[str, tuple[Any, Event]]:
        """Give what was last stated about each fact at a moment, with the event that stated it."""
        sets = self.program.sets
        stated: dict[str, tuple[Any, Event]] = {}
        for event in sorted((*self.fact_events(), *self.derived.values()), key=lambda event: event.occurred):
            if event.occurred <= moment:
                for code, value in {**sets.get(event.step, {}), **event.facts}.items():
                    stated[code] = value, event
        return stated

    def facts_as_of(self, moment: float) -> dict[str, Any]:
        """Give the facts at an earlier moment, read anew."""
        return {code: fact_value(value) for code, (value, _) in self.stated_facts(moment).items()}
