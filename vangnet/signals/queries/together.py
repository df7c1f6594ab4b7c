"""What a signal weighs together with those it belongs with, as far as its owner may know of them.

What investigation keeps silent, and what only hangs together through it, counts for nobody who may not know of it: a place in the
queue, and why, would tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from vangnet.access.scope import unscoped
from vangnet.signals.adding_up.groups import groups
from vangnet.signals.models import Link, Signal
from vangnet.signals.queries.links import SILENT, joined_pairs, may_know_of
from vangnet.signals.queries.sightings import WEIGHED, Together, together
from vangnet.signals.states import SignalState

# A larger group is not taken apart: then what is silent is left out, and what hangs together through it counts.
MOST = 1_000


@unscoped(WEIGHED)
def as_owners_know(signals: Iterable[Signal], *, left_out: frozenset[str]) -> Mapping[UUID, Together]:
    """For each of several signals: how many belong with it, itself among them, and what they weigh, as its owner may know."""
    grouped: dict[UUID, list[Signal]] = defaultdict(list)
    for one in signals:
        if one.cluster is not None:
            grouped[one.cluster].append(one)
    whole = together(grouped, left_out=left_out)
    found = {one.pk: whole.get(key, Together()) for key, ones in grouped.items() for one in ones}
    silent = Signal.objects.filter(SILENT, cluster__in=grouped).order_by()
    partly = set(silent.values_list("cluster", flat=True).distinct())
    for cluster, ones in grouped.items():
        if cluster in partly:
            found |= _apart(cluster, {one.pk for one in ones}, left_out)
    return found


def _apart(cluster: UUID, wanted: set[UUID], left_out: frozenset[str]) -> dict[UUID, Together]:
    rows = Signal.objects.filter(cluster=cluster).select_related("owner")
    members = {one.pk: one for one in rows}
    links: Sequence[Link] | None = None
    if len(members) <= MOST:
        links = list(Link.objects.filter(first__in=members, second__in=members, is_common=False))
    found: dict[UUID, Together] = {}
    for house in {members[key].owner for key in wanted}:
        known = {key: one for key, one in members.items() if may_know_of(house, one)}
        mine = [key for key in wanted if members[key].owner_id == house.pk]
        found |= _of_house(mine, known, links, left_out)
    return found


def _of_house(
    mine: Iterable[UUID], known: Mapping[UUID, Signal], links: Sequence[Link] | None, left_out: frozenset[str]
) -> dict[UUID, Together]:
    if links is None:
        return dict.fromkeys(mine, _sum(known.values(), left_out))
    within = (link for link in links if link.first_id in known and link.second_id in known)
    parts = groups(joined_pairs(within))
    beside = {key: part for part in parts for key in part}
    return {key: _sum((known[one] for one in beside.get(key, {key})), left_out) for key in mine}


def _sum(signals: Iterable[Signal], left_out: frozenset[str]) -> Together:
    counted = [one for one in signals if not (one.state == SignalState.CLOSED and one.outcome in left_out)]
    return Together(len(counted), sum(one.weight for one in counted))
