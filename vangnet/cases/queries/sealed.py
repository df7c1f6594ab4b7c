"""Which keys the sealed texts of the dossiers ask for."""

from uuid import UUID

from django.db.models import Count

from vangnet.access.actors import Actor
from vangnet.access.roles import Permission
from vangnet.cases.models import ParagraphText
from vangnet.persons.queries import SealedRows, number_in


def sealed_texts(actor: Actor) -> list[SealedRows]:
    """The keys that the texts of all dossiers ask for; for the system only."""
    if not actor.may(Permission.REBUILD):
        return []
    named = ParagraphText.objects.order_by().annotate(key=number_in("sealed"))
    counted = named.values_list("dossier_id", "paragraph__sealed_as", "key").annotate(rows=Count("pk"))
    return [
        SealedRows(dossier, kind, UUID(bytes=bytes(key)), rows)
        for dossier, kind, key, rows in counted.iterator()
    ]
