"""Adding up one signal: links with others, groups, earlier reviews, and telling who owns them. Part of an act of somebody."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from vangnet.access import notices
from vangnet.access.actors import Actor, system
from vangnet.access.notice_words import register as say_notice
from vangnet.access.wall.context import as_service
from vangnet.core import clock
from vangnet.signals.adding_up import limits as dated
from vangnet.signals.adding_up.limits import Limits
from vangnet.signals.models import Link, Mark, Signal
from vangnet.signals.queries.links import may_know_of
from vangnet.signals.services.finding import find
from vangnet.signals.services.groups import join, set_aside
from vangnet.signals.services.noting import note_event
from vangnet.signals.services.priorities import after_weighing, reprioritise
from vangnet.signals.services.turns import take_turn_for_groups
from vangnet.signals.states import SignalState

LINKED, SOONER = "linked", "review_sooner"
TOLD = "signal.linked"
say_notice(
    TOLD,
    _("The signal %(reference)s may belong with another signal. Look at its links."),
    page="signals:inbox",
)


def add_up(signal: Signal, *, marks: Sequence[Mark], numbers: Collection[int], by: Actor) -> None:
    """Link a signal with all others that share these marks, or a text that is nearly the same."""
    limits = dated.in_force(clock.today())
    with as_service(
        "Signals are compared with those of everybody; who handles one of them sees none of the others."
    ):
        found = find(signal, marks=marks, numbers=numbers, limits=limits, by=by)
        if found.common or found.links:
            take_turn_for_groups(by=by)
        if found.common:
            reprioritise(set_aside(found.common, limits=limits, by=by), by=by)
        if found.links:
            # What was rejected before is there already and stays as it is.
            Link.objects.bulk_create(found.links, ignore_conflicts=True)
            _put_together(signal, limits, by)


def _put_together(signal: Signal, limits: Limits, by: Actor) -> None:
    neighbours, new = join(signal, limits=limits, by=by)
    if not neighbours:
        return
    beside = {one.pk: one for one in _held(neighbours)}
    # Whoever owns the signal reads this line, so it counts only what that organisation may know of.
    known = sum(may_know_of(signal.owner, one) for one in beside.values())
    if known:
        note_event(signal, LINKED, about={"signals": known}, by=system())
    # That a day to look again comes sooner would tell of a signal that stays silent.
    parked = [one for one in beside.values() if one.state == SignalState.PARKED]
    _look_sooner([one for one in parked if may_know_of(one.owner, signal)], limits)
    _tell(signal, beside, new, limits)
    after_weighing(signal, by=by)


def _held(keys: Collection[UUID]) -> list[Signal]:
    found = Signal.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    return list(found.select_related("owner"))


def _look_sooner(parked: Sequence[Signal], limits: Limits) -> None:
    """A parked signal that turns out to belong with another one is looked at again soon."""
    soon = clock.today() + timedelta(days=limits.look_again_within_days)
    for one in parked:
        if one.review_on is not None and one.review_on > soon:
            one.review_on = soon
            one.save(update_fields=["review_on"])
            note_event(one, SOONER, reason=LINKED, by=system())


def _tell(signal: Signal, beside: dict[UUID, Signal], new: Collection[UUID], limits: Limits) -> None:
    """Tell each owner once that signals turn out to belong together, if it may know of what is on the other side."""
    told: set[UUID] = set()
    for one in (signal, *beside.values()):
        others = beside.values() if one is signal else (signal,)
        known = any(may_know_of(one.owner, other) for other in others)
        if one.pk in new and known and one.owner_id not in told and len(told) < limits.told_at_most:
            told.add(one.owner_id)
            # Told by the system, since the name of who reported says more than the owner may know.
            notices.tell(
                TOLD,
                organisation=one.owner,
                dossier=one.pk,
                about={"reference": one.reference},
                by=system(),
            )
