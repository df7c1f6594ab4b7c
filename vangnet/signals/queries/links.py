"""What a signal has in common with others, told from its own side: of what somebody may not see only whom to ask."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from vangnet.access import decisions, grants
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.models import Organisation
from vangnet.access.verdicts import NotFound
from vangnet.access.wall.context import as_service
from vangnet.core import clock
from vangnet.signals.adding_up import limits as dated
from vangnet.signals.adding_up.groups import Tie, joining
from vangnet.signals.adding_up.kinds import MarkKind
from vangnet.signals.models import Link, Signal
from vangnet.signals.queries import visibility
from vangnet.signals.states import Investigation, SignalState

MOST = 200


@dataclass(frozen=True, slots=True)
class LinkSeen:
    """A link as one side sees it. Of a signal that may not be seen, `reference` and `other` are empty and only the contact stands."""

    address: str
    kind: str
    way: str
    score: int
    shared: int
    found_at: datetime
    contact: Organisation
    reference: str
    other: str
    joins: bool
    rejected_at: datetime | None
    confirmed_at: datetime | None
    why: str

    @property
    def is_hidden(self) -> bool:
        """Whether only somebody else knows what the other signal is."""
        return not self.reference


def of(actor: Actor, signal: Signal) -> list[LinkSeen]:
    """The links of a signal that the own organisation owns, the newest first."""
    if not visibility.owns(actor, signal):
        return []
    with as_service(
        "Whose signal is on the other side is looked up, to tell whom to ask; nothing else of it is told."
    ):
        either = Q(first=signal) | Q(second=signal)
        rows = list(
            Link.objects.filter(either, is_common=False)
            .select_related("first__owner", "second__owner")
            .order_by("-found_at", "id")[:MOST]
        )
    known = [
        (link, other) for link in rows if may_know_of(actor.own_organisation, other := _beside(link, signal))
    ]
    reached = reachable(actor, [other.pk for _link, other in known])
    joined = joined_pairs(link for link, _other in known)
    return [_seen(link, other, other.pk in reached, joined) for link, other in known]


def hints(actor: Actor, signal: Signal) -> list[tuple[str, Organisation]]:
    """Of which kind a signal has a link with a signal that somebody may not see, and whom to ask about it; each once."""
    hidden = ((link.kind, link.contact) for link in of(actor, signal) if link.is_hidden and link.joins)
    return list(dict.fromkeys(hidden))


def own_link(actor: Actor, signal: Signal, address: str) -> Link:
    """One link of a signal, for judging it; what the actor may not know of does not exist."""
    with as_service("The link is looked up for whoever owns the signal on one side of it."):
        either = Q(first=signal) | Q(second=signal)
        found = (
            Link.objects.filter(either, address=address, is_common=False)
            .select_related("first__owner", "second__owner")
            .first()
        )
    if found is None or not visibility.owns(actor, signal):
        raise NotFound
    if not may_know_of(actor.own_organisation, _beside(found, signal)):
        raise NotFound
    return found


def may_know_of(organisation: Organisation, other: Signal) -> bool:
    """Whether an organisation may know that a signal of somebody else exists and whom to ask about it.

    What only investigation works on stays silent, unless the rules about sharing let this kind of organisation know.
    """
    if other.owner_id == organisation.pk or not _is_investigated(other):
        return True
    return decisions.as_participant(organisation, DataCategory.INVESTIGATION).ready


# The same as a condition on rows.
SILENT = Q(state=SignalState.INVESTIGATED) | (
    Q(investigation=Investigation.STARTED) & ~Q(state=SignalState.CLOSED)
)


def _is_investigated(signal: Signal) -> bool:
    """Whether investigators have yet to decide about a signal, or took it up and did not end it."""
    if signal.state == SignalState.INVESTIGATED:
        return True
    return signal.investigation == Investigation.STARTED and signal.state != SignalState.CLOSED


def joined_pairs(links: Iterable[Link]) -> set[frozenset[UUID]]:
    """The pairs of signals that these links make one group of, without those that were rejected."""
    standing = (link for link in links if link.rejected_at is None)
    ties = [Tie(link.first_id, link.second_id, MarkKind(link.kind)) for link in standing]
    return joining(ties, dated.in_force(clock.today()))


def reachable(actor: Actor, signals: Collection[UUID]) -> set[UUID]:
    """Which of these signals somebody may read."""
    rows = grants.reachable(actor).filter(dossier_id__in=signals)
    return set(rows.values_list("dossier_id", flat=True))


def _beside(link: Link, signal: Signal) -> Signal:
    return link.second if link.first_id == signal.pk else link.first


def _seen(link: Link, other: Signal, may_read: bool, joined: set[frozenset[UUID]]) -> LinkSeen:
    return LinkSeen(
        address=link.address,
        kind=link.kind,
        way=link.way,
        score=link.score,
        shared=link.shared,
        found_at=link.found_at,
        contact=other.owner,
        reference=other.reference if may_read else "",
        other=other.address if may_read else "",
        joins=frozenset((link.first_id, link.second_id)) in joined and link.rejected_at is None,
        rejected_at=link.rejected_at,
        confirmed_at=link.confirmed_at,
        why=link.why,
    )
