"""Who may know of a dossier, and who stands how toward it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from vangnet.access import audit
from vangnet.access.actors import Actor
from vangnet.access.models import Organisation
from vangnet.access.roles import Permission
from vangnet.access.scope import unscoped
from vangnet.access.verdicts import NotAllowed, NotFound, refused
from vangnet.cases.models import BreakGlass, Dossier, DossierQuerySet, Handover, Involvement, Track
from vangnet.cases.states import HandoverState, InvolvementState
from vangnet.core import batches, clock
from vangnet.persons.models import Person, PersonLink
from vangnet.protocol import log

LET_IN = "A part of a longer read, which let the reader into the dossier first."
FOR_RULES = "Asked by a rule about one organisation and one dossier that the actor was already let into."


_seen_here: ContextVar[set[tuple[UUID, UUID]] | None] = ContextVar("seen_here", default=None)


@contextmanager
def looking() -> Iterator[None]:
    """One look that changes nothing: that somebody takes part is asked once, whatever parts the page has."""
    token = _seen_here.set(set())
    try:
        yield
    finally:
        _seen_here.reset(token)


def dossiers(actor: Actor) -> DossierQuerySet:
    """The dossiers that somebody may read: those in which their organisation takes part."""
    if not actor.may(Permission.READ_DOSSIERS):
        return Dossier.objects.none()
    return Dossier.objects.seen_by(actor.organisation)


def listed(actor: Actor, *, pseudonym: str = "") -> QuerySet[Dossier]:
    """The dossiers that somebody may read, newest first, as a list shows them; with a pseudonym only that one."""
    found = dossiers(actor).select_related("person", "opened_by", "standing").order_by("-opened_at", "pk")
    return found.filter(person__pseudonym=pseudonym.strip().upper()) if pseudonym else found


def may_see(actor: Actor, dossier: Dossier) -> bool:
    """Whether somebody may know of a dossier at all."""
    if not actor.may(Permission.READ_DOSSIERS) or actor.organisation is None:
        return False
    return takes_part(actor.organisation, dossier) or open_emergency(actor, dossier) is not None


def dossier(actor: Actor, reference: UUID | str) -> Dossier:
    """One dossier by its key, its address or the pseudonym of its person, with a line in the audit trail.

    What does not exist and what somebody may not see look the same.
    """
    wanted = Q(pk=reference) if isinstance(reference, UUID) else _called(_plain(reference))
    found = _first(dossiers(actor), wanted) or _first(_in_emergency(actor), wanted)
    if found is None:
        audit.record(
            "dossier.read",
            by=actor,
            dossier=reference if isinstance(reference, UUID) else None,
            outcome=audit.Outcome.NOT_FOUND,
        )
        raise NotFound
    audit.record("dossier.read", by=actor, dossier=found.pk)
    return found


def _called(name: str) -> Q:
    # The person's key is asked once, apart from the dossiers: "this column or one of the joined table" can use no index, and then
    # the walls of every dossier of an organisation are asked to find one.
    person = Person.objects.filter(pseudonym=name.upper())
    return Q(address=name) | Q(person=Subquery(person.values("pk")))


def _first(found: DossierQuerySet, wanted: Q) -> Dossier | None:
    return found.filter(wanted).select_related("person", "opened_by").first()


def _in_emergency(actor: Actor) -> DossierQuerySet:
    """Not in any list: whoever opened a dossier in an emergency goes to that one only."""
    if not actor.may(Permission.READ_DOSSIERS):
        return Dossier.objects.none()
    return Dossier.objects.filter(pk__in=_open_emergencies(actor).values("dossier"))


def _open_emergencies(actor: Actor) -> QuerySet[BreakGlass]:
    if actor.account is None or actor.organisation is None:
        return BreakGlass.objects.none()
    mine = BreakGlass.objects.filter(account=actor.account, organisation=actor.organisation)
    return mine.filter(until__gt=clock.now())


def _plain(reference: str) -> str:
    # The database takes no null characters; nothing that exists has one.
    return reference.replace("\x00", "")


def require(actor: Actor, dossier: Dossier) -> None:
    """Go on only when somebody may see a dossier; otherwise it is as if it did not exist."""
    if not may_see(actor, dossier):
        raise NotFound


def require_part(actor: Actor, dossier: Dossier) -> None:
    """Go on only for an organisation that takes part; an emergency lets somebody look and nothing else."""
    require(actor, dossier)
    if not takes_part(actor.organisation, dossier):
        raise NotAllowed(
            refused(
                _(
                    "You opened this dossier in an emergency: you can read it and change nothing. "
                    "Ask an organisation that takes part to involve yours."
                )
            )
        )


@unscoped(FOR_RULES)
def open_emergency(actor: Actor, dossier: Dossier) -> BreakGlass | None:
    """The emergency access of somebody to a dossier that has not ended yet."""
    return _open_emergencies(actor).filter(dossier=dossier.pk).first()


@unscoped(LET_IN)
def alarms(dossier: Dossier) -> list[BreakGlass]:
    """The emergency access to a dossier that is open now."""
    found = BreakGlass.objects.filter(dossier=dossier.pk, until__gt=clock.now())
    return list(found.select_related("organisation"))


def involvements(actor: Actor, dossier: Dossier) -> list[Involvement]:
    """All organisations that take part, were asked or took part, for somebody who may see the dossier."""
    require(actor, dossier)
    return list(with_organisations(dossier).prefetch_related("changes"))


def tracks(actor: Actor, dossier: Dossier) -> list[Track]:
    """The tracks of a dossier with their owners, for somebody who may see it."""
    require(actor, dossier)
    return list(with_owners(dossier))


@unscoped(LET_IN)
def with_organisations(dossier: Dossier) -> QuerySet[Involvement]:
    """The organisations that take part, were asked or took part."""
    return dossier.involvements.select_related("organisation", "offered_by").order_by("since", "id")


@unscoped(LET_IN)
def with_owners(dossier: Dossier) -> QuerySet[Track]:
    """The tracks of a dossier with their owners and the offers of them."""
    found = dossier.tracks.select_related("owner", "opened_by", "closed_by")
    return found.prefetch_related(Prefetch("handovers", Handover.objects.select_related("receiver")))


def offers(actor: Actor) -> list[Involvement]:
    """The requests to take part that wait for an answer of the own organisation, oldest first.

    Before it accepts, an organisation sees only what such a request carries.
    """
    if not actor.may(Permission.READ_DOSSIERS) or actor.organisation is None:
        return []
    waiting = Involvement.objects.filter(organisation=actor.organisation, state=InvolvementState.OFFERED)
    return list(
        waiting.select_related("dossier__person", "dossier__standing", "offered_by").order_by("since", "id")
    )


def handover_offers(actor: Actor) -> list[Handover]:
    """The tracks that wait for the own organisation to take them over, oldest first."""
    if not actor.may(Permission.READ_DOSSIERS) or actor.organisation is None:
        return []
    waiting = Handover.objects.filter(receiver=actor.organisation, state=HandoverState.OFFERED)
    mine = waiting.filter(dossier__in=dossiers(actor))
    return list(mine.select_related("dossier__person", "track", "giver").order_by("offered_at", "id"))


@unscoped(FOR_RULES)
def takes_part(organisation: Organisation | None, dossier: Dossier) -> bool:
    """Whether an organisation takes part in a dossier now."""
    if organisation is None:
        return False
    here, pair = _seen_here.get(), (organisation.pk, dossier.pk)
    key = ("takes part", *pair)
    if batches.recall(*key) or (here is not None and pair in here):
        return True
    accepted = dossier.involvements.filter(organisation=organisation, state=InvolvementState.ACCEPTED)
    found = accepted.exists()
    # Who takes part changes only by somebody who holds the history.
    if found and log.is_held(dossier.pk):
        batches.know(*key, value=True)
    if found and here is not None:
        here.add(pair)
    return found


@unscoped(FOR_RULES)
def involvement_of(organisation: Organisation, dossier: Dossier) -> Involvement | None:
    """How an organisation stands toward a dossier, if it ever did."""
    return dossier.involvements.filter(organisation=organisation).first()


@unscoped(FOR_RULES)
def has_other_organisation(involvement: Involvement) -> bool:
    """Whether somebody else takes part as well."""
    present = Involvement.objects.filter(dossier=involvement.dossier_id, state=InvolvementState.ACCEPTED)
    return present.exclude(pk=involvement.pk).exists()


@unscoped(FOR_RULES)
def open_tracks_of(organisation: Organisation, dossier: Dossier) -> list[Track]:
    """The open tracks that an organisation owns in a dossier."""
    return list(dossier.tracks.filter(owner=organisation, closed_by__isnull=True))


@unscoped(FOR_RULES)
def has_open_handover(track: Track) -> bool:
    """Whether a track is being offered to somebody."""
    return Handover.objects.filter(track=track, state=HandoverState.OFFERED).exists()


@unscoped(FOR_RULES)
def is_linked(dossier: Dossier, other: Dossier, kind: PersonLink.Kind) -> bool:
    """Whether the persons of two dossiers are linked in this way now."""
    pair = {dossier.pk, other.pk}
    standing = PersonLink.objects.filter(
        first_dossier_id__in=pair,
        second_dossier_id__in=pair,
        kind=kind,
        ends__isnull=True,
        ended_by__isnull=True,
    )
    return standing.exists()


@unscoped(FOR_RULES)
def is_standing(link: PersonLink) -> bool:
    """Whether a link still holds."""
    return link.ends_id is None and not PersonLink.objects.filter(ends=link).exists()
