"""Which marks a signal has, and which keys they ask for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from vangnet.access.actors import Actor
from vangnet.access.models import Notice
from vangnet.access.roles import Permission
from vangnet.access.wall.context import as_service
from vangnet.persons.queries.sealed import SealedRows, number_in
from vangnet.signals import notice_words
from vangnet.signals.models import Mark, Signal
from vangnet.signals.queries import visibility

TABLE = "signals_mark"


def marks(actor: Actor, signal: Signal) -> list[Mark]:
    """The marks of a signal that somebody may read, still sealed; nothing for whoever does not own it."""
    if not visibility.owns(actor, signal):
        return []
    return list(Mark.objects.filter(signal=signal.pk).select_related("organisation"))


def added_lately(actor: Actor, *, since: datetime) -> tuple[int, int]:
    """How many marks somebody, and their organisation as a whole, added by hand since a moment; only the numbers come out."""
    with as_service(
        "Marks are counted for one person and their organisation, also with signals that went on since."
    ):
        lately = Mark.objects.filter(by_hand=True, organisation=actor.own_organisation, written_at__gt=since)
        found = lately.aggregate(own=Count("id", filter=Q(account=actor.own_account)), house=Count("id"))
    return found["own"], found["house"]


def told_of_holding_back(actor: Actor, *, since: datetime) -> bool:
    """Whether the privacy officer heard since a moment that somebody was held back."""
    with as_service(
        "What the privacy officer was told is for the privacy officer; whether it was told is asked here."
    ):
        told = Notice.objects.filter(code=notice_words.MARKS_HELD_BACK, told_by=actor.own_account)
        return told.filter(organisation=actor.own_organisation, moment__gt=since).exists()


def sealed_marks(actor: Actor) -> list[SealedRows]:
    """The keys that marks of signals ask for; for the system only."""
    if not actor.may(Permission.REBUILD):
        return []
    rows = Mark.objects.order_by().annotate(key=number_in("sealed"))
    counted = rows.values_list("signal_id", "category", "key").annotate(rows=Count("pk"))
    return [SealedRows(signal, kind, UUID(bytes=bytes(key)), count) for signal, kind, key, count in counted]
