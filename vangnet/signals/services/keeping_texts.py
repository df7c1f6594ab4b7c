"""Sealing the texts of a signal, each under its kind of data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from vangnet.access.actors import Actor
from vangnet.core import clock
from vangnet.core.ids import uuid7
from vangnet.persons import services as persons
from vangnet.signals.models import Signal, SignalPerson, SignalText
from vangnet.signals.queries.texts import TABLE
from vangnet.signals.reports import ReportedText, category_of


def keep_texts(
    signal: Signal, texts: Iterable[ReportedText], *, of: Mapping[int, SignalPerson] | None = None, by: Actor
) -> list[SignalText]:
    """Seal texts with a signal; what is empty is left out. Call it inside the act that they belong to."""
    people = of or {}
    lines = [_line(signal, one, people.get(one.person or 0), by) for one in texts if one.text.strip()]
    return SignalText.objects.bulk_create(lines)


def _line(signal: Signal, one: ReportedText, person: SignalPerson | None, by: Actor) -> SignalText:
    key, category = uuid7(), one.category or category_of(one.kind).value
    sealed = persons.seal_text(
        signal.pk, category=category, text=one.text.strip(), by=by, place=key, table=TABLE
    )
    return SignalText(
        id=key,
        signal=signal,
        kind=one.kind,
        category=category,
        hardness=one.hardness,
        source=one.source,
        person=person,
        sealed=sealed,
        written_at=clock.now(),
        organisation=by.organisation,
        account=by.account,
    )
