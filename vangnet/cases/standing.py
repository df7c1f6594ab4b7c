"""From a judgement to the lines of the worklist. Nothing here reads or writes the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from vangnet.cases.models import Dossier, DossierStanding, WorklistEntry
from vangnet.protocol import catalogue, histories, log
from vangnet.protocol.engine import judge
from vangnet.protocol.engine.results import DutyInstance, Judgement
from vangnet.protocol.facts import UNKNOWN
from vangnet.protocol.models import LogEntry

WAITING = frozenset({"open", "overdue", "undetermined"})
DESCRIBED = ("age", "origin", "form_of_exploitation")


@dataclass(frozen=True, slots=True)
class Computed:
    """The cache of one dossier as it ought to be at a moment."""

    lines: list[WorklistEntry]
    standing: DossierStanding


def judged(
    dossier: Dossier, entries: Sequence[LogEntry], *, at: datetime, known: datetime | None = None
) -> Judgement:
    """The judgement of a dossier at a moment, knowing what had been recorded at another."""
    case = log.as_case(str(dossier.pk), list(entries))
    return judge(
        case, catalogue.current().program, at=at.timestamp(), known=known.timestamp() if known else None
    )


def computed(
    dossier: Dossier, entries: Sequence[LogEntry], *, holders: Mapping[str, Sequence[UUID]], now: datetime
) -> Computed:
    """The worklist lines and the standing of a dossier; `holders` are the organisations that take part, by party."""
    judgement = judged(dossier, entries, at=now)
    waiting = [duty for duty in judgement.duties if duty.status in WAITING]
    lines = [line for duty in waiting for line in _lines(dossier, duty, holders)]
    return Computed(lines, _standing(dossier, entries, judgement, now))


def _lines(dossier: Dossier, duty: DutyInstance, holders: Mapping[str, Sequence[UUID]]) -> list[WorklistEntry]:
    mine = [key for party in duty.holder for key in holders.get(party, ())]
    return [_line(dossier, duty, key) for key in mine] or [_line(dossier, duty, None)]


def _line(dossier: Dossier, duty: DutyInstance, holder: UUID | None) -> WorklistEntry:
    stands_still = duty.remaining is not None
    return WorklistEntry(
        dossier=dossier,
        agreement=duty.agreement,
        version=duty.version,
        duty=duty.duty,
        trigger=duty.trigger,
        parties=list(duty.holder),
        holder_id=holder,
        toward=list(duty.toward),
        ground=duty.ground,
        due_at=None if stands_still else _moment(duty.due),
        remaining=timedelta(seconds=duty.remaining) if stands_still else None,
        waiting_since=_moment(duty.trigger_at),
        is_undetermined=duty.status == "undetermined",
        is_in_doubt=duty.in_doubt,
        facts_to_ask=list(duty.facts_to_ask),
    )


def _standing(
    dossier: Dossier, entries: Sequence[LogEntry], judgement: Judgement, now: datetime
) -> DossierStanding:
    known = histories.facts(entries, at=now)
    described = {code: known[code].value for code in DESCRIBED if code in known and known[code].value != UNKNOWN}
    return DossierStanding(
        dossier=dossier,
        program_hash=catalogue.current().hash,
        events_digest=entries[-1].digest,
        computed_at=now,
        next_change_at=next_change(judgement, now),
        **described,
    )


def next_change(judgement: Judgement, now: datetime) -> datetime | None:
    """When the set of waiting duties may change without anybody doing anything: a period ends, a term with a
    consequence runs out, or another version of an agreement comes into force."""
    moment = now.timestamp()
    ends = [period.end for period in judgement.periods if period.status == "running"]
    dues = [duty.due for duty in judgement.duties if duty.status == "open"]
    versions = [validity.start for validity in catalogue.current().program.validities]
    coming = [one for one in (*ends, *dues, *versions) if one is not None and one > moment]
    return _moment(min(coming, default=None))


def _moment(seconds: float | None) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds is not None else None
