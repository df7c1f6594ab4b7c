"""Which files came with a signal, and which keys they ask for."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count, QuerySet

from vangnet.access.actors import Actor
from vangnet.access.roles import Permission
from vangnet.persons.queries import SealedRows, number_in
from vangnet.signals.models import Attachment, Signal

TABLE = "signals_attachment"


def attachments(actor: Actor, signal: Signal) -> QuerySet[Attachment]:
    """The files of a signal without their content; nothing for whoever does not own it."""
    if actor.organisation is None or signal.owner_id != actor.organisation.pk:
        return Attachment.objects.none()
    return Attachment.objects.filter(signal=signal.pk).defer("sealed")


def attachment(actor: Actor, signal: Signal, number: int) -> Attachment | None:
    """One file of a signal, still sealed."""
    return Attachment.objects.filter(signal=signal.pk, number=number).first()


def sealed_attachments(actor: Actor) -> list[SealedRows]:
    """The keys that files with signals ask for; for the system only."""
    if not actor.may(Permission.REBUILD):
        return []
    rows = Attachment.objects.order_by().annotate(key=number_in("sealed"))
    counted = rows.values_list("signal_id", "category", "key").annotate(rows=Count("pk"))
    return [
        SealedRows(signal, category, UUID(bytes=bytes(key)), count)
        for signal, category, key, count in counted.iterator()
    ]
