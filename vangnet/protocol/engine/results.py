"""What a judgement says: duties, rights, periods, prohibitions, breaches, deviations, next steps and facts to ask."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vangnet.protocol.engine.history import by_subject, usable_events
from vangnet.protocol.engine.instances import (
    DutyInstance,
    PeriodInstance,
    RightInstance,
    ShownInstance,
    as_written,
)
from vangnet.protocol.engine.judging import Run
from vangnet.protocol.engine.model import Case, Event
from vangnet.protocol.engine.moments import epoch, iso
from vangnet.protocol.engine.next_steps import BanNow, NextStep, bans_now, next_steps
from vangnet.protocol.engine.program import BAN, DUTY, PERIOD, RIGHT, Program
from vangnet.protocol.engine.proofs import codes_used, facts_used
from vangnet.protocol.engine.standing import still_unknown
from vangnet.protocol.engine.violations import Breach, Deviation


class Judgement:
    """One case judged at a reference moment, with what was known at a knowledge moment."""

    __slots__ = ("at", "case", "known", "program", "runs")

    def __init__(self, case: Case, program: Program, at: float, known: float | None) -> None:
        self.case = case
        self.program = program
        self.at = at
        self.known = known
        parts = by_subject(case, usable_events(case, at, known))
        self.runs = [Run(program, subject, events, at) for subject, events in parts.items()]
        for run in self.runs:
            if run.events is case.events and not program.sets:
                run.stating = case.stating
            run.play()

    @property
    def instances(self) -> list[ShownInstance]:
        """Everything that was opened, per subject in order of opening."""
        return [instance for run in self.runs for instance in run.instances if instance.rule.kind != BAN]

    @property
    def duties(self) -> list[DutyInstance]:
        """All duties, settled ones included."""
        return [instance for run in self.runs for instance in run.instances if instance.rule.kind == DUTY]

    @property
    def rights(self) -> list[RightInstance]:
        """All rights."""
        return [instance for run in self.runs for instance in run.instances if instance.rule.kind == RIGHT]

    @property
    def periods(self) -> list[PeriodInstance]:
        """All periods."""
        return [instance for run in self.runs for instance in run.instances if instance.rule.kind == PERIOD]

    @property
    def prohibitions(self) -> list[BanNow]:
        """The prohibitions in force at the reference moment."""
        return [ban for run in self.runs for ban in bans_now(run)]

    @property
    def breaches(self) -> list[Breach]:
        """The forbidden steps that were recorded."""
        return [breach for run in self.runs for breach in run.breaches]

    @property
    def deviations(self) -> list[Deviation]:
        """The steps that were recorded although a requirement was not met."""
        return [deviation for run in self.runs for deviation in run.deviations]

    @property
    def derived_events(self) -> list[Event]:
        """The events that the engine made: natural ends and missed due moments."""
        return [event for run in self.runs for event in run.derived.values()]

    @property
    def next_steps(self) -> list[NextStep]:
        """Every step with yes, no or unknown, why, and whose duty it would fulfil."""
        return [step for run in self.runs for step in next_steps(run)]

    @property
    def facts_to_ask_by_subject(self) -> dict[str, list[str]]:
        """The unknown facts that would take doubt away, per subject."""
        return {run.subject: _facts_to_ask(run) for run in self.runs}

    @property
    def facts_to_ask(self) -> list[str]:
        """The unknown facts that would take doubt away, for all subjects together."""
        return sorted({code for codes in self.facts_to_ask_by_subject.values() for code in codes})

    @property
    def next_change_at(self) -> float | None:
        """The first moment after the reference moment at which a result changes by the passing of time alone."""
        later = [instance.due for instance in self.instances if instance.running and instance.due is not None]
        later += [change for run in self.runs for change in run.program.change_moments]
        return min((moment for moment in later if moment > self.at), default=None)

    def to_dict(self) -> dict[str, Any]:
        """Give the whole judgement as plain values, as the command line prints it."""
        return {
            "case": self.case.id,
            "at": iso(self.at),
            "known": None if self.known is None else iso(self.known),
            "duties": [_duty(duty) for duty in self.duties],
            "rights": [_right(right) for right in self.rights],
            "periods": [_period(period) for period in self.periods],
            "prohibitions": [ban.to_dict() for ban in self.prohibitions],
            "breaches": [_breach(breach) for breach in self.breaches],
            "deviations": [_deviation(deviation) for deviation in self.deviations],
            "next_steps": [step.to_dict() for step in self.next_steps],
            "facts_to_ask": self.facts_to_ask,
        }


def judge(case: Case, program: Program, at: Any, known: Any = None) -> Judgement:
    """Judge a case at a reference moment, with what had been recorded at a knowledge moment (all of it when absent)."""
    return Judgement(case, program, epoch(at), None if known is None else epoch(known))


def _facts_to_ask(run: Run) -> list[str]:
    facts = run.facts_at(run.at)
    found = {
        code
        for instance in run.instances
        if instance.special and instance.rule.kind != BAN
        for code in instance.facts_to_ask
    }
    for asking in run.asked:
        found |= set(still_unknown(asking, facts))
    return sorted(found)


def _when(moment: float | None) -> str | None:
    return None if moment is None else iso(moment)


def _facts_used(instance: ShownInstance) -> Mapping[str, Any]:
    used = facts_used(instance.run, codes_used(instance.rule), instance.start)
    return {fact.code: "unknown" if fact.value is None else fact.value for fact in used}


def _base(instance: ShownInstance) -> dict[str, Any]:
    return {
        "agreement": instance.agreement,
        "version": instance.version.isoformat(),
        instance.rule.kind: instance.name,
        "trigger": instance.trigger.id,
        "trigger_at": iso(instance.trigger_at),
        "subject": instance.subject,
        "in_doubt": instance.in_doubt,
        "ground": instance.ground,
        "facts_used": _facts_used(instance),
        "facts_to_ask": instance.facts_to_ask,
    }


def _duty(duty: DutyInstance) -> dict[str, Any]:
    return _base(duty) | {
        "holder": as_written(duty.holder),
        "toward": as_written(duty.toward),
        "due": _when(duty.due),
        "status": duty.status,
        "fulfilled_by": duty.fulfilled_by.id if duty.fulfilled_by else None,
        "fulfilled_at": _when(duty.fulfilled_at),
        "lapsed_by": duty.lapsed_by.id if duty.lapsed_by else None,
    }


def _right(right: RightInstance) -> dict[str, Any]:
    return _base(right) | {
        "who": list(right.clause.who),
        "may": list(right.clause.may),
        "until": _when(right.due),
        "status": right.status,
        "settled_by": right.settled_by.id if right.settled_by else None,
    }


def _period(period: PeriodInstance) -> dict[str, Any]:
    return _base(period) | {
        "from": iso(period.start),
        "ends": _when(period.due),
        "ended_at": _when(period.ended_at),
        "status": period.status,
        "settled_by": period.settled_by.id if period.settled_by else None,
    }


def _breach(breach: Breach) -> dict[str, Any]:
    return _violation(breach) | {"prohibition": breach.rule.track.name, "since": iso(breach.since)}


def _deviation(deviation: Deviation) -> dict[str, Any]:
    return _violation(deviation) | {
        "requirement": deviation.rule.track.name,
        "missing": list(deviation.missing),
        "too_late_after": list(deviation.too_late_after),
    }


def _violation(found: Breach | Deviation) -> dict[str, Any]:
    return {
        "agreement": found.rule.track.agreement,
        "version": found.rule.agreement.valid_from.isoformat(),
        "event": found.event.id,
        "step": found.event.step,
        "at": iso(found.event.occurred),
        "by": found.event.by,
        "subject": found.subject,
        "certain": found.certain,
        "ground": found.rule.clause.ground,
        "remedy": dict(found.remedy),
    }
