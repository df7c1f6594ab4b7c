"""Duties, rights, clocks, prohibitions and departures from the agreements, in words and with their reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from vangnet.access.actors import Actor
from vangnet.cases.presenters import discreet, words
from vangnet.cases.sight import Sight, sight_of
from vangnet.protocol.engine import Judgement
from vangnet.protocol.engine.instances import DutyInstance, PeriodInstance, RightInstance, ShownInstance
from vangnet.protocol.engine.next_steps import BanNow
from vangnet.protocol.engine.violations import Breach, Deviation

PENDING = ("overdue", "open", "undetermined")
STATUS_ORDER = (*PENDING, "late", "in_time", "lapsed")
FAR = float("inf")


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One duty: who must do what before when, on which ground, and why."""

    asked: str
    steps: tuple[tuple[str, str], ...]
    holders: str
    parties: tuple[str, ...]
    status: str
    due: datetime | None
    norm: str
    ground: str
    says: str
    why: list[str]
    remedy: str
    facts_to_ask: tuple[str, ...]
    is_mine: bool
    is_in_doubt: bool
    is_unheld: bool

    @property
    def is_pending(self) -> bool:
        return self.status in PENDING

    @property
    def is_sure(self) -> bool:
        """Whether it is known that this duty applies."""
        return self.status != "undetermined"

    @property
    def why_in_full(self) -> list[str]:
        """The reasons with what the agreement says, for places that do not show that apart."""
        return [*filter(None, [self.says]), *self.why]


@dataclass(frozen=True, slots=True)
class Clock:
    """A period that runs: what it is, until when, and by which article."""

    name: str
    since: datetime | None
    until: datetime | None
    ground: str
    why: list[str]


@dataclass(frozen=True, slots=True)
class Stop:
    """Something that must not happen now."""

    name: str
    says: str
    who: str
    until: datetime | None
    ground: str
    is_certain: bool


@dataclass(frozen=True, slots=True)
class Available:
    """A right that somebody has now."""

    who: str
    may: str
    until: datetime | None
    ground: str
    why: list[str]


@dataclass(frozen=True, slots=True)
class Departure:
    """Where the dossier departs from the agreements: what happened, what was missing or forbidden, and what can still be done."""

    step: str
    sequence: int
    is_breach: bool
    is_certain: bool
    says: str
    missing: str
    before: str
    remedy: str
    ground: str
    reason: str


def duties(judgement: Judgement, actor: Actor, present: Iterable[str]) -> list[DutyLine]:
    """All duties, those that wait first and the most urgent on top; `present` are the parties that take part."""
    here, sight = frozenset(present), sight_of(judgement)
    found = sorted(judgement.duties, key=_urgency)
    return [duty_line(duty, actor, here, sight) for duty in found]


def _urgency(duty: DutyInstance) -> tuple[int, float, str]:
    return STATUS_ORDER.index(duty.status), FAR if duty.due is None else duty.due, duty.code


def duty_line(
    duty: DutyInstance, actor: Actor, present: frozenset[str], sight: Sight | None = None
) -> DutyLine:
    clause = duty.clause
    proof = duty.proof()
    norms = [words.said(limit.norm) for limit in proof.limits if limit.norm]
    return DutyLine(
        asked=words.listed(words.step_name(code) for code in clause.do),
        steps=tuple((code, words.step_name(code)) for code in clause.do),
        holders=words.listed(words.party_name(code) for code in duty.holder),
        parties=duty.holder,
        status=duty.status,
        due=words.moment(duty.due),
        norm=norms[0] if norms else "",
        ground=duty.ground,
        says=words.said(clause.says),
        why=discreet.explained(duty, sight),
        remedy=words.said(clause.remedy),
        facts_to_ask=tuple(code for code in duty.facts_to_ask if sight is None or sight.asks(code)),
        is_mine=actor.party in duty.holder,
        is_in_doubt=duty.in_doubt,
        is_unheld=present.isdisjoint(duty.holder),
    )


def _why(instance: ShownInstance, says: str, sight: Sight | None) -> list[str]:
    return [*filter(None, [says]), *discreet.explained(instance, sight)]


def clocks(judgement: Judgement) -> list[Clock]:
    """The periods that run, the first to end on top."""
    running = [period for period in judgement.periods if period.status == "running"]
    sight = sight_of(judgement)
    return [clock(period, sight) for period in sorted(running, key=lambda one: one.due or FAR)]


def clock(period: PeriodInstance, sight: Sight | None = None) -> Clock:
    since, until = words.moment(period.start), words.moment(period.due)
    says = words.said(period.clause.says)
    return Clock(_stretch(period, sight), since, until, period.ground, _why(period, says, sight))


def _stretch(period: PeriodInstance, sight: Sight | None) -> str:
    """A period by the steps between which it runs, which is shorter than what the agreement says of it."""
    if sight is not None and not sight.sees_event(period.trigger):
        return words.said(period.clause.says, period.clause.name)
    begin = words.step_name(period.trigger.step)
    end = period.clause.then
    return f"{begin} → {words.step_name(end)}" if end else begin


def stops(judgement: Judgement) -> list[Stop]:
    """What must not happen now."""
    return [_stop(ban) for ban in judgement.prohibitions]


def _stop(ban: BanNow) -> Stop:
    clause = ban.clause
    return Stop(
        name=words.listed(words.step_name(code) for code in clause.forbidden),
        says=words.said(clause.says),
        who=words.listed(words.party_name(code) for code in clause.by),
        until=words.moment(ban.until),
        ground=clause.ground,
        is_certain=ban.certain,
    )


def rights(judgement: Judgement) -> list[Available]:
    """The rights that can be used now."""
    sight = sight_of(judgement)
    return [_available(right, sight) for right in judgement.rights if right.status == "available"]


def _available(right: RightInstance, sight: Sight | None) -> Available:
    clause = right.clause
    return Available(
        who=words.listed(words.party_name(code) for code in clause.who),
        may=words.listed(words.step_name(code) for code in clause.may),
        until=words.moment(right.due),
        ground=right.ground,
        why=_why(right, words.said(clause.says), sight),
    )


def departures(judgement: Judgement, reasons: dict[int, str]) -> list[Departure]:
    """Breaches and deviations, newest first; `reasons` are those given when they were recorded, by number of the event."""
    found: list[Breach | Deviation] = [*judgement.breaches, *judgement.deviations]
    found.sort(key=lambda one: one.event.occurred, reverse=True)
    sight = sight_of(judgement)
    return [_departure(one, reasons, sight) for one in found]


def _departure(found: Breach | Deviation, reasons: dict[int, str], sight: Sight | None) -> Departure:
    sequence = number(found.event.id)
    clause = found.rule.clause
    missing: tuple[str, ...] = () if isinstance(found, Breach) else found.missing
    before: tuple[str, ...] = () if isinstance(found, Breach) else found.too_late_after
    if sight is not None:
        before = tuple(code for code in before if sight.sees(sight.classes.of_step(code)))
    return Departure(
        step=words.step_name(found.event.step),
        sequence=sequence,
        is_breach=isinstance(found, Breach),
        is_certain=found.certain,
        says=words.said(clause.says),
        missing=", ".join(map(words.step_name, missing)),
        before=", ".join(map(words.step_name, before)),
        remedy=words.said(found.remedy),
        ground=clause.ground,
        reason=reasons.get(sequence, ""),
    )


def number(event: str) -> int:
    """The number in the log of an event by its name in a judgement; nothing for what the judgement made itself."""
    return int(event[1:]) if event[:1] == "e" and event[1:].isdecimal() else 0
