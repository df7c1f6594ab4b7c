"""How a result came about: trigger, facts and values used, clause, version, ground, and the calendar steps to its end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from vangnet.protocol.engine.calendar import CalendarStep
from vangnet.protocol.engine.history import certainty, fact_value
from vangnet.protocol.engine.model import Clause, Event, Limit
from vangnet.protocol.engine.moments import iso, local
from vangnet.protocol.engine.program import DUTY, Rule
from vangnet.protocol.engine.standing import UNDETERMINED, Instance, Standing


@dataclass(frozen=True, slots=True)
class FactUsed:
    """A fact that a clause looked at: its value then, how certain, and which event stated it."""

    code: str
    value: Any
    certainty: str
    event: str
    stated_at: float | None


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything that a result rests on."""

    kind: str
    agreement: str
    version: date
    clause: Clause
    term_version: date
    subject: str
    trigger: Event
    earlier_triggers: tuple[Event, ...]
    facts: tuple[FactUsed, ...]
    limits: tuple[Limit, ...]
    counted_from: float
    calendar: tuple[CalendarStep, ...]
    paused_seconds: float
    due: float | None
    doubt: str | None
    settled_by: Event | None

    @property
    def guard(self) -> str:
        """The condition as the agreement writes it."""
        return self.clause.when.text if self.clause.when else ""

    def to_dict(self) -> dict[str, Any]:
        """Give the proof as plain values."""
        return {
            "agreement": self.agreement,
            "version": self.version.isoformat(),
            "clause": f"{self.kind}.{self.clause.name}",
            "ground": self.clause.ground,
            "guard": self.guard,
            "subject": self.subject,
            "trigger": self.trigger.id,
            "earlier_triggers": [event.id for event in self.earlier_triggers],
            "facts": [_fact_dict(fact) for fact in self.facts],
            "counted_from": iso(self.counted_from),
            "calendar": [
                {"what": step.what, "moment": step.moment.isoformat(), "detail": step.detail}
                for step in self.calendar
            ],
            "paused_seconds": self.paused_seconds,
            "due": None if self.due is None else iso(self.due),
            "doubt": self.doubt,
        }


def _fact_dict(fact: FactUsed) -> dict[str, Any]:
    return {
        "fact": fact.code,
        "value": "unknown" if fact.value is None else fact.value,
        "certainty": fact.certainty,
        "event": fact.event,
    }


def prove(instance: Instance) -> Proof:
    """Build the proof of a duty, right or period."""
    rule, special = instance.rule, instance.special
    term_rule = (special.term_rule if special else None) or rule
    limits = _limits_used(instance, term_rule)
    return Proof(
        kind=rule.kind,
        agreement=rule.track.agreement,
        version=rule.agreement.valid_from,
        clause=rule.clause,
        term_version=term_rule.agreement.valid_from,
        subject=instance.subject,
        trigger=instance.trigger,
        earlier_triggers=tuple(special.triggers) if special else (),
        facts=tuple(facts_used(instance.run, codes_used(rule, term_rule), instance.start)),
        limits=limits,
        counted_from=instance.counted_from,
        calendar=_calendar_steps(instance, limits),
        paused_seconds=special.shift if special else 0.0,
        due=instance.due,
        doubt=instance.doubt,
        settled_by=instance.settled_by,
    )


def codes_used(*rules: Rule) -> list[str]:
    """Give every fact that rules look at, in the order of their text."""
    codes: dict[str, None] = {}
    for rule in rules:
        codes |= dict.fromkeys(rule.guard.facts if rule.guard else ())
        for limit in rule.deadlines.limits if rule.deadlines else ():
            codes |= dict.fromkeys(limit.when.facts if limit.when else ())
            codes |= dict.fromkeys((limit.until,) if limit.until else ())
        codes |= {"region": None} if rule.regions else {}
    return list(codes)


def facts_used(run: Standing, codes: Iterable[str], moment: float) -> list[FactUsed]:
    """Give the values of facts at a moment, each with the event that stated it."""
    stated = run.stated_facts(moment)
    return [_fact_used(code, stated) for code in codes]


def _fact_used(code: str, stated: Mapping[str, tuple[Any, Event]]) -> FactUsed:
    if code not in stated:
        return FactUsed(code, None, "", "", None)
    value, event = stated[code]
    return FactUsed(code, fact_value(value), certainty(value), event.id, event.occurred)


def _limits_used(instance: Instance, rule: Rule) -> tuple[Limit, ...]:
    if rule.deadlines is None or instance.doubt == UNDETERMINED:
        return ()
    branches = rule.deadlines.in_play(instance.run.facts_as_of(instance.counted_from))
    return tuple(branch.limit for branch in branches)


def _calendar_steps(instance: Instance, limits: tuple[Limit, ...]) -> tuple[CalendarStep, ...]:
    calendar = instance.run.program.calendar
    start = local(instance.counted_from)
    found = []
    for limit in limits:
        term = limit.term or limit.target
        if term is not None and instance.due is not None:
            found.append(calendar.add(start, term, statutory=limit.statutory, day_end=limit.day_end))
    if not found:
        return ()
    latest = instance.rule.kind != DUTY
    return (max if latest else min)(found, key=lambda deadline: deadline.moment).steps
