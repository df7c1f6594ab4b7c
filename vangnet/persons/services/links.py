"""Giving persons a pseudonym, and saying who belongs with whom."""

from uuid import UUID

from vangnet.access import audit
from vangnet.access.actors import Actor
from vangnet.access.wall.context import as_service
from vangnet.core import clock
from vangnet.persons import pseudonyms
from vangnet.persons.models import Person, PersonLink


def register(*, by: Actor) -> Person:
    """Make a person known under a new pseudonym that nobody has had before."""
    with audit.act("person.register", by=by) as trace:
        with as_service(
            "A pseudonym must be free among all persons, also those whom nobody here may know of."
        ):
            person = _with_free_pseudonym()
        trace.objects.append(person.pk)
    return person


def _with_free_pseudonym() -> Person:
    while True:
        person, is_new = Person.objects.get_or_create(pseudonym=pseudonyms.invent())
        if is_new:
            return person


def link(
    person: Person, *, dossier: UUID, other: Person, other_dossier: UUID, kind: PersonLink.Kind, by: Actor
) -> PersonLink:
    """Write down that two persons belong together."""
    with audit.act("person.link", by=by, dossier=dossier, objects=[other_dossier]) as trace:
        made = PersonLink.objects.create(
            first=person,
            second=other,
            first_dossier_id=dossier,
            second_dossier_id=other_dossier,
            kind=kind,
            recorded_at=clock.now(),
            organisation=by.own_organisation,
            account=by.own_account,
        )
        trace.objects.append(made.pk)
    return made


def end_link(ended: PersonLink, *, by: Actor) -> PersonLink:
    """Write down that two persons no longer belong together; the old link stays on record."""
    with audit.act("person.end_link", by=by, dossier=ended.first_dossier_id, objects=[ended.pk]):
        line = PersonLink.objects.create(
            first=ended.first,
            second=ended.second,
            first_dossier_id=ended.first_dossier_id,
            second_dossier_id=ended.second_dossier_id,
            kind=ended.kind,
            recorded_at=clock.now(),
            organisation=by.own_organisation,
            account=by.own_account,
            ends=ended,
        )
    return line
