"""What was seen with a signal, as it stands now, and what else its place in the queue depends on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet, Sum

from vangnet.access.actors import Actor
from vangnet.access.scope import unscoped
from vangnet.core import clock
from vangnet.signals.models import Sighting, Signal, SignalPerson
from vangnet.signals.states import OPEN, SignalState

WEIGHED = "Weighs what is kept; no person reads it, and codes and numbers are all that comes out."
AT_ONCE = 1_000
_WEEK = timedelta(weeks=1)
COLUMNS = (
    *("id", "cluster", "weight", "weight_version", "priority", "danger", "urgency", "has_minor"),
    *("received_at", "reporter_type", "owner"),
)


@dataclass(frozen=True, slots=True)
class Together:
    """How many signals of a cluster count, and what they weigh."""

    signals: int = 0
    points: int = 0


def sightings(actor: Actor, signal: Signal) -> list[Sighting]:
    """The answers that hold now, with the person whom each is about; what was replaced is left out."""
    return list(_current().filter(signal=signal.pk).select_related("person", "organisation"))


@unscoped(WEIGHED)
def of_signals(keys: Iterable[UUID]) -> Mapping[UUID, list[Sighting]]:
    """The answers that hold now of several signals."""
    found: dict[UUID, list[Sighting]] = {}
    for one in _current().filter(signal__in=list(keys)):
        found.setdefault(one.signal_id, []).append(one)
    return found


def _current() -> QuerySet[Sighting]:
    return Sighting.objects.filter(replaced_by__isnull=True)


@unscoped(WEIGHED)
def youngest(keys: Iterable[UUID]) -> Mapping[UUID, int]:
    """The lowest age that is known in each of several signals."""
    told = SignalPerson.objects.filter(signal__in=list(keys), age__isnull=False).order_by()
    return dict(told.values_list("signal_id").annotate(lowest=Min("age")))


@unscoped(WEIGHED)
def together(clusters: Iterable[UUID], *, left_out: frozenset[str]) -> Mapping[UUID, Together]:
    """What the signals of several clusters weigh together. What was closed for a reason that explains it away is left out."""
    explained = Q(state=SignalState.CLOSED, outcome__in=left_out)
    counted = Signal.objects.filter(cluster__in=set(clusters)).exclude(explained).order_by()
    sums = counted.values("cluster").annotate(signals=Count("id"), points=Sum("weight"))
    return {one["cluster"]: Together(one["signals"], one["points"]) for one in sums if one["cluster"]}


@unscoped(WEIGHED)
def open_ones(keys: Iterable[UUID]) -> list[Signal]:
    """Of several signals those that are open, with the columns that their place depends on."""
    return list(Signal.objects.filter(pk__in=list(keys), state__in=OPEN).only(*COLUMNS).order_by("pk"))


@unscoped(WEIGHED)
def with_place(keys: Iterable[UUID]) -> list[Signal]:
    """Several signals, open or not, with the columns that their place depends on."""
    return list(Signal.objects.filter(pk__in=list(keys)).only(*COLUMNS).order_by("pk"))


@unscoped(WEIGHED)
def in_cluster(cluster: UUID, *, most: int | None = None) -> list[UUID]:
    """The keys of the open signals of a cluster, or no more than so many of them."""
    members = Signal.objects.filter(cluster=cluster, state__in=OPEN).order_by("pk")
    return list(members.values_list("pk", flat=True)[:most])


@unscoped(WEIGHED)
def to_renew(version: str, *, weeks: int) -> Iterator[list[UUID]]:
    """Open signals that were weighed by another book, or that still come forward by waiting: their keys, some at a time."""
    since = clock.now() - (weeks + 1) * _WEEK
    stale = ~Q(weight_version=version)
    rows = Signal.objects.filter(stale | Q(received_at__gte=since), state__in=OPEN).order_by("pk")
    return _pages(rows)


@unscoped(WEIGHED)
def every() -> Iterator[list[UUID]]:
    """All signals, open or not: their keys, some at a time."""
    return _pages(Signal.objects.order_by("pk"))


def _pages(rows: QuerySet[Signal]) -> Iterator[list[UUID]]:
    last: dict[str, Any] = {}
    while keys := list(rows.filter(**last).values_list("pk", flat=True)[:AT_ONCE]):
        yield keys
        last = {"pk__gt": keys[-1]}
