"""Who somebody is, masked: what is kept, since when, who opened it; and in plain text once it was opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.roles import Permission
from vangnet.cases.models import Dossier
from vangnet.persons import queries as persons
from vangnet.persons import rules
from vangnet.persons.identity_fields import CITIZEN_NUMBER, IN_VAULT, fields_of
from vangnet.persons.models import SealedVersion, VaultOpening
from vangnet.persons.queries import Kept

MASK = "••••••"
NAMES = {
    DataCategory.IDENTITY: lambda: _("Names, birth date and documents"),
    DataCategory.CONTACT: lambda: _("How to reach the person"),
}


@dataclass(frozen=True)
class KeptKind:
    """One kind of data in the vault, as its card shows it."""

    category: DataCategory
    name: str
    refusal: str
    may_change: bool
    kept: Kept | None = None
    photo: Kept | None = None
    labels: list[str] = field(default_factory=list)

    @property
    def can_open(self) -> bool:
        return self.kept is not None and not self.kept.is_forgotten and not self.refusal

    @property
    def can_open_photo(self) -> bool:
        return self.photo is not None and not self.photo.is_forgotten and not self.refusal

    @property
    def has_photo(self) -> bool:
        return self.category == DataCategory.IDENTITY

    @property
    def masked(self) -> list[tuple[str, str]]:
        return [(label, MASK) for label in self.labels]


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """Somebody opened the vault: when, who and why."""

    moment: datetime
    who: str
    organisation: str
    what: str
    why: str


def name_of(category: str) -> str:
    """One kind of data in words."""
    return NAMES[DataCategory(category)]()


def kinds(actor: Actor, dossier: Dossier) -> list[KeptKind]:
    """What the vault holds for a dossier, without opening it."""
    found: dict[tuple[str, str], Kept] = {
        (one.category, one.part): one for one in persons.kept(actor, dossier.pk)
    }
    return [_kind(actor, dossier, category, found) for category in IN_VAULT]


def _kind(
    actor: Actor, dossier: Dossier, category: DataCategory, found: Mapping[tuple[str, str], Kept]
) -> KeptKind:
    opening = rules.may_use(actor, dossier.pk, category, Permission.OPEN_IDENTITY)
    changing = rules.may_use(actor, dossier.pk, category, Permission.KEEP_IDENTITY)
    return KeptKind(
        category=category,
        name=name_of(category),
        refusal="" if opening.allowed else str(opening.reason),
        may_change=changing.allowed,
        kept=found.get((category, SealedVersion.Part.FIELDS)),
        photo=found.get((category, SealedVersion.Part.PHOTO)),
        labels=[str(one.label) for one in fields_of(category)],
    )


def closed_fields(actor: Actor) -> tuple[str, ...]:
    """The fields that the organisation of somebody neither keeps nor reads."""
    return () if rules.may_use_number(actor).allowed else (CITIZEN_NUMBER,)


def opened(actor: Actor, category: str, fields: Mapping[str, str]) -> list[tuple[str, str]]:
    """The fields in plain text, in the order of the page, without empty ones; what is closed says so, filled in or not."""
    closed = closed_fields(actor)
    words = _("Not for your organisation: no law that is listed here gives it a basis.")
    told = {**_readable(fields), **dict.fromkeys(closed, words)}
    return [(str(one.label), told[one.name]) for one in fields_of(category) if one.name in told]


def _readable(fields: Mapping[str, str]) -> Mapping[str, str]:
    """The same with the birth date as people write it, as precisely as it is known."""
    kept = fields.get("birth_date", "")
    forms = {10: "j F Y", 7: "F Y"}
    if len(kept) not in forms:
        return fields
    first = date.fromisoformat(kept if len(kept) == 10 else f"{kept}-01")
    return {**fields, "birth_date": date_format(first, forms[len(kept)])}


def openings(actor: Actor, dossier: Dossier) -> list[OpeningLine]:
    """Who opened the vault for this dossier, newest first."""
    return [
        OpeningLine(
            line.moment,
            str(line.account),
            line.organisation.name,
            _what(line),
            str(VaultOpening.Why(line.why).label),
        )
        for line in persons.openings(actor, dossier.pk)
    ]


def _what(line: VaultOpening) -> str:
    return _("Photo") if line.part == SealedVersion.Part.PHOTO else name_of(line.category)
