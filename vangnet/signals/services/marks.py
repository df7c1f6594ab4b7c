"""Adding marks to a signal, and opening what they say with a line in the trail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from vangnet.access import audit, notices
from vangnet.access.actors import Actor
from vangnet.access.roles import PrivacyOfficer
from vangnet.access.verdicts import NotAllowed, demand
from vangnet.core import clock
from vangnet.persons import services as persons
from vangnet.signals import notice_words
from vangnet.signals.adding_up import limits as dated
from vangnet.signals.adding_up.limits import ByHand
from vangnet.signals.models import Mark, Signal
from vangnet.signals.queries import marks as queries
from vangnet.signals.queries import visibility
from vangnet.signals.queries.marks import TABLE
from vangnet.signals.reports import ReportedMark
from vangnet.signals.rules import linking as rules
from vangnet.signals.services.comparing import forget, keep
from vangnet.signals.services.noting import note_event
from vangnet.signals.services.turns import take_turn_in_organisation

__all__ = ["add", "forget", "keep", "open_marks"]


class HeldBack(NotAllowed):
    """So many marks were added lately that it looks like asking what others know."""


def add(signal: Signal, *, marks: Sequence[ReportedMark], by: Actor) -> list[Mark]:
    """Add marks to a signal that somebody handles; very many in a short time are held back, and the privacy officer hears it."""
    limits = dated.in_force(clock.today()).by_hand
    try:
        with audit.act("signal.add_marks", by=by, dossier=signal.pk) as trace:
            demand(rules.may_add_marks(by, signal, len(marks) + len(queries.marks(by, signal))))
            _hold_back(len(marks), limits, by)
            added = keep(signal, marks=marks, by_hand=True, by=by)
            trace.objects.extend(one.pk for one in added)
            if added:
                note_event(visibility.held(signal), "marks_added", about={"marks": len(added)}, by=by)
    except HeldBack:
        _tell_oversight(limits, by)
        raise
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


def _hold_back(number: int, limits: ByHand, by: Actor) -> None:
    take_turn_in_organisation(by=by)
    own, house = queries.added_lately(by, since=_since(limits))
    verdict = rules.within_limit(own=own + number, house=house + number, limits=limits)
    if not verdict.allowed:
        raise HeldBack(verdict)


def _tell_oversight(limits: ByHand, by: Actor) -> None:
    """A line in the trail each time, and a notice once in the time that counts, since nobody reads the same thing forty times."""
    with audit.act("signal.hold_back_marks", by=by):
        if not queries.told_of_holding_back(by, since=_since(limits)):
            about = {"hours": str(limits.hours)}
            notices.tell(
                notice_words.MARKS_HELD_BACK,
                organisation=by.own_organisation,
                role=PrivacyOfficer,
                about=about,
                by=by,
            )


def _since(limits: ByHand) -> datetime:
    return clock.now() - timedelta(hours=limits.hours)
