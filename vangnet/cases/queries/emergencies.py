"""Reading emergency access: who used it, what still has to be reviewed, and whether somebody may use it again."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Prefetch, QuerySet

from vangnet.access import queries as access
from vangnet.access.actors import Actor, system
from vangnet.access.models import Organisation
from vangnet.access.roles import Permission
from vangnet.access.scope import unscoped
from vangnet.access.wall.context import as_service
from vangnet.cases import emergencies
from vangnet.cases.models import BreakGlass, BreakGlassReview, Dossier, Track
from vangnet.cases.queries import visibility
from vangnet.cases.states import InvolvementState
from vangnet.core import clock

WITH_PSEUDONYM = (
    "Whoever reviews a use, or made it, reads under which pseudonym, and nothing else of the dossier."
)
PARTIES = ("account", "organisation", "owner", "dossier__person")


def uses(actor: Actor, dossier: Dossier) -> list[BreakGlass]:
    """Every time a dossier was opened in an emergency, newest first, for somebody who may see it."""
    visibility.require(actor, dossier)
    return list(_with_reviews(BreakGlass.objects.filter(dossier=dossier)))


def my_uses(actor: Actor) -> list[BreakGlass]:
    """The times that somebody opened a dossier in an emergency, newest first."""
    if actor.account is None:
        return []
    with as_service(WITH_PSEUDONYM):
        return list(_with_reviews(BreakGlass.objects.filter(account=actor.account)))


def reviews(actor: Actor) -> list[BreakGlass]:
    """The uses that the privacy officer of the own organisation reviews or reviewed, newest first."""
    if not actor.may(Permission.READ_AUDIT) or actor.organisation is None:
        return []
    with as_service(WITH_PSEUDONYM):
        return list(_with_reviews(BreakGlass.objects.filter(owner=actor.organisation)))


def review(actor: Actor, key: UUID) -> BreakGlass | None:
    """One of those uses."""
    return next((one for one in reviews(actor) if one.pk == key), None)


@unscoped(visibility.FOR_RULES)
def unreviewed(actor: Actor) -> BreakGlass | None:
    """A use of somebody that nobody has looked at yet."""
    return BreakGlass.objects.filter(account=actor.own_account, review__isnull=True).first()


@unscoped(visibility.FOR_RULES)
def used_this_month(actor: Actor) -> int:
    """How often somebody opened a dossier in an emergency in this calendar month."""
    start, end = emergencies.current().month_of(clock.now())
    return BreakGlass.objects.filter(account=actor.own_account, since__gte=start, since__lt=end).count()


@unscoped(visibility.FOR_RULES)
def is_reviewed(use: BreakGlass) -> bool:
    """Whether somebody has looked at a use."""
    return BreakGlassReview.objects.filter(use=use).exists()


@unscoped("Looked up before somebody has access; only the act of opening in an emergency asks it.")
def named(pseudonym: str) -> Dossier | None:
    """The dossier of a pseudonym, whoever asks."""
    plain = pseudonym.replace("\x00", "").strip().upper()
    return Dossier.objects.filter(person__pseudonym=plain).select_related("person", "opened_by").first()


@unscoped("Asked while a dossier is opened in an emergency, by the act itself.")
def owners(dossier: Dossier) -> list[Organisation]:
    """The organisations that own an open track of a dossier; without one, whoever takes part longest.

    The first reviews, so those where somebody looks after privacy come first.
    """
    present = dossier.involvements.filter(state=InvolvementState.ACCEPTED).order_by("since", "id")
    here = [one.organisation for one in present.select_related("organisation")]
    owning = set(
        Track.objects.filter(dossier=dossier, closed_by__isnull=True).values_list("owner", flat=True)
    )
    found = [one for one in here if one.pk in owning] or here[:1]
    guarded = set(access.with_privacy_officer(system()).values_list("pk", flat=True))
    return sorted(found, key=lambda one: one.pk not in guarded)


def _with_reviews(found: QuerySet[BreakGlass]) -> QuerySet[BreakGlass]:
    reviewed = Prefetch("review", BreakGlassReview.objects.select_related("reviewed_by"))
    return found.select_related(*PARTIES).prefetch_related(reviewed).order_by("-since", "-id")
