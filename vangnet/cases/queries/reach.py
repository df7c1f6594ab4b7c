"""How far somebody reaches into a dossier: which kinds of data, and since which line of the disclosure register."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Max, QuerySet

from vangnet.access import grants
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory, as_bits
from vangnet.access.models import AuditEntry, Disclosure, Organisation
from vangnet.access.scope import unscoped
from vangnet.access.wall.context import as_service
from vangnet.cases import classifying
from vangnet.cases.models import Dossier
from vangnet.cases.queries import visibility
from vangnet.cases.sight import Sight
from vangnet.protocol.models import LogEntry

FOR_VIEW = "A part of a longer read or act, which let the actor into the dossier first."


def sight(actor: Actor, dossier: Dossier, entries: list[LogEntry]) -> Sight:
    """What somebody may know of a dossier whose log has been read."""
    found = Sight(
        categories=seen(actor, dossier),
        organisation=actor.organisation.pk if actor.organisation else None,
        party=actor.party,
    )
    return found.of(entries)


def seen(actor: Actor, dossier: Dossier) -> frozenset[DataCategory]:
    """The kinds of data of a dossier that somebody sees: through their organisation, or for a while in an emergency."""
    return grants.standing_kinds(actor, dossier.pk)


@unscoped(FOR_VIEW)
def seen_by(organisation: Organisation, dossier: Dossier) -> frozenset[DataCategory]:
    """The kinds of data of a dossier that an organisation as a whole sees."""
    return grants.standing_kinds(organisation, dossier.pk)


@unscoped(FOR_VIEW)
def disclosures_to(organisation: Organisation, dossier: UUID) -> list[Disclosure]:
    """The lines of the register by which an organisation got access to a dossier, oldest first."""
    lines = Disclosure.objects.filter(dossier_id=dossier, receiver=organisation)
    return list(lines.select_related("provider", "receiver").order_by("moment", "id"))


def last_looks(actor: Actor, dossier: Dossier) -> dict[UUID, datetime]:
    """When each organisation last opened a dossier, for somebody who may see it; who of them did so is theirs to know."""
    visibility.require(actor, dossier)
    looks = AuditEntry.objects.filter(
        dossier_id=dossier.pk, act="dossier.read", outcome=AuditEntry.Outcome.DONE
    )
    found = looks.order_by().values("organisation").annotate(last=Max("moment"))
    with as_service("Whoever takes part sees when each organisation last looked, and not who of it."):
        return {one["organisation"]: one["last"] for one in found if one["organisation"]}


def all_seen(actor: Actor, dossier: Dossier) -> dict[UUID, frozenset[DataCategory]]:
    """The kinds of data that each organisation sees, for somebody who may see the dossier."""
    visibility.require(actor, dossier)
    with as_service("Whoever takes part sees which kinds of data the others in the dossier see."):
        rows = list(grants.of_organisations(dossier.pk))
    found: dict[UUID, frozenset[DataCategory]] = {}
    for row in rows:
        found[row.organisation_id] = found.get(row.organisation_id, frozenset()) | grants.kinds_of(row)
    return found


def initiated(actor: Actor) -> QuerySet[Any, Any]:
    """The dossiers in which the organisation of somebody sees what is kept secret from others."""
    secret = as_bits(classifying.current().silent)
    rows = grants.reachable(actor).annotate(secrets=F("categories").bitand(secret))
    return rows.filter(secrets__gt=0).values("dossier_id")
