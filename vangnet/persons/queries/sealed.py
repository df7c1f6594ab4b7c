"""Which keys the sealed rows ask for: numbers and kinds only, nothing is opened."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import BinaryField, Count, F, Func, Value

from vangnet.access.actors import Actor
from vangnet.access.roles import Permission
from vangnet.persons.models import ContactVersion, IdentityVersion

_FORMAT_BYTES = 1
_NUMBER_BYTES = 16


@dataclass(frozen=True, slots=True)
class SealedRows:
    """So many rows of one subject and kind of data that ask for the same key."""

    subject: UUID
    category: str
    key: UUID
    count: int = 1


def sealed_identities(actor: Actor) -> list[SealedRows]:
    """The keys that the identities and contacts in the vault ask for; for the system only."""
    if not actor.may(Permission.REBUILD):
        return []
    found: list[SealedRows] = []
    for model, category in ((IdentityVersion, "identity"), (ContactVersion, "contact")):
        counted = model.objects.order_by().values_list("dossier_id", "key_id").annotate(rows=Count("pk"))
        found += [SealedRows(dossier, category, key, rows) for dossier, key, rows in counted]
    return found


def number_in(column: str) -> Func:
    """The number of the key that an envelope in this column asks for, as bytes."""
    return Func(
        F(column),
        Value(_FORMAT_BYTES + 1),
        Value(_NUMBER_BYTES),
        function="substring",
        output_field=BinaryField(),
    )
