"""Reading for oversight that needs more than the records: dossiers by pseudonym, and who looked into one."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from vangnet.access import activities
from vangnet.access import queries as access
from vangnet.access.actors import Actor
from vangnet.access.levels import Level
from vangnet.access.models import AuditEntry
from vangnet.access.roles import Permission
from vangnet.access.unusual import detecting, model
from vangnet.access.unusual.model import Finding, RuleSet
from vangnet.cases import queries as cases
from vangnet.cases.models import Dossier
from vangnet.core import clock
from vangnet.core.clock import AMSTERDAM
from vangnet.core.ids import uuid7
from vangnet.signals.queries import visibility

PERIOD = timedelta(days=7)


def dossier_key(actor: Actor, pseudonym: str) -> UUID | None:
    """The key of a dossier for filtering the own trail; of a pseudonym that nobody has, a key that nothing has."""
    if not pseudonym or not actor.may(Permission.READ_AUDIT):
        return None
    found = Dossier.objects.filter(person__pseudonym=pseudonym.strip().upper().replace("\x00", ""))
    return found.values_list("pk", flat=True).first() or uuid7()


def pseudonyms(actor: Actor, keys: set[UUID]) -> dict[UUID | None, tuple[str, str]]:
    """Pseudonym and address of those dossiers that somebody may see."""
    rows = cases.dossiers(actor).filter(pk__in=keys).values_list("pk", "person__pseudonym", "address")
    return {key: (pseudonym, address) for key, pseudonym, address in rows}


def references(actor: Actor, keys: set[UUID]) -> dict[UUID | None, tuple[str, str]]:
    """Reference and address of those signals that somebody may open, also when they are only offered."""
    rows = visibility.signals(actor, level=Level.ASKED).filter(pk__in=keys)
    return {
        key: (reference, address)
        for key, reference, address in rows.values_list("pk", "reference", "address")
    }


def unusual(actor: Actor) -> tuple[RuleSet, list[Finding]]:
    """What is unusual in the own organisation in the last seven days."""
    rules = model.in_force(clock.today())
    now = clock.now().astimezone(AMSTERDAM)
    start = now - PERIOD
    acts = access.acts_for_oversight(actor, since=start - timedelta(days=rules.history_days))
    return rules, detecting.find(acts, since=start, rules=rules, about=access.people_for_oversight(actor))


def looks_of_all(actor: Actor, dossier: Dossier, *, since: datetime | None = None) -> QuerySet[AuditEntry]:
    """Who looked into a dossier or did something in it, of whichever organisation, for the person concerned.

    Only for who may see the dossier. Confidential activities are left out: who is told of an investigation may be warned by it.
    """
    if not cases.may_see(actor, dossier):
        return AuditEntry.objects.none()
    closed = [
        one.identifier
        for version in activities.registers()
        for one in version.values()
        if one.is_confidential
    ]
    found = AuditEntry.objects.filter(dossier_id=dossier.pk, outcome=AuditEntry.Outcome.DONE)
    if since is not None:
        found = found.filter(moment__gte=since)
    return found.exclude(activity__in=closed).select_related("organisation").order_by("moment", "pk")
