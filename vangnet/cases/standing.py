"""From a judgement to the lines of the worklist. Nothing here reads or writes the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from vangnet.cases import classifying
from vangnet.cases.models import Dossier, DossierStanding, WorklistEntry
from vangnet.protocol import catalogue, histories, log
from vangnet.protocol.engine import DutyInstance, Judgement, PeriodInstance, judge
from vangnet.protocol.engine.model import Event
from vangnet.protocol.models import LogEntry

WAITING = frozenset({"open", "overdue", "undetermined"})
DESCRIBED = ("age", "origin", "form_of_exploitation")
ADULT = 18


@dataclass(frozen=True, slots=True)
class Computed:
    """The cache of one dossier as it ought to be at a moment."""

    lines: list[WorklistEntry]
    standing: DossierStanding


def grown(age: object, since: datetime, at: datetime) -> object:
    """An age as it counts later: whoever must have turned 18 by then is adult, and doubt leaves somebody a minor."""
    if not isinstance(age, int) or age >= ADULT:
        return age
    return ADULT if at >= _adult_at(age, since) else age


def _adult_at(age: int, since: datetime) -> datetime:
    return since + timedelta(days=-(-1461 * (ADULT - age) // 4))


def judged(
    dossier: Dossier,
    entries: Sequence[LogEntry],
    *,
    at: datetime,
    known: datetime | None = None,
    also: Event | None = None,
) -> Judgement:
    """The judgement of a dossier at a moment, knowing what had been recorded at another; `also` is tried without being written."""
    recorded = log.as_case(str(dossier.pk), list(entries))
    case = replace(recorded, events=(*recorded.events, also)) if also else recorded
    return judge(
        case, catalogue.current().program, at=at.timestamp(), known=known.timestamp() if known else None
    )


def computed(
    dossier: Dossier, entries: Sequence[LogEntry], *, holders: Mapping[str, Sequence[UUID]], now: datetime
) -> Computed:
    """The worklist lines and the standing of a dossier; `holders` are the organisations that take part, by party."""
    judgement = judged(dossier, entries, at=now)
    waiting = [duty for duty in judgement.duties if duty.status in WAITING]
    lines = [
        WorklistEntry(dossier=dossier, holder_id=holder, **_words(judgement, duty))
        for duty in waiting
        for holder in _holders(duty, holders)
    ]
    return Computed(lines, _standing(dossier, entries, judgement, now))


def _holders(duty: DutyInstance, present: Mapping[str, Sequence[UUID]]) -> Sequence[UUID | None]:
    # With nobody of the right kind there is still a line, so that everybody sees that somebody must be asked.
    return [key for party in duty.holder for key in present.get(party, ())] or [None]


def _words(judgement: Judgement, duty: DutyInstance) -> dict[str, Any]:
    remaining, classes = _time_left(judgement, duty), classifying.current()
    return {
        "agreement": duty.agreement,
        "version": duty.version,
        "duty": duty.duty,
        "trigger": duty.trigger.id,
        "parties": list(duty.holder),
        "toward": list(duty.toward),
        "ground": duty.ground,
        "due_at": _moment(duty.due) if remaining is None else None,
        "remaining": remaining,
        "waiting_since": datetime.fromtimestamp(duty.trigger_at, UTC),
        "is_undetermined": duty.status == "undetermined",
        "is_in_doubt": duty.in_doubt,
        "facts_to_ask": list(duty.facts_to_ask),
        "is_silent": classes.is_silent(classes.of_step(duty.trigger.step)),
    }


def _standing(
    dossier: Dossier, entries: Sequence[LogEntry], judgement: Judgement, now: datetime
) -> DossierStanding:
    known = histories.facts(entries, at=now)
    described: dict[str, Any] = {
        code: known[code].value for code in DESCRIBED if code in known and known[code].is_certain
    }
    changes, age = [next_change(judgement, now)], described.get("age")
    if isinstance(age, int) and age < ADULT:
        since = known["age"].since
        described["age"] = grown(age, since, now)
        changes.append(_adult_at(age, since) if described["age"] < ADULT else None)
    return DossierStanding(
        dossier=dossier,
        program_hash=catalogue.current().hash,
        events_digest=entries[-1].digest,
        computed_at=now,
        next_change_at=min(filter(None, changes), default=None),
        **described,
    )


def next_change(judgement: Judgement, now: datetime) -> datetime | None:
    """When the duties that wait may change without anybody doing anything.

    That is when a period ends, when a term with a consequence runs out, or when another version of an agreement comes into
    force that touches what is open. That a duty becomes overdue is seen when the worklist is read and needs no change.
    """
    running = [one for one in judgement.instances if one.running]
    ends = [one.due for one in running if isinstance(one, PeriodInstance) or one.rule.then is not None]
    coming = [end for end in (*ends, *judgement.program.change_moments) if end is not None]
    return _moment(min((moment for moment in coming if moment > now.timestamp()), default=None))


def _time_left(judgement: Judgement, duty: DutyInstance) -> timedelta | None:
    """What is left of the term of a duty whose clock stands still; nothing when the clock runs or had run out before."""
    pauses = {pause for run in judgement.runs if run.subject == duty.subject for pause in run.paused}
    if duty.due is None or duty.due < judgement.at or pauses.isdisjoint(duty.rule.pauses):
        return None
    return timedelta(seconds=duty.due - judgement.at)


def _moment(seconds: float | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds is not None else None
