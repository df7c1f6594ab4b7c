"""Saying whether a link is right. A rejected link never comes back by itself; a person can let it stand again."""

from __future__ import annotations

from vangnet.access import audit
from vangnet.access.actors import Actor
from vangnet.access.verdicts import demand
from vangnet.access.wall.context import as_service
from vangnet.core import clock
from vangnet.signals.adding_up import limits as dated
from vangnet.signals.models import Link, Signal
from vangnet.signals.queries import links as queries
from vangnet.signals.queries import visibility
from vangnet.signals.rules import linking as rules
from vangnet.signals.services.groups import join, split
from vangnet.signals.services.noting import note_event
from vangnet.signals.services.priorities import after_weighing
from vangnet.signals.services.turns import take_turn_for_groups

BOTH_SIDES = "A link has two sides, and whoever judges it sees only one of them."


def reject(link: Link, *, signal: Signal, why: str, by: Actor) -> Link:
    """Say that what two signals share does not make them belong together, and why; the group falls apart where it must."""
    with audit.act("signal.reject_link", by=by, dossier=signal.pk, objects=[link.pk]) as trace:
        trace.reason = Link.Why(why).value
        held = _judged(link, signal, by)
        held.rejected_at, held.confirmed_at, held.why = clock.now(), None, trace.reason
        _save(held, by)
        _note(signal, "link_rejected", held, by)
    return held


def confirm(link: Link, *, signal: Signal, by: Actor) -> Link:
    """Say that a link is right; one that was rejected stands again."""
    with audit.act("signal.confirm_link", by=by, dossier=signal.pk, objects=[link.pk]):
        held = _judged(link, signal, by)
        held.rejected_at, held.confirmed_at, held.why = None, clock.now(), ""
        _save(held, by)
        _note(signal, "link_confirmed", held, by)
    return held


def _judged(link: Link, signal: Signal, by: Actor) -> Link:
    demand(rules.may_judge_links(by, signal))
    found = queries.own_link(by, signal, link.address)
    with as_service(BOTH_SIDES):
        take_turn_for_groups(by=by)
        return Link.objects.select_for_update(of=("self",)).get(pk=found.pk)


def _save(link: Link, by: Actor) -> None:
    limits = dated.in_force(clock.today())
    link.judged_by, link.judged_for = by.own_account, by.own_organisation
    with as_service(BOTH_SIDES):
        link.save(update_fields=["rejected_at", "confirmed_at", "why", "judged_by", "judged_for"])
        first = Signal.objects.get(pk=link.first_id)
        before = first.cluster
        if link.rejected_at is None:
            join(first, limits=limits, by=by)
        elif before is not None:
            split(before, limits=limits, by=by)
        # What they weigh together has changed on both sides.
        for one in Signal.objects.filter(pk__in=(link.first_id, link.second_id)):
            after_weighing(one, by=by)


def _note(signal: Signal, code: str, link: Link, by: Actor) -> None:
    note_event(visibility.held(signal), code, reason=link.why, about={"kind": link.kind}, by=by)
