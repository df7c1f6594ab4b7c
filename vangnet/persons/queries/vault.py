"""What the vault holds, as far as it can be told without opening it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from vangnet.access import grants
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.models import Organisation
from vangnet.access.roles import Permission
from vangnet.access.scope import unscoped
from vangnet.persons.models import (
    ContactVersion,
    DestructionCertificate,
    IdentityToken,
    IdentityVersion,
    SealedVersion,
    VaultOpening,
    VaultSearch,
)

Part = SealedVersion.Part


@dataclass(frozen=True, slots=True)
class Kept:
    """That something is kept, since when and by which organisation; never what."""

    category: DataCategory
    part: str
    number: int
    recorded_at: datetime
    organisation: Organisation
    is_forgotten: bool


def versions_of(category: str) -> type[SealedVersion]:
    """The table in which one kind of data lies; raises ValueError for a kind that the vault does not hold."""
    tables: dict[str, type[SealedVersion]] = {
        DataCategory.IDENTITY: IdentityVersion,
        DataCategory.CONTACT: ContactVersion,
    }
    if category not in tables:
        raise ValueError(f"The vault holds {' and '.join(tables)}, not '{category}'.")
    return tables[category]


def given(actor: Actor, dossiers: Collection[UUID]) -> dict[UUID, frozenset[DataCategory]]:
    """The kinds of data of each dossier that somebody has access to, as a person or through their organisation."""
    found: dict[UUID, frozenset[DataCategory]] = {}
    for access in grants.reachable(actor).filter(dossier_id__in=dossiers):
        known = found.get(access.dossier_id, frozenset())
        found[access.dossier_id] = known | grants.kinds_of(access)
    return found


def newest(
    actor: Actor, dossiers: Collection[UUID], *, category: str, part: str = Part.FIELDS
) -> dict[UUID, SealedVersion]:
    """The newest envelope of each dossier, for one kind of data."""
    lines = versions_of(category).objects.filter(dossier_id__in=dossiers, part=part)
    newest_first = lines.order_by("dossier_id", "-number").distinct("dossier_id")
    return {line.dossier_id: line for line in newest_first.select_related("organisation")}


def kept(actor: Actor, dossier: UUID) -> list[Kept]:
    """What is kept about the person of a dossier, as far as somebody may know."""
    gone = _forgotten(dossier)
    found: list[Kept] = []
    seen = given(actor, [dossier]).get(dossier, frozenset())
    for category in seen & {DataCategory.IDENTITY, DataCategory.CONTACT}:
        for part in Part.values:
            line = newest(actor, [dossier], category=category, part=part).get(dossier)
            if line is not None:
                forgotten = str(line.key_id) in gone
                found.append(
                    Kept(category, part, line.number, line.recorded_at, line.organisation, forgotten)
                )
    return sorted(found, key=lambda one: (list(DataCategory).index(one.category), one.part))


def openings(actor: Actor, dossier: UUID) -> list[VaultOpening]:
    """Who opened the vault for a dossier, newest first."""
    if dossier not in given(actor, [dossier]):
        return []
    lines = VaultOpening.objects.filter(dossier_id=dossier).select_related("account", "organisation")
    return list(lines.order_by("-moment", "-id"))


def opened_since(actor: Actor, moment: datetime) -> set[UUID]:
    """The dossiers that somebody opened the vault for since a moment."""
    lines = VaultOpening.objects.filter(account=actor.own_account, moment__gt=moment)
    return set(lines.values_list("dossier_id", flat=True))


def searches_since(actor: Actor, moment: datetime) -> int:
    """How often somebody searched the vault since a moment."""
    return VaultSearch.objects.filter(account=actor.own_account, moment__gt=moment).count()


def with_marks(actor: Actor, marks: Iterable[bytes]) -> set[UUID]:
    """The dossiers in which the own organisation would find one of these marks."""
    tokens = IdentityToken.objects.filter(organisation=actor.own_organisation, token__in=list(marks))
    return set(tokens.values_list("dossier_id", flat=True))


def own_marks(actor: Actor, dossiers: Collection[UUID], *, category: str) -> dict[UUID, set[bytes]]:
    """The marks by which the own organisation finds these dossiers now."""
    tokens = IdentityToken.objects.filter(
        organisation=actor.own_organisation, dossier_id__in=dossiers, category=category
    )
    found: dict[UUID, set[bytes]] = {dossier: set() for dossier in dossiers}
    for dossier, token in tokens.values_list("dossier_id", "token"):
        found[dossier].add(bytes(token))
    return found


def certified(actor: Actor) -> list[tuple[tuple[UUID, str], list[str]]]:
    """Every subject and kind of data with a certificate of destruction, and the numbers of the keys; for the system only."""
    if not actor.may(Permission.REBUILD):
        return []
    lines = DestructionCertificate.objects.values_list("dossier_id", "categories", "key_ids")
    return [((dossier, kind), numbers) for dossier, kinds, numbers in lines for kind in kinds]


@unscoped("Only keys that were destroyed are looked up, for a dossier that the caller may see.")
def _forgotten(dossier: UUID) -> set[str]:
    lines = DestructionCertificate.objects.filter(dossier_id=dossier).values_list("key_ids", flat=True)
    return {number for numbers in lines for number in numbers}
