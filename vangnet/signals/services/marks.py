"""Adding marks to a signal, and opening what they say with a line in the trail."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from vangnet.access import audit
from vangnet.access.actors import Actor
from vangnet.access.verdicts import demand
from vangnet.persons import services as persons
from vangnet.signals.models import Mark, Signal
from vangnet.signals.queries import marks as queries
from vangnet.signals.queries import visibility
from vangnet.signals.queries.marks import TABLE
from vangnet.signals.reports import ReportedMark
from vangnet.signals.rules import linking as rules
from vangnet.signals.services.comparing import forget, keep
from vangnet.signals.services.noting import note_event

__all__ = ["add", "forget", "keep", "open_marks"]


def add(signal: Signal, *, marks: Sequence[ReportedMark], by: Actor) -> list[Mark]:
    """Add marks to a signal that somebody handles."""
    with audit.act("signal.add_marks", by=by, dossier=signal.pk) as trace:
        demand(rules.may_add_marks(by, signal, len(marks) + len(queries.marks(by, signal))))
        added = keep(signal, marks=marks, by=by)
        trace.objects.extend(one.pk for one in added)
        if added:
            note_event(visibility.held(signal), "marks_added", about={"marks": len(added)}, by=by)
    return added


def open_marks(signal: Signal, *, by: Actor) -> dict[UUID, str | None]:
    """What the marks of a signal say, after a line in the trail; nothing stands where a key was destroyed."""
    with audit.act("signal.open_marks", by=by, dossier=signal.pk) as trace:
        demand(rules.may_see_links(by, signal))
        lines = queries.marks(by, signal)
        trace.objects.extend(line.pk for line in lines)
        trace.categories.extend(sorted({line.category for line in lines}))
        sealed = {line.pk: (line.category, bytes(line.sealed)) for line in lines}
        return persons.open_texts(signal.pk, sealed, by=by, placed=True, table=TABLE)
