"""Reading passes of guests, and what can be given one for."""

from uuid import UUID

from django.db.models import QuerySet

from vangnet.access.actors import Actor
from vangnet.access.models import Disclosure, GuestPass


def guest_passes(actor: Actor, dossier: UUID) -> QuerySet[GuestPass]:
    """The passes that the own organisation gave for a dossier, newest first."""
    given = GuestPass.objects.filter(dossier_id=dossier, organisation=actor.organisation)
    return given.select_related("disclosure__receiver", "given_by")


def given_away(actor: Actor, dossier: UUID) -> QuerySet[Disclosure]:
    """What the own organisation told or handed to others of a dossier and has no pass yet, newest first."""
    taken = GuestPass.objects.filter(dossier_id=dossier).values("disclosure")
    lines = Disclosure.objects.filter(
        dossier_id=dossier, provider=actor.organisation, kind__in=Disclosure.GIVEN_BY_HAND
    )
    return lines.exclude(pk__in=taken).select_related("receiver").order_by("-moment")
