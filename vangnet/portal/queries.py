"""Reading for the start pages of those who read no dossiers: counts that point to nobody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Func, Q, TextField

from vangnet.access.actors import Actor
from vangnet.access.models import Organisation
from vangnet.access.roles import Permission
from vangnet.access.wall.context import as_service
from vangnet.cases.models import Track, WorklistEntry
from vangnet.core import clock
from vangnet.signals.models import Signal
from vangnet.signals.queries.small_numbers import smallest
from vangnet.signals.states import OPEN


@dataclass(frozen=True, slots=True)
class PartyCount:
    """In how many dossiers a kind of organisation has open, late or uncertain duties; nothing when there are too few to tell."""

    party: str
    open: int | None
    overdue: int | None
    undetermined: int | None


@dataclass(frozen=True, slots=True)
class OpenWork:
    """How much waits for an organisation: counts only, that point to nobody."""

    tracks: int
    duties: int
    signals: int = 0


class _Each(Func):
    function = "jsonb_array_elements_text"
    output_field = TextField()
    set_returning = True


def duties_by_party(actor: Actor) -> list[PartyCount]:
    """In how many dossiers each kind of organisation has duties that wait, for somebody who reads figures.

    Fewer than five dossiers are not told, and there are no totals from which they could be computed.
    """
    if not actor.may(Permission.READ_STATISTICS):
        return []
    is_late = Q(is_undetermined=False, due_at__lt=clock.now())
    cells = {
        "undetermined": Q(is_undetermined=True),
        "overdue": is_late,
        "open": Q(is_undetermined=False) & (Q(due_at__isnull=True) | Q(due_at__gte=clock.now())),
    }
    counted = WorklistEntry.objects.annotate(party=_Each(F("parties"))).values("party").order_by("party")
    rows = counted.annotate(
        **{name: Count("dossier", filter=cell, distinct=True) for name, cell in cells.items()}
    )
    with as_service("Figures are counted over all dossiers, and small numbers are not told."):
        return list(_told(rows))


def _told(rows: Iterable[Mapping[str, Any]]) -> Iterable[PartyCount]:
    least = smallest()
    for row in rows:
        cells = {
            name: row[name] if row[name] >= least else None for name in ("open", "overdue", "undetermined")
        }
        yield PartyCount(row["party"], **cells)


def open_work(actor: Actor, organisation: Organisation) -> OpenWork:
    """How many tracks and open signals an organisation owns and how many duties it holds, for those who look after accounts."""
    if not actor.may(Permission.MANAGE_ACCOUNTS):
        return OpenWork(0, 0)
    with as_service(
        "Whoever looks after accounts sees how much work somebody leaves behind, and no dossier."
    ):
        return OpenWork(
            tracks=Track.objects.filter(owner=organisation, closed_by__isnull=True).count(),
            duties=WorklistEntry.objects.filter(holder=organisation, is_undetermined=False).count(),
            signals=Signal.objects.filter(owner=organisation, state__in=OPEN).count(),
        )
