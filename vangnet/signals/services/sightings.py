"""Altering what was seen with a signal without losing what stood there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from vangnet.access import audit
from vangnet.access.actors import Actor
from vangnet.access.verdicts import demand
from vangnet.signals import weights
from vangnet.signals.models import Sighting, Signal
from vangnet.signals.queries import sightings as reading
from vangnet.signals.reports import ReportedSighting
from vangnet.signals.rules import handling
from vangnet.signals.rules import weighing as rules
from vangnet.signals.services import priorities
from vangnet.signals.services.keeping_sightings import line_of, lines_of
from vangnet.signals.services.moving import held_by_owner
from vangnet.signals.services.noting import note_event
from vangnet.signals.services.turns import take_turn_for_groups
from vangnet.signals.weighing import Weighed, weigh

ALTERED = "sightings"


@dataclass(frozen=True, slots=True)
class Altered:
    """An answer that stands, by its key, and what it must become."""

    sighting: UUID
    answer: str
    hardness: str


def change(
    signal: Signal, *, altered: Iterable[Altered] = (), added: Sequence[ReportedSighting] = (), by: Actor
) -> Weighed:
    """Alter and add what was seen. What stood there stays readable; weight and place follow at once."""
    with audit.act("signal.sightings", by=by, dossier=signal.pk) as trace:
        if signal.cluster is not None:
            # It may give other signals of its group another place. Of two that change at once the second waits here,
            # before it holds what the first one needs.
            take_turn_for_groups(by=by)
        found = held_by_owner(signal, by=by)
        demand(handling.may_handle(by, found))
        demand(rules.may_be_kept(added))
        standing = {one.pk: one for one in reading.sightings(by, found)}
        lines = [*_replacing(standing, altered, found, by), *_new(standing, added, found, by)]
        Sighting.objects.bulk_create(lines)
        trace.objects += [one.pk for one in lines]
        return _weigh(found, len(lines), by)


def _replacing(
    standing: Mapping[UUID, Sighting], altered: Iterable[Altered], signal: Signal, by: Actor
) -> Iterable[Sighting]:
    for one in altered:
        earlier = standing.get(one.sighting)
        demand(rules.may_be_replaced(earlier))
        if earlier is None or (earlier.answer, earlier.hardness) == (one.answer, one.hardness):
            continue
        again = ReportedSighting(earlier.indicator, one.answer, one.hardness, earlier.source)
        demand(rules.may_be_kept([again]))
        line = line_of(signal, again, earlier.person, by)
        line.replaces = earlier
        yield line


def _new(
    standing: Mapping[UUID, Sighting], added: Sequence[ReportedSighting], signal: Signal, by: Actor
) -> Iterable[Sighting]:
    """What is said again about the same person without anything new is not added."""
    known = {_told(one) for one in standing.values()}
    return [line for line in lines_of(signal, added, by) if _told(line) not in known]


def _told(one: Sighting) -> tuple[UUID | None, str, str, str]:
    return one.person_id, one.indicator, one.answer, one.hardness


def _weigh(signal: Signal, lines: int, by: Actor) -> Weighed:
    book = weights.current()
    weighed = weigh(rules.kept(reading.sightings(by, signal)), book)
    if not lines:
        return weighed
    before = signal.weight
    signal.weight, signal.weight_version = weighed.points, book.version
    signal.save(update_fields=["weight", "weight_version"])
    note_event(
        signal,
        ALTERED,
        owner_before=signal.owner,
        about={"lines": lines, "before": before, "after": weighed.points},
        by=by,
    )
    priorities.after_weighing(signal, lost=max(0, before - weighed.points), by=by)
    return weighed
