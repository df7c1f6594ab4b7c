"""Keeping by what a signal could be known again, so that it is compared with all others, and forgetting it. Part of an act."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Q

from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.wall.context import as_service
from vangnet.core import clock
from vangnet.core.ids import uuid7
from vangnet.persons import keys
from vangnet.persons import services as persons
from vangnet.persons.marks import mark as keyed
from vangnet.signals.adding_up import limits as dated
from vangnet.signals.adding_up.kinds import MarkKind
from vangnet.signals.adding_up.likeness import traces
from vangnet.signals.adding_up.spelling import LONGEST, printed, spelled
from vangnet.signals.models import Link, Mark, Signal, TextTrace
from vangnet.signals.queries.marks import TABLE
from vangnet.signals.reports import ReportedMark
from vangnet.signals.rules.linking import MOST_MARKS
from vangnet.signals.services.adding import add_up
from vangnet.signals.services.groups import split
from vangnet.signals.services.priorities import reprioritise
from vangnet.signals.services.turns import take_turn_for_groups, take_turns

SCOPE = "signals"  # one key for all organisations, since signals are compared across them
_TEXTS = b"text"
_CATEGORIES = {
    MarkKind.TELEPHONE: DataCategory.CONTACT,
    MarkKind.MAIL: DataCategory.CONTACT,
    MarkKind.ADDRESS: DataCategory.CONTACT,
    MarkKind.PERSON: DataCategory.IDENTITY,
}
COMPARED = "Marks are kept for comparing with the signals of everybody, which nobody who handles one may see."


def keep(signal: Signal, *, marks: Iterable[ReportedMark], by_hand: bool = False, by: Actor) -> list[Mark]:
    """Keep what a signal may have in common with others, and look at once which others have it. Part of an act.

    What is there already is not kept twice; what is too little to compare is kept to be read.
    """
    with as_service(COMPARED):
        given = [one for one in marks if printed(one.value)][:MOST_MARKS]
        if not given:
            return []
        key = keys.root_keys().index_key(SCOPE)
        lines = _new(signal, [_line(signal, one, key, by_hand, by) for one in given])
        texts = [one.value for one in given if one.kind == MarkKind.ADVERTISEMENT]
        numbers = _numbers(signal, texts, key)
        waited = [*(bytes(line.normal) for line in lines if line.normal), *([_TEXTS] if numbers else [])]
        take_turns(waited, by=by)
        Mark.objects.bulk_create(lines)
        TextTrace.objects.bulk_create(
            [TextTrace(signal=signal, number=number) for number in numbers], ignore_conflicts=True
        )
        add_up(signal, marks=lines, numbers=numbers, by=by)
    return lines


def forget(signal: Signal, *, by: Actor) -> None:
    """Remove the marks and links of a signal that is destroyed, so that nothing is compared with it any more. Part of an act."""
    with as_service("What was compared with the signals of everybody goes together with the signal."):
        take_turn_for_groups(by=by)
        cluster = Signal.objects.values_list("cluster", flat=True).get(pk=signal.pk)
        Link.objects.filter(Q(first=signal) | Q(second=signal)).delete()
        TextTrace.objects.filter(signal=signal).delete()
        Mark.objects.filter(signal=signal).delete()
        if cluster is not None:
            reprioritise(split(cluster, limits=dated.in_force(clock.today()), by=by), by=by)


def _line(signal: Signal, one: ReportedMark, key: bytes, by_hand: bool, by: Actor) -> Mark:
    kind, number = MarkKind(one.kind), uuid7()
    category = _CATEGORIES.get(kind, DataCategory.SIGNAL).value
    text = one.value.strip()[:LONGEST]
    known = spelled(kind, text)
    sealed = persons.seal_text(signal.pk, category=category, text=text, by=by, place=number, table=TABLE)
    return Mark(
        id=number,
        signal=signal,
        kind=kind,
        category=category,
        exact=keyed(key, kind, "exact", known.exact) if known else b"",
        normal=keyed(key, kind, "normal", known.normal) if known else b"",
        sealed=sealed,
        hardness=one.hardness,
        written_at=clock.now(),
        organisation=by.organisation,
        account=by.account,
        by_hand=by_hand,
    )


def _new(signal: Signal, lines: Sequence[Mark]) -> list[Mark]:
    """Of these marks each that the signal does not have yet, once; what cannot be compared is always new."""
    known = {bytes(normal) for normal in Mark.objects.filter(signal=signal).values_list("normal", flat=True)}
    found: list[Mark] = []
    for line in lines:
        if not line.normal or line.normal not in known:
            known.add(bytes(line.normal))
            found.append(line)
    return found


def _numbers(signal: Signal, texts: Sequence[str], key: bytes) -> list[int]:
    limits = dated.in_force(clock.today()).text
    return sorted({number for text in texts for number in traces(text, key=key, limits=limits)})
