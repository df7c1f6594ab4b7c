"""Groups of signals that belong together, kept as one number on each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from uuid import UUID, uuid4

from django.db.models import Q

from vangnet.access.actors import Actor
from vangnet.signals.adding_up.groups import Tie, groups, joining
from vangnet.signals.adding_up.kinds import MarkKind
from vangnet.signals.adding_up.limits import Limits
from vangnet.signals.models import Link, Mark, Signal

STANDS = Q(is_common=False, rejected_at__isnull=True)


def join(signal: Signal, *, limits: Limits, by: Actor) -> tuple[frozenset[UUID], frozenset[UUID]]:
    """Put a signal in one group with what it is linked to; gives its neighbours, and who was in no group before."""
    own = STANDS & (Q(first=signal) | Q(second=signal))
    pairs = joining(_ties(Link.objects.filter(own)), limits)
    neighbours = frozenset(one for pair in pairs for one in pair) - {signal.pk}
    if not neighbours:
        return frozenset(), frozenset()
    known = dict(Signal.objects.filter(pk__in={*neighbours, signal.pk}).values_list("pk", "cluster"))
    labels = {label for label in known.values() if label is not None}
    # The largest group keeps its number, so that the fewest signals change.
    label = _largest(labels) if labels else uuid4()
    new = frozenset(key for key, old in known.items() if old is None)
    Signal.objects.filter(Q(pk__in=new) | Q(cluster__in=labels - {label})).update(cluster=label)
    signal.cluster = label
    return neighbours, new


def set_aside(marks: Collection[Mark], *, limits: Limits, by: Actor) -> list[UUID]:
    """Take no account any more of links on marks that have become common; gives the signals that left their group by it."""
    links = Link.objects.filter(token__in=[bytes(mark.normal) for mark in marks], is_common=False)
    ends = list(links.values_list("first__cluster", flat=True).distinct())
    links.update(is_common=True)
    grouped = [cluster for cluster in ends if cluster is not None]
    return [one for cluster in grouped for one in split(cluster, limits=limits, by=by)]


def split(cluster: UUID, *, limits: Limits, by: Actor) -> list[UUID]:
    """Look anew who still belongs together in a group; gives the signals that left the part that keeps its number."""
    members = set(Signal.objects.filter(cluster=cluster).values_list("pk", flat=True))
    links = Link.objects.filter(STANDS, first__in=members, second__in=members)
    parts = sorted(groups(joining(_ties(links), limits)), key=lambda part: (-len(part), min(part)))
    left: list[UUID] = []
    for part in parts[1:]:
        Signal.objects.filter(pk__in=part).update(cluster=uuid4())
        left += part
    alone = members.difference(*parts)
    Signal.objects.filter(pk__in=alone).update(cluster=None)
    return [*left, *alone]


def _ties(links: Iterable[Link]) -> list[Tie[UUID]]:
    return [Tie(link.first_id, link.second_id, MarkKind(link.kind)) for link in links]


def _largest(labels: Collection[UUID]) -> UUID:
    if len(labels) == 1:
        return next(iter(labels))
    sizes = Counter(Signal.objects.filter(cluster__in=labels).values_list("cluster", flat=True))
    return max(labels, key=lambda label: (sizes[label], label))
