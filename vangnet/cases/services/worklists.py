"""Keeping the worklist equal to the judgement: after every event, when time alone changes it, and after a new agreement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from vangnet.access import audit
from vangnet.access.actors import Actor
from vangnet.access.roles import Permission
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import demand
from vangnet.access.wall.context import as_service
from vangnet.cases import queries, standing
from vangnet.cases.models import Dossier, DossierStanding, Involvement, WorklistEntry
from vangnet.cases.states import InvolvementState
from vangnet.core import batches, clock
from vangnet.protocol import catalogue, log
from vangnet.protocol.models import LogEntry

FOR_EVERYBODY = "The worklist of everybody who takes part follows from the whole log, also from what the actor may not see."
LATER = "Lines of logs and worklists of many acts are written together at the end, when no single actor asks."
BATCH = 200
AT_ONCE = 100

_waiting: ContextVar[set[UUID] | None] = ContextVar("waiting", default=None)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a rebuild is; `last` is where to go on after it was broken off."""

    done: int
    total: int
    last: UUID


@contextmanager
def deferred_refresh(*, by: Actor) -> Iterator[None]:
    """Compute the worklist once per dossier at the end, instead of after each of many acts.

    Until then the dossiers are marked as behind, so that nothing is lost when the process ends in between.
    """
    outer = _waiting.get()
    if outer is not None:
        yield
        return
    with as_service(LATER), batches.together():
        waiting: set[UUID] = set()
        token = _waiting.set(waiting)
        try:
            yield
        finally:
            _waiting.reset(token)
        with audit.act("worklist.refresh", by=by), as_service(FOR_EVERYBODY):
            for key in sorted(waiting):
                _anew(key)


def refresh(dossier: Dossier, *, entries: Sequence[LogEntry], by: Actor) -> None:
    """Make the worklist of a dossier equal to its judgement, in the transaction that holds its history."""
    waiting = _waiting.get()
    if waiting is not None and dossier.pk in waiting:
        return
    with as_service(FOR_EVERYBODY):
        if waiting is None:
            _write(dossier, entries, clock.now())
        else:
            waiting.add(dossier.pk)
            _mark_behind(dossier, clock.now())


def keep_right(*, by: Actor) -> int:
    """Compute anew what time has changed in the dossiers that somebody may see, some at once; gives how many."""
    keys = list(queries.behind(by).order_by("next_change_at").values_list("pk", flat=True)[:AT_ONCE])
    for key in keys:
        with transaction.atomic(), as_service(FOR_EVERYBODY):
            _anew(key)
    return len(keys)


def rebuild_worklist(*, everything: bool = False, after: UUID | None = None, by: Actor) -> Iterator[Progress]:
    """Compute the worklist of every dossier that is behind, or of every dossier, in batches that each stay.

    Breaking off loses nothing: what was done is no longer behind, and `after` goes on behind the last one of a full rebuild.
    """
    demand(has_permission(by, Permission.REBUILD))
    with as_service("A rebuild goes through every dossier and shows none."):
        todo = Dossier.objects.order_by("pk") if everything else _behind().order_by("pk")
        keys = list((todo.filter(pk__gt=after) if after else todo).values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        with audit.act("worklist.rebuild", by=by), as_service(FOR_EVERYBODY):
            for key in batch:
                _anew(key)
        yield Progress(start + len(batch), len(keys), batch[-1])


def _behind() -> QuerySet[Dossier]:
    newest = LogEntry.objects.filter(history=OuterRef("history")).order_by("-sequence").values("digest")[:1]
    with_newest = Dossier.objects.annotate(newest=Subquery(newest))
    return with_newest.filter(
        Q(standing__isnull=True)
        | ~Q(standing__program_hash=catalogue.current().hash)
        | ~Q(standing__events_digest=F("newest"))
        | Q(standing__next_change_at__lte=clock.now())
    )


def _anew(key: UUID) -> None:
    stream = log.hold(key)
    _write(Dossier.objects.get(pk=key), stream.entries, clock.now())


def _write(dossier: Dossier, entries: Sequence[LogEntry], now: datetime) -> None:
    computed = standing.computed(dossier, entries, holders=_holders(dossier), now=now)
    WorklistEntry.objects.filter(dossier=dossier).delete()
    WorklistEntry.objects.bulk_create(computed.lines)
    _keep_standing(computed.standing)


def _mark_behind(dossier: Dossier, now: datetime) -> None:
    _keep_standing(DossierStanding(dossier=dossier, computed_at=now, next_change_at=now))


def _keep_standing(row: DossierStanding) -> None:
    others = [column.name for column in DossierStanding._meta.fields if not column.primary_key]
    DossierStanding.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["dossier"], update_fields=others
    )


def _holders(dossier: Dossier) -> dict[str, list[UUID]]:
    holders: dict[str, list[UUID]] = {}
    present = Involvement.objects.filter(dossier=dossier, state=InvolvementState.ACCEPTED)
    for party, key in present.values_list("organisation__party", "organisation").order_by("organisation"):
        holders.setdefault(party, []).append(key)
    return holders
