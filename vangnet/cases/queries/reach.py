"""How far somebody reaches into a dossier: which kinds of data, and since which line of the disclosure register."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Max, QuerySet

from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.models import AuditEntry, Disclosure, Organisation
from vangnet.access.scope import unscoped
from vangnet.cases import classifying
from vangnet.cases.models import Dossier
from vangnet.cases.queries import visibility
from vangnet.cases.sight import Sight
from vangnet.protocol.models import LogEntry

BEFORE_KINDS = "timeline"
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
    found = seen_by(actor.organisation, dossier) if actor.organisation else frozenset()
    if found:
        return found
    using = visibility.open_emergency(actor, dossier)
    return _known(using.categories) if using else frozenset()


@unscoped(FOR_VIEW)
def seen_by(organisation: Organisation, dossier: Dossier) -> frozenset[DataCategory]:
    """The kinds of data of a dossier that were given to an organisation."""
    return given(disclosures_to(organisation, dossier.pk))


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
    return {one["organisation"]: one["last"] for one in found if one["organisation"]}


def all_seen(actor: Actor, dossier: Dossier) -> dict[UUID, frozenset[DataCategory]]:
    """The kinds of data that each organisation sees, for somebody who may see the dossier."""
    visibility.require(actor, dossier)
    found: dict[UUID, list[Disclosure]] = {}
    for line in Disclosure.objects.filter(dossier_id=dossier.pk).order_by("moment", "id"):
        found.setdefault(line.receiver_id, []).append(line)
    return {organisation: given(lines) for organisation, lines in found.items()}


def initiated(actor: Actor) -> QuerySet[Disclosure]:
    """The dossiers in which the organisation of somebody was given every kind of data that is kept secret."""
    lines = Disclosure.objects.filter(receiver=actor.organisation, categories__contains=sorted(_secrets()))
    return lines.values("dossier_id")


def _secrets() -> frozenset[DataCategory]:
    return classifying.current().silent


def given(lines: list[Disclosure]) -> frozenset[DataCategory]:
    """The kinds of data that lines of the register name together; lines from before there were kinds gave everything."""
    if any(BEFORE_KINDS in line.categories for line in lines):
        return frozenset(DataCategory)
    return frozenset(kind for line in lines for kind in _known(line.categories))


def _known(codes: list[str]) -> frozenset[DataCategory]:
    return frozenset(kind for kind in DataCategory if kind.value in codes)
