"""What may be kept as seen, and what follows from it: the weight of a signal and its place in the queue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vangnet.access.verdicts import ALLOWED, Verdict, refused
from vangnet.core import clock
from vangnet.signals import catalogue
from vangnet.signals.answers import Answer, Hardness
from vangnet.signals.catalogue import Indicator, IndicatorType, UnknownCode
from vangnet.signals.models import Sighting, Signal
from vangnet.signals.queries.sightings import Together
from vangnet.signals.reports import Report, ReportedSighting
from vangnet.signals.weighing import Book, Facts, Priority, Seen, Weighed, priority_of, weigh

MOST_SIGHTINGS = 1_000


def indicator(code: str) -> Indicator:
    """An indicator as the catalogue of today has it, or as the last one had it that did; raises UnknownCode."""
    today = catalogue.current()
    known = (one for one in (today, *reversed(catalogue.versions())) if code in one.indicators)
    found = next(known, None)
    return (found or today).indicator(code)


def may_be_kept(sightings: Iterable[ReportedSighting]) -> Verdict:
    """Only what the catalogue knows, and never a trait of a person."""
    given = list(sightings)
    if len(given) > MOST_SIGHTINGS:
        return refused(
            _("%(found)d indicators were given; at most %(most)d fit. Choose those that matter most.")
            % {"found": len(given), "most": MOST_SIGHTINGS}
        )
    verdicts = (_may_be_kept(one) for one in given)
    return next((one for one in verdicts if not one.allowed), ALLOWED)


def _may_be_kept(one: ReportedSighting) -> Verdict:
    try:
        known = indicator(one.indicator)
    except UnknownCode:
        return refused(
            _("There is no indicator “%(code)s”. Choose one from the list.") % {"code": one.indicator}
        )
    if known.type is IndicatorType.PROFILE:
        language = "en" if (get_language() or "nl").startswith("en") else "nl"
        return refused(
            _(
                "“%(words)s” says something about who somebody is, not about what happens. It is not kept. %(why)s"
            )
            % {"words": known.says(language), "why": known.explains(language)},
            source=str(known.sources[0]),
        )
    if one.answer not in Answer.values:
        return refused(
            _("“%(answer)s” is no answer. Choose yes, no or I do not know.") % {"answer": one.answer}
        )
    if one.hardness not in Hardness.values:
        return refused(
            _("“%(given)s” does not say how hard it is. Choose from the list.") % {"given": one.hardness}
        )
    return ALLOWED


def may_be_replaced(one: Sighting | None) -> Verdict:
    """Only the answer that holds now can be altered, so that nobody overwrites what another just wrote."""
    if one is None:
        return refused(_("Somebody altered this in the meantime. Look at how it stands now and try again."))
    return ALLOWED


def reported(sightings: Iterable[ReportedSighting]) -> tuple[Seen, ...]:
    """What a report says was seen, with the type of each indicator."""
    return tuple(
        Seen(one.indicator, indicator(one.indicator).type.value, one.answer, one.hardness)
        for one in sightings
    )


def kept(sightings: Iterable[Sighting]) -> tuple[Seen, ...]:
    """What is kept with a signal, with the type of each indicator."""
    return tuple(
        Seen(one.indicator, indicator(one.indicator).type.value, one.answer, one.hardness)
        for one in sightings
    )


def weighed_report(
    report: Report, book: Book, *, received: datetime, has_minor: str = ""
) -> tuple[Weighed, Priority]:
    """What a report weighs and where it stands in the queue, before anything is known of other signals."""
    found = weigh(reported(report.sightings), book)
    ages = [one.age for one in report.persons if one.age is not None]
    facts = Facts(
        points=found.points,
        threshold=found.threshold,
        danger=report.danger,
        urgency=report.urgency,
        has_minor=has_minor or report.has_minor,
        youngest=min(ages, default=None),
        days=days_since(received),
    )
    return found, priority_of(facts, book.priority)


def facts_of(
    signal: Signal, book: Book, *, youngest: int | None, sums: Mapping[UUID, Together], points: int
) -> Facts:
    """All that the place of a signal that is kept depends on; the sums are by signal, as its owner may know them."""
    cluster = sums.get(signal.pk, Together())
    return Facts(
        points=points,
        threshold=book.configurations[book.for_signals].threshold,
        danger=signal.danger,
        urgency=signal.urgency,
        has_minor=signal.has_minor,
        youngest=youngest,
        others=max(0, cluster.signals - 1),
        points_of_others=max(0, cluster.points - signal.weight),
        days=days_since(signal.received_at),
    )


def days_since(received: datetime) -> int:
    """How many civil days a signal waits."""
    return max(0, (clock.today() - received.astimezone(clock.AMSTERDAM).date()).days)
