"""The place of signals in the queue: worked out again when what it depends on has changed, and written down with why."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from vangnet.access import audit
from vangnet.access.actors import Actor, system
from vangnet.access.wall.context import as_service
from vangnet.signals import weights
from vangnet.signals.models import Signal
from vangnet.signals.queries import sightings as reading
from vangnet.signals.queries import visibility
from vangnet.signals.queries.together import as_owners_know
from vangnet.signals.rules import weighing as rules
from vangnet.signals.services.noting import note_event
from vangnet.signals.services.turns import take_turn_for_groups
from vangnet.signals.weighing import Book, Priority, class_of, priority_of, weigh

REPRIORITISED = "reprioritised"
# A group of more signals than this is not placed again as a whole when one of them changes.
FEW = 200
_FOR_ALL = (
    "The place of a signal follows from all signals it belongs with, also those that its owner may not see."
)


def reprioritise(signals: Iterable[UUID], *, by: Actor) -> int:
    """Give signals the place that follows from what they and their clusters weigh now; says how many came into another class.

    Who set it off is not written down with a signal of somebody else: that would tell who reports what. The program does it.
    """
    keys = set(signals)
    with transaction.atomic(), as_service(_FOR_ALL):
        return _place_again(keys, weights.current(), reweigh=False)


def after_weighing(signal: Signal, *, lost: int = 0, by: Actor) -> int:
    """Give a signal and those it belongs with their places after its own weight or its group has changed.

    In a large group the others stay where they are, unless the group reaches the threshold by it or, having lost points, no
    longer does: what many signals together bring forward has long reached its most.
    """
    keys = {signal.pk}
    if signal.cluster is not None:
        with as_service(_FOR_ALL):
            members = reading.in_cluster(signal.cluster, most=FEW + 1)
            if len(members) <= FEW:
                keys |= set(members)
            elif _crosses(signal.cluster, signal.weight, lost):
                keys |= set(reading.in_cluster(signal.cluster))
    return reprioritise(keys, by=by)


def _crosses(cluster: UUID, gained: int, lost: int) -> bool:
    book = weights.current()
    threshold = book.configurations[book.for_signals].threshold
    sums = reading.together([cluster], left_out=book.priority.left_out_of_sums)
    points = sums[cluster].points if cluster in sums else 0
    return points - gained < threshold <= points or points < threshold <= points + lost


def renew(*, by: Actor) -> int:
    """Weigh and place again the open signals to which another book applies or that come forward by waiting."""
    book = weights.current()
    steps = book.priority.weeks
    weeks = steps.most // steps.each if steps.each else 0
    changed = 0
    with as_service(_FOR_ALL):
        for keys in reading.to_renew(book.version, weeks=weeks):
            with transaction.atomic():
                take_turn_for_groups(by=by)
                changed += _place_again(keys, book, reweigh=True)
    return changed


def _place_again(keys: Iterable[UUID], book: Book, *, reweigh: bool) -> int:
    signals = reading.open_ones(keys)
    if reweigh:
        _weigh_again(signals, book)
    sums = as_owners_know(signals, left_out=book.priority.left_out_of_sums)
    ages = reading.youngest(one.pk for one in signals)
    moved: list[tuple[Signal, str, Priority]] = []
    for one in signals:
        facts = rules.facts_of(one, book, youngest=ages.get(one.pk), sums=sums, points=one.weight)
        place = priority_of(facts, book.priority)
        if place.number != one.priority:
            before = class_of(one.priority, book.priority) if one.weight_version else place.code
            one.priority = place.number
            moved.append((one, before, place))
    Signal.objects.bulk_update([one for one, _before, _place in moved], ["priority"])
    return sum(_tell(one, before, place) for one, before, place in moved)


def _weigh_again(signals: Iterable[Signal], book: Book) -> None:
    stale = [one for one in signals if one.weight_version != book.version]
    known = reading.of_signals(one.pk for one in stale)
    for one in stale:
        one.weight = weigh(rules.kept(known.get(one.pk, ())), book).points
        one.weight_version = book.version
        Signal.objects.filter(pk=one.pk).update(weight=one.weight, weight_version=one.weight_version)


def _tell(signal: Signal, before: str, place: Priority) -> bool:
    """Leave a line for whoever handles the signal, when its new place is in another class."""
    if place.code == before:
        return False
    with audit.act("signal.reprioritise", by=system(), dossier=signal.pk):
        held = visibility.held(signal)
        note_event(
            held,
            REPRIORITISED,
            owner_before=held.owner,
            reason=place.code,
            about={"before": before, "after": place.code, "place": place.number, "why": _why(place)},
            by=system(),
        )
    return True


def _why(place: Priority) -> str:
    return ",".join(one.code for one in place.reasons)
