"""Which marks a signal has, and which keys they ask for."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count

from vangnet.access.actors import Actor
from vangnet.access.roles import Permission
from vangnet.persons.queries.sealed import SealedRows, number_in
from vangnet.signals.models import Mark, Signal
from vangnet.signals.queries import visibility

TABLE = "signals_mark"


def marks(actor: Actor, signal: Signal) -> list[Mark]:
    """The marks of a signal that somebody may read, still sealed; nothing for whoever does not own it."""
    if not visibility.owns(actor, signal):
        return []
    return list(Mark.objects.filter(signal=signal.pk).select_related("organisation"))


def sealed_marks(actor: Actor) -> list[SealedRows]:
    """The keys that marks of signals ask for; for the system only."""
    if not actor.may(Permission.REBUILD):
        return []
    rows = Mark.objects.order_by().annotate(key=number_in("sealed"))
    counted = rows.values_list("signal_id", "category", "key").annotate(rows=Count("pk"))
    return [SealedRows(signal, kind, UUID(bytes=bytes(key)), count) for signal, kind, key, count in counted]
