"""Keeping what was seen with a signal, and altering it without losing what stood there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from vangnet.access import audit
from vangnet.access.actors import Actor
from vangnet.access.verdicts import demand
from vangnet.core import clock
from vangnet.signals import catalogue, weights
from vangnet.signals.models import Sighting, Signal, SignalPerson
from vangnet.signals.queries import sightings as reading
from vangnet.signals.reports import Report, ReportedSighting
from vangnet.signals.rules import handling
from vangnet.signals.rules import weighing as rules
from vangnet.signals.services import priorities
from vangnet.signals.services.moving import held_by_owner
from vangnet.signals.services.noting import note_event
from vangnet.signals.weighing import Weighed, weigh

ALTERED = "sightings"


@dataclass(frozen=True, slots=True)
class Altered:
    """An answer that stands, by its key, and what it must become."""

    sighting: UUID
    answer: str
    hardness: str


def arrived(signal: Signal, report: Report, by: Actor) -> None:
    """Keep what a report says was seen, and give the signal its first weight and place. Part of receiving it."""
    demand(rules.may_be_kept(report.sightings))
    keep(signal, report.sightings, by=by)
    book = weights.current()
    weighed, place = rules.weighed_report(
        report, book, received=signal.received_at, has_minor=signal.has_minor
    )
    signal.weight, signal.weight_version, signal.priority = weighed.points, book.version, place.number
    Signal.objects.filter(pk=signal.pk).update(
        weight=signal.weight, weight_version=signal.weight_version, priority=signal.priority
    )


def keep(signal: Signal, sightings: Sequence[ReportedSighting], *, by: Actor) -> list[Sighting]:
    """Add answers about indicators to a signal. Call it inside the act that they belong to."""
    people = _people(signal, sightings)
    lines = [_line(signal, one, people.get(one.person or 0), by) for one in sightings]
    return Sighting.objects.bulk_create(lines)


def change(
    signal: Signal, *, altered: Iterable[Altered] = (), added: Sequence[ReportedSighting] = (), by: Actor
) -> Weighed:
    """Alter and add what was seen. What stood there stays readable; weight and place follow at once."""
    with audit.act("signal.sightings", by=by, dossier=signal.pk) as trace:
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
        line = _line(signal, again, earlier.person, by)
        line.replaces = earlier
        yield line


def _new(
    standing: Mapping[UUID, Sighting], added: Sequence[ReportedSighting], signal: Signal, by: Actor
) -> Iterable[Sighting]:
    """What is said again about the same person without anything new is not added."""
    people = _people(signal, added)
    known = {_told(one) for one in standing.values()}
    for one in added:
        line = _line(signal, one, people.get(one.person or 0), by)
        if _told(line) not in known:
            yield line


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
    priorities.after_weighing(signal, by=by)
    return weighed


def _people(signal: Signal, sightings: Iterable[ReportedSighting]) -> Mapping[int, SignalPerson]:
    numbers = {one.person for one in sightings if one.person}
    if not numbers:
        return {}
    return {one.number: one for one in SignalPerson.objects.filter(signal=signal.pk, number__in=numbers)}


def _line(signal: Signal, one: ReportedSighting, person: SignalPerson | None, by: Actor) -> Sighting:
    return Sighting(
        signal=signal,
        person=person,
        indicator=one.indicator,
        catalogue=catalogue.current().version,
        answer=one.answer,
        hardness=one.hardness,
        source=one.source,
        written_at=clock.now(),
        organisation=by.organisation,
        account=by.account,
    )
