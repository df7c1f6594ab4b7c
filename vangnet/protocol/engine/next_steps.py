"""What can be done next: every step with yes, no or unknown, why, and whose open duty it would fulfil."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from vangnet.protocol.engine.instances import DutyInstance, as_written
from vangnet.protocol.engine.model import Prohibition
from vangnet.protocol.engine.moments import iso
from vangnet.protocol.engine.program import BAN, Program, Rule, StepTable, Track
from vangnet.protocol.engine.standing import Standing
from vangnet.protocol.engine.versions import Validity
from vangnet.protocol.engine.violations import ban_holds, bans_in_force, counts_now, unmet

YES, NO, UNKNOWN = "yes", "no", "unknown"
NOTHING = StepTable()


@dataclass(frozen=True, slots=True)
class BanNow:
    """A prohibition in force at the reference moment."""

    rule: Rule
    since: float
    until: float | None
    certain: bool
    subject: str

    @property
    def clause(self) -> Prohibition:
        """What the agreement says."""
        clause: Prohibition = self.rule.clause
        return clause

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain values."""
        return {
            "agreement": self.rule.track.agreement,
            "version": self.rule.agreement.valid_from.isoformat(),
            "prohibition": self.rule.track.name,
            "by": list(self.clause.by),
            "not": list(self.clause.forbidden),
            "since": iso(self.since),
            "until": None if self.until is None else iso(self.until),
            "subject": self.subject,
            "certain": self.certain,
            "ground": self.clause.ground,
        }


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a step may not be done, or not for certain."""

    kind: str
    rule: Rule
    steps: tuple[str, ...]
    parties: tuple[str, ...]
    certain: bool

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain values."""
        return {
            "kind": self.kind,
            "clause": self.rule.track.code,
            "steps": list(self.steps),
            "parties": list(self.parties),
            "certain": self.certain,
            "ground": self.rule.clause.ground,
            "facts": [] if self.certain or self.rule.guard is None else list(self.rule.guard.facts),
        }


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step, whether it may be done now, why not, and whose duty it would fulfil."""

    step: str
    subject: str
    verdict: str
    why: tuple[Reason, ...]
    fulfils: tuple[DutyInstance, ...]

    def verdict_for(self, party: str) -> str:
        """Say whether this party may do the step: a prohibition for others does not bind it."""
        return verdict([reason for reason in self.why if not reason.parties or party in reason.parties])

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain values."""
        return {
            "step": self.step,
            "subject": self.subject,
            "verdict": self.verdict,
            "why": [reason.to_dict() for reason in self.why],
            "fulfils": [
                {
                    "duty": duty.code,
                    "holder": as_written(duty.holder),
                    "due": None if duty.due is None else iso(duty.due),
                }
                for duty in self.fulfils
            ],
        }


def verdict(why: list[Reason]) -> str:
    """Say no when one reason is certain, unknown when there are only doubts, otherwise yes."""
    if any(reason.certain for reason in why):
        return NO
    return UNKNOWN if why else YES


def bans_now(run: Standing) -> list[BanNow]:
    """Give the prohibitions in force for a subject at the reference moment."""
    found = []
    for track in run.program.tracks:
        if track.kind == BAN:
            found += [ban for ban in _track_bans(run, track) if ban is not None]
    return found


def _track_bans(run: Standing, track: Track) -> Iterator[BanNow]:
    for rule, instance in bans_in_force(run, track):
        holds = ban_holds(counts_now(run, rule), rule, instance)
        if holds is not False:
            yield BanNow(rule, instance.start, instance.due, holds is True, run.subject)


def next_steps(run: Standing) -> list[NextStep]:
    """Give every step of the agreements that hold for this subject now."""
    bans = bans_now(run)
    duties = [
        instance
        for instance in run.instances
        if isinstance(instance, DutyInstance) and instance.outcome is None
    ]
    return [_next_step(run, code, bans, duties) for code in steps_now(run)]


def steps_now(run: Standing) -> list[str]:
    """Name the steps of agreements in force for this subject now; derived steps happen by themselves."""
    found: set[str] = set()
    for validity in run.program.validities:
        if validity.start <= run.at < validity.end and _serves(run, validity):
            found |= {*validity.agreement.steps, *validity.agreement.uses_steps}
            found |= implied_steps(run.program, validity)
    known = run.program.corpus.steps
    return sorted(
        code for code in found if code not in run.program.derived_steps and not _derived(known.get(code))
    )


def _derived(step: Any) -> bool:
    return step is not None and step.derived


def implied_steps(program: Program, validity: Validity) -> frozenset[str]:
    """Name the steps that the clauses of a version name without defining them."""
    return program.named_steps[validity.agreement.where.file]


def _serves(run: Standing, validity: Validity) -> bool:
    facts = run.facts_at(run.at)
    agreement = validity.agreement
    region = facts.get("region")
    if agreement.regions and region is not None and region not in agreement.regions:
        return False
    return agreement.applies is None or agreement.applies.evaluate(facts) is not False


def _next_step(run: Standing, code: str, bans: list[BanNow], duties: list[DutyInstance]) -> NextStep:
    why = [
        Reason("prohibition", ban.rule, (), ban.clause.by, ban.certain)
        for ban in bans
        if code in ban.clause.forbidden
    ]
    for track in run.program.steps.get(code, NOTHING).requirements:
        for rule in track.timetable.at(run.at) or ():
            if code in rule.on:
                why += _requirement_reasons(run, rule)
    fulfils = tuple(duty for duty in duties if code in duty.clause.do)
    return NextStep(code, run.subject, verdict(why), tuple(why), fulfils)


def _requirement_reasons(run: Standing, rule: Rule) -> list[Reason]:
    missing, too_late = unmet(rule, run.seen)
    counts = counts_now(run, rule) if missing or too_late else False
    if counts is False:
        return []
    found = [Reason("requires", rule, missing, (), counts is True)] if missing else []
    return found + ([Reason("too_late", rule, too_late, (), counts is True)] if too_late else [])
