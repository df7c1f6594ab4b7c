"""Reading the audit trail and the disclosure register."""

from uuid import UUID

from django.db.models import QuerySet

from vangnet.access.actors import Actor
from vangnet.access.models import AuditEntry, Disclosure
from vangnet.access.roles import Permission


def audit_trail(actor: Actor, *, dossier: UUID | None = None) -> QuerySet[AuditEntry]:
    """What people of the own organisation did and saw, newest first, for the privacy officer."""
    if not actor.may(Permission.READ_AUDIT) or actor.organisation is None:
        return AuditEntry.objects.none()
    lines = AuditEntry.objects.filter(organisation=actor.organisation).select_related(
        "account", "organisation"
    )
    return lines.filter(dossier_id=dossier) if dossier else lines


def disclosures(actor: Actor) -> QuerySet[Disclosure]:
    """What the own organisation gave to others, for the privacy officer."""
    if not actor.may(Permission.READ_AUDIT) or actor.organisation is None:
        return Disclosure.objects.none()
    return Disclosure.objects.filter(provider=actor.organisation).select_related("provider", "receiver")
