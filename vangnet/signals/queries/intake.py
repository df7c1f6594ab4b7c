"""Drafts of somebody, what stands in them, and questions about young suspects that are still open."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from vangnet.access.actors import Actor
from vangnet.access.roles import Permission
from vangnet.access.verdicts import NotFound
from vangnet.access.wall.context import as_actor
from vangnet.core import clock
from vangnet.persons import services as persons
from vangnet.persons.queries import SealedRows, number_in
from vangnet.signals.answers import Answer
from vangnet.signals.models import IntakeDraft, Origin, Signal, SignalPerson
from vangnet.signals.states import OPEN

TABLE = "intake_draft"
CATEGORY = "signal"


def drafts(actor: Actor) -> list[IntakeDraft]:
    """The drafts that somebody has open, the last changed first."""
    with as_actor(actor):
        own = IntakeDraft.objects.filter(account=actor.account, organisation=actor.organisation)
        return list(own.filter(signal=None, expires_on__gte=clock.today()))


def draft(actor: Actor, address: str) -> IntakeDraft:
    """One draft of somebody, also when it was sent; for others it does not exist."""
    with as_actor(actor):
        own = IntakeDraft.objects.filter(account=actor.account, organisation=actor.organisation)
        found = own.filter(address=address).select_related("signal").first()
    if found is None or (found.signal_id is None and found.expires_on < clock.today()):
        raise NotFound
    return found


def content(actor: Actor, draft: IntakeDraft) -> dict[str, Any]:
    """What somebody has filled in so far."""
    if not draft.sealed:
        return {}
    found = persons.open_texts(
        draft.pk, {draft.pk: (CATEGORY, bytes(draft.sealed))}, by=actor, placed=True, table=TABLE
    )
    answers: dict[str, Any] = json.loads(found[draft.pk] or "{}")
    return answers


def origin(actor: Actor, signal: Signal) -> Origin | None:
    """Who saw what a signal tells and on which ground it was given, as far as that was told."""
    with as_actor(actor):
        return Origin.objects.filter(signal=signal.pk).first()


def open_questions(actor: Actor) -> Sequence[SignalPerson]:
    """Young suspects of whom nobody knows yet whether an adult is behind it, in open signals of the own organisation."""
    with as_actor(actor):
        waiting = SignalPerson.objects.filter(
            adult_behind=Answer.UNKNOWN, signal__owner=actor.organisation, signal__state__in=OPEN
        )
        return list(
            waiting.select_related("signal").order_by("signal__priority", "signal__received_at")[:100]
        )


def person(actor: Actor, signal: Signal, number: int) -> SignalPerson:
    """One of the people in a signal."""
    with as_actor(actor):
        found = SignalPerson.objects.filter(signal=signal.pk, number=number).select_related("signal").first()
    if found is None:
        raise NotFound
    return found


def sealed_drafts(actor: Actor) -> list[SealedRows]:
    """The keys that drafts ask for; for the system only."""
    if not actor.may(Permission.REBUILD):
        return []
    rows = IntakeDraft.objects.exclude(sealed=b"").order_by().annotate(key=number_in("sealed"))
    found = rows.values_list("pk", "key")
    return [SealedRows(draft, CATEGORY, UUID(bytes=bytes(key)), 1) for draft, key in found.iterator()]
