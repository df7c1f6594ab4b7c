"""Keeping what was seen with a signal, within the act that brings it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from vangnet.access.actors import Actor
from vangnet.access.verdicts import demand
from vangnet.core import clock
from vangnet.signals import catalogue, weights
from vangnet.signals.models import Sighting, Signal, SignalPerson
from vangnet.signals.reports import Report, ReportedSighting
from vangnet.signals.rules import weighing as rules


def arrived(signal: Signal, report: Report, by: Actor) -> None:
    """Keep what a report says was seen, and give the signal its first weight and place. Part of receiving it."""
    demand(rules.may_be_kept(report.sightings))
    Sighting.objects.bulk_create(lines_of(signal, report.sightings, by))
    book = weights.current()
    weighed, place = rules.weighed_report(
        report, book, received=signal.received_at, has_minor=signal.has_minor
    )
    signal.weight, signal.weight_version, signal.priority = weighed.points, book.version, place.number
    Signal.objects.filter(pk=signal.pk).update(
        weight=signal.weight, weight_version=signal.weight_version, priority=signal.priority
    )


def lines_of(signal: Signal, sightings: Sequence[ReportedSighting], by: Actor) -> list[Sighting]:
    """Answers about indicators as lines of a signal, not saved yet."""
    people = _people(signal, sightings)
    return [line_of(signal, one, people.get(one.person or 0), by) for one in sightings]


def line_of(signal: Signal, one: ReportedSighting, person: SignalPerson | None, by: Actor) -> Sighting:
    """One answer as a line of a signal, not saved yet."""
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


def _people(signal: Signal, sightings: Iterable[ReportedSighting]) -> Mapping[int, SignalPerson]:
    numbers = {one.person for one in sightings if one.person}
    if not numbers:
        return {}
    return {one.number: one for one in SignalPerson.objects.filter(signal=signal.pk, number__in=numbers)}
