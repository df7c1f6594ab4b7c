"""A group of signals as one organisation may see it: from its own signals outwards, and never through what stays silent."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from vangnet.access import audit
from vangnet.access.actors import Actor
from vangnet.access.models import Organisation
from vangnet.access.verdicts import NotFound
from vangnet.access.wall.context import as_service
from vangnet.signals.adding_up.groups import groups
from vangnet.signals.models import Link, Signal
from vangnet.signals.queries.links import joined_pairs, may_know_of, reachable

MOST = 300


@dataclass(frozen=True, slots=True)
class Between:
    """Two signals of a group that are linked, by their places in it, with the kinds of mark that they share."""

    first: int
    second: int
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """A group: the signals that somebody may read, whom to ask about those beside them, and how many there are further on."""

    address: str
    signals: tuple[Signal, ...]
    contacts: tuple[tuple[Organisation, int], ...]
    hidden: tuple[Organisation, ...]
    further: int
    between: tuple[Between, ...]

    @property
    def size(self) -> int:
        """How many signals the group has, as far as the reader may know of them."""
        return len(self.signals) + len(self.hidden) + self.further


def cluster_of(actor: Actor, signal: Signal) -> UUID | None:
    """The group that a signal of the own organisation is in."""
    with as_service("The group of a signal is read for whoever owns that signal."):
        return Signal.objects.values_list("cluster", flat=True).get(pk=signal.pk)


def of(actor: Actor, key: UUID) -> Cluster:
    """A group as the own organisation may see it, with a line in the trail that names the signals it shows.

    A group in which the own organisation owns nothing does not exist.
    """
    try:
        found = _of(actor, key)
    except NotFound:
        audit.record("signal.cluster", by=actor, outcome=audit.Outcome.NOT_FOUND)
        raise
    audit.record("signal.cluster", by=actor, objects=[one.pk for one in found.signals])
    return found


def _of(actor: Actor, key: UUID) -> Cluster:
    members, links = _read(key)
    house = actor.own_organisation
    known = {one.pk: one for one in members if may_know_of(house, one)}
    within = [link for link in links if link.first_id in known and link.second_id in known]
    joined = joined_pairs(within)
    own = {one.pk for one in known.values() if one.owner_id == house.pk}
    near = {one for part in groups(joined) if part & own for one in part}
    if not near:
        raise NotFound
    seen = reachable(actor, near) & near | own & near
    beside = {one for pair in joined if pair & own for one in pair} - seen
    pairs = {pair for pair in joined if pair & own}
    return _cluster(key, [one for one in members if one.pk in near], seen, beside, within, pairs)


def _read(key: UUID) -> tuple[list[Signal], list[Link]]:
    with as_service("A group is read as a whole, and then told as far as the reader may know of it."):
        members = list(
            Signal.objects.filter(cluster=key).select_related("owner").order_by("-received_at", "id")[:MOST]
        )
        keys = [one.pk for one in members]
        links = Link.objects.filter(first__in=keys, second__in=keys, is_common=False)
        return members, list(links.order_by("found_at", "id"))


def _cluster(
    key: UUID,
    members: list[Signal],
    seen: set[UUID],
    beside: set[UUID],
    links: list[Link],
    joined: set[frozenset[UUID]],
) -> Cluster:
    visible = sorted((one for one in members if one.pk in seen), key=lambda one: (one.received_at, one.pk))
    hidden = sorted((one for one in members if one.pk in beside), key=lambda one: (one.owner.name, one.pk))
    places = {one.pk: place for place, one in enumerate([*visible, *hidden])}
    kinds: dict[frozenset[UUID], set[str]] = {}
    for link in links:
        pair = frozenset((link.first_id, link.second_id))
        # Two signals of others: that they are linked is between those who own them.
        if pair in joined and link.rejected_at is None and pair <= set(places):
            kinds.setdefault(pair, set()).add(link.kind)
    owners = Counter(one.owner_id for one in hidden)
    houses = {one.owner_id: one.owner for one in hidden}
    return Cluster(
        address=key.hex,
        signals=tuple(visible),
        contacts=tuple((houses[house], number) for house, number in owners.items()),
        hidden=tuple(one.owner for one in hidden),
        further=len(members) - len(visible) - len(hidden),
        between=tuple(_between(pair, places, shared) for pair, shared in kinds.items()),
    )


def _between(pair: frozenset[UUID], places: dict[UUID, int], kinds: set[str]) -> Between:
    first, second = sorted(places[one] for one in pair)
    return Between(first, second, tuple(sorted(kinds)))
