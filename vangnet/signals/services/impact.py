"""Trying a draft of the weights on all signals that are kept, before anybody agrees to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from vangnet.access import audit
from vangnet.access.actors import Actor
from vangnet.signals import weights
from vangnet.signals.queries import sightings as reading
from vangnet.signals.queries.together import as_owners_know
from vangnet.signals.rules import weighing as rules
from vangnet.signals.weighing import Book, Impact, Stored, compare


def impact_of(draft: Book, *, by: Actor) -> Impact:
    """How many signals a draft brings forward or back, by kind of reporter. Only counts come out, and nothing changes."""
    with audit.act("signals.try_weights", by=by):
        now = weights.current()
        return compare(_all(now), now, draft)


def _all(book: Book) -> Iterator[Stored]:
    for keys in reading.every():
        yield from _stored(keys, book)


def _stored(keys: Iterable[UUID], book: Book) -> Iterator[Stored]:
    signals = reading.with_place(keys)
    sums = as_owners_know(signals, left_out=book.priority.left_out_of_sums)
    ages, seen = reading.youngest(keys), reading.of_signals(keys)
    for one in signals:
        facts = rules.facts_of(one, book, youngest=ages.get(one.pk), sums=sums, points=one.weight)
        yield Stored(one.reporter_type, rules.kept(seen.get(one.pk, ())), facts)
