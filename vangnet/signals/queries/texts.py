"""Reading the texts of a signal, each for those who may see its kind of data."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from vangnet.access import grants
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.roles import Permission
from vangnet.persons import services as persons
from vangnet.persons.queries import SealedRows, number_in
from vangnet.signals.models import Signal, SignalText
from vangnet.signals.queries import visibility

TABLE = "signals_signaltext"


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text for one reader. Without words although it may be read: its key was destroyed."""

    line: SignalText
    text: str | None


def texts(actor: Actor, signal: Signal) -> dict[str, list[ReadText]]:
    """The texts of a signal by their kind, as far as somebody may read them; opened with one question to the keyring."""
    visibility.require(actor, signal)
    kinds = [kind.value for kind in grants.standing_kinds(actor, signal.pk)]
    mine = Q(category__in=kinds) | Q(organisation=actor.organisation)
    left = visibility.left_at(actor, signal)
    if left is not None:
        mine |= Q(category=DataCategory.SIGNAL, written_at__lte=left)
    lines = list(SignalText.objects.filter(mine, signal=signal.pk).select_related("organisation"))
    told = opened(signal, lines, by=actor)
    found: dict[str, list[ReadText]] = {}
    for line in lines:
        found.setdefault(line.kind, []).append(ReadText(line, told.get(line.pk)))
    return found


def opened(signal: Signal, lines: list[SignalText], *, by: Actor) -> dict[UUID, str | None]:
    """The words of texts that may be read; nothing where the key was destroyed."""
    if not lines:
        return {}
    sealed = {line.pk: (line.category, bytes(line.sealed)) for line in lines}
    return persons.open_texts(signal.pk, sealed, by=by, placed=True, table=TABLE)


def sealed_texts(actor: Actor) -> list[SealedRows]:
    """The keys that the texts of all signals ask for; for the system only."""
    if not actor.may(Permission.REBUILD):
        return []
    named = SignalText.objects.order_by().annotate(key=number_in("sealed"))
    counted = named.values_list("signal_id", "category", "key").annotate(rows=Count("pk"))
    return [
        SealedRows(signal, kind, UUID(bytes=bytes(key)), rows)
        for signal, kind, key, rows in counted.iterator()
    ]
