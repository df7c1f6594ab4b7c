"""Deliveries of an organisation, what was agreed about them, and what is due."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.crypto import salted_hmac

from vangnet.access.actors import Actor, for_membership
from vangnet.access.models import Membership, Organisation
from vangnet.access.roles import Permission
from vangnet.access.scope import unscoped
from vangnet.access.verdicts import NotFound
from vangnet.access.wall.context import as_actor
from vangnet.core import clock
from vangnet.core.clock import AMSTERDAM
from vangnet.persons import services as persons
from vangnet.persons.queries import SealedRows, number_in
from vangnet.signals.models import DeliveredRow, Delivery, DeliveryContent, DeliveryFeedback, DeliveryRelation

TABLE, CATEGORY = "delivery", "signal"
_MARK = "vangnet.signals.deliveries"
PAGE = 50


@dataclass(frozen=True, slots=True)
class Known:
    """A row that was delivered before: in which delivery, and which signal it became."""

    delivery: str
    signal: str


def marks(organisation: Organisation, value: bytes) -> tuple[str, ...]:
    """What a file or an own number is known by: a keyed hash, with the key of now first and earlier keys after it."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    plain = organisation.pk.bytes + value
    return tuple(salted_hmac(_MARK, plain, secret=key, algorithm="sha256").hexdigest() for key in keys)


def deliveries(actor: Actor) -> list[Delivery]:
    """The newest deliveries by or to an organisation."""
    with as_actor(actor):
        return list(Delivery.objects.select_related("organisation", "relation__receiver")[:PAGE])


def delivery(actor: Actor, number: str) -> Delivery:
    """One delivery by its number."""
    with as_actor(actor):
        found = (
            Delivery.objects.filter(number=number)
            .select_related("organisation", "relation__receiver")
            .first()
        )
    if found is None:
        raise NotFound
    return found


def same_file(actor: Actor, known: Collection[str]) -> Delivery | None:
    """The delivery of the own organisation with exactly this file."""
    with as_actor(actor):
        return Delivery.objects.filter(organisation=actor.organisation, mark__in=known).first()


def rows(actor: Actor, delivery: Delivery) -> list[dict[str, Any]]:
    """The rows of a delivery that was checked and not counted; afterwards there are none."""
    with as_actor(actor):
        kept = DeliveryContent.objects.filter(delivery=delivery.pk).first()
    if kept is None:
        return []
    sealed = {delivery.pk: (CATEGORY, bytes(kept.sealed))}
    opened = persons.open_texts(delivery.pk, sealed, by=actor, placed=True, table=TABLE)
    found: list[dict[str, Any]] = json.loads(opened[delivery.pk] or "[]")
    return found


def known_rows(actor: Actor, wanted: Iterable[str]) -> dict[str, Known]:
    """By its mark every row that the own organisation delivered before."""
    with as_actor(actor):
        own = DeliveredRow.objects.filter(organisation=actor.organisation, mark__in=set(wanted))
        lines = own.values_list("mark", "delivery__number", "signal__reference")
        return {mark: Known(number, reference) for mark, number, reference in lines}


def relations(actor: Actor) -> list[DeliveryRelation]:
    """What an organisation agreed about deliveries, as giver or as receiver."""
    with as_actor(actor):
        return list(DeliveryRelation.objects.select_related("giver", "receiver"))


def relation(actor: Actor, giver: str, rhythm: str) -> DeliveryRelation:
    """What one organisation agreed about delivering in one rhythm."""
    found = next((one for one in relations(actor) if (one.giver.code, one.rhythm) == (giver, rhythm)), None)
    if found is None:
        raise NotFound
    return found


def given(actor: Actor, relation: DeliveryRelation) -> tuple[list[tuple[datetime, bool]], list[datetime]]:
    """When something was delivered, and whether it held signals; and on which day feedback was given."""
    with as_actor(actor):
        return history([relation])[relation.pk]


@unscoped(
    "Reads for whoever asks, through the wall: given() as an actor, the work of the night as a service."
)
def history(
    relations: Iterable[DeliveryRelation],
) -> Mapping[Any, tuple[list[tuple[datetime, bool]], list[datetime]]]:
    """The same for many at once, as far as whoever asks may see."""
    found: dict[Any, tuple[list[tuple[datetime, bool]], list[datetime]]] = {
        one.pk: ([], []) for one in relations
    }
    counted = Delivery.objects.filter(relation__in=found, state=Delivery.State.COUNTED)
    lines: Iterable[tuple[Any, Any, int]] = counted.values_list("relation", "counted_at", "rows")
    for key, moment, number in lines:
        found[key][0].append((moment, number > 0))
    for key, day in DeliveryFeedback.objects.filter(relation__in=found).values_list("relation", "given_on"):
        found[key][1].append(datetime.combine(day, time(), AMSTERDAM))
    return found


@unscoped("Looked up for the program that counts, which asks before anything about a person is read.")
def who_let_count(delivery: Delivery) -> Actor | None:
    """Whoever let a file count, as they work there now; nobody when they do not any more."""
    working = Membership.objects.current(clock.now())
    members = working.filter(account=delivery.agreed_by_id, organisation=delivery.organisation_id)
    found = members.select_related("account", "organisation")
    return next((for_membership(one) for one in found if may_import(one)), None)


def may_import(membership: Membership) -> bool:
    """Whether a role may bring in files."""
    return Permission.IMPORT_SIGNALS in membership.role_class.permissions


def sealed_deliveries(actor: Actor) -> list[SealedRows]:
    """The keys that files ask for which were checked and not counted; for the system only."""
    if not actor.may(Permission.REBUILD):
        return []
    rows = DeliveryContent.objects.order_by().annotate(key=number_in("sealed"))
    found = rows.values_list("delivery_id", "key")
    return [SealedRows(delivery, CATEGORY, UUID(bytes=bytes(key)), 1) for delivery, key in found.iterator()]
