"""Reading how persons are linked. Which dossiers somebody may see is decided by the package that owns them."""

from uuid import UUID

from django.db.models import Q

from vangnet.access.scope import unscoped
from vangnet.persons.models import PersonLink


@unscoped("Dossiers are not known here; the package that owns them leaves out what the reader may not see.")
def links(dossier: UUID) -> list[PersonLink]:
    """The links that still hold with the person of a dossier, oldest first."""
    of_dossier = Q(first_dossier_id=dossier) | Q(second_dossier_id=dossier)
    standing = PersonLink.objects.filter(of_dossier, ends__isnull=True, ended_by__isnull=True).exclude(
        kind=""
    )
    return list(standing.select_related("first", "second").order_by("recorded_at", "id"))
