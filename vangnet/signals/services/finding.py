"""Looking among all signals for what shares a mark with one of them: bounded work, however many signals there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection

from vangnet.access.actors import Actor
from vangnet.core import clock
from vangnet.signals.adding_up.groups import is_common
from vangnet.signals.adding_up.kinds import MarkKind, Way
from vangnet.signals.adding_up.likeness import Likeness, likeness
from vangnet.signals.adding_up.limits import Limits
from vangnet.signals.models import Link, Mark, Signal, TextTrace

OF_TEXT = b""  # no single number: what two texts share are many
_SAME_PAIRS = """
SELECT n.number, found.signal_id FROM unnest(%s::bigint[]) AS n(number)
CROSS JOIN LATERAL (
    SELECT t.signal_id FROM signals_texttrace t WHERE t.number = n.number AND t.signal_id <> %s LIMIT %s
) found
"""


@dataclass(slots=True)
class Findings:
    """The links of a signal that are new, and the marks that so many signals share now that they link none."""

    links: list[Link] = field(default_factory=list)
    common: list[Mark] = field(default_factory=list)


def find(
    signal: Signal, *, marks: Iterable[Mark], numbers: Collection[int], limits: Limits, by: Actor
) -> Findings:
    """What a signal has in common with others by these marks, and by these numbers of its text."""
    found = Findings()
    for mark in marks:
        if not mark.normal:
            continue
        others = _sharing(signal, mark, limits)
        if is_common(MarkKind(mark.kind), len(others) + 1, limits):
            found.common.append(mark)
        else:
            found.links += [_link(signal, other, mark, way) for other, way in others.items()]
    known = {_ends(one) for one in found.links if one.kind == MarkKind.ADVERTISEMENT}
    for other, alike in _alike(signal, numbers, limits).items():
        link = _of_text(signal, other, alike)
        if _ends(link) not in known:
            found.links.append(link)
    return found


def _sharing(signal: Signal, mark: Mark, limits: Limits) -> dict[UUID, Way]:
    """The other signals with this mark and how alike it is written, no more than it takes to know that it is common."""
    enough = limits.kinds[MarkKind(mark.kind)].common_from
    rows = Mark.objects.filter(normal=mark.normal).exclude(signal=signal).order_by()
    # A signal has each mark once, so each row is another signal.
    return {
        other: Way.EXACT if bytes(exact) == bytes(mark.exact) else Way.NORMALISED
        for other, exact in rows.values_list("signal_id", "exact")[:enough]
    }


def _alike(signal: Signal, numbers: Collection[int], limits: Limits) -> dict[UUID, Likeness]:
    if not numbers:
        return {}
    having: dict[int, set[UUID]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(_SAME_PAIRS, [list(numbers), signal.pk, limits.text.common_from])
        for number, other in cursor.fetchall():
            having[number].add(other)
    uncommon = {number for number in numbers if len(having[number]) + 1 < limits.text.common_from}
    sharing: dict[UUID, int] = defaultdict(int)
    for number in uncommon:
        for other in having[number]:
            sharing[other] += 1
    return _compared(numbers, uncommon, sharing, limits)


def _compared(
    numbers: Collection[int], uncommon: set[int], sharing: dict[UUID, int], limits: Limits
) -> dict[UUID, Likeness]:
    """Of the texts that share enough: how alike they are; the most alike ones only, when there are very many."""
    most = limits.kinds[MarkKind.ADVERTISEMENT].common_from
    near = [one for one, shared in sharing.items() if shared >= limits.text.least_shared]
    near = sorted(near, key=lambda one: (-sharing[one], one))[:most]
    texts: dict[UUID, set[int]] = defaultdict(set)
    rows = TextTrace.objects.filter(signal__in=near).order_by()
    for other, number in rows.values_list("signal_id", "number"):
        texts[other].add(number)
    compared = {other: likeness(numbers, text, uncommon, limits.text) for other, text in texts.items()}
    return {other: alike for other, alike in compared.items() if alike is not None}


def _link(signal: Signal, other: UUID, mark: Mark, way: Way) -> Link:
    first, second = sorted((signal.pk, other))
    return Link(
        first_id=first,
        second_id=second,
        kind=mark.kind,
        way=way,
        token=bytes(mark.normal),
        found_at=clock.now(),
    )


def _of_text(signal: Signal, other: UUID, alike: Likeness) -> Link:
    first, second = sorted((signal.pk, other))
    return Link(
        first_id=first,
        second_id=second,
        kind=MarkKind.ADVERTISEMENT,
        way=Way.FUZZY,
        token=OF_TEXT,
        score=alike.percent,
        shared=alike.shared,
        found_at=clock.now(),
    )


def _ends(link: Link) -> tuple[UUID, UUID]:
    return link.first_id, link.second_id
