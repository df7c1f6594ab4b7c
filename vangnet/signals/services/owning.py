"""Who owns a signal: taking it in hand, offering it to another organisation, taking it over."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from vangnet.access import audit, grants, notices
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.levels import Level
from vangnet.access.models import Account, Organisation
from vangnet.access.verdicts import NotFound, demand
from vangnet.access.wall.context import as_service
from vangnet.core import clock
from vangnet.signals import notice_words, terms
from vangnet.signals.models import Handover, Signal
from vangnet.signals.queries import visibility
from vangnet.signals.rules import handling as rules
from vangnet.signals.services import telling
from vangnet.signals.services.access_of_owner import (
    NOTHING_NEW,
    OF_REPORTER,
    disclose,
    kinds_for_owner,
    let_see,
)
from vangnet.signals.services.moving import held_by_owner, move
from vangnet.signals.services.noting import note_event
from vangnet.signals.states import OfferState

WITHDRAWN_BY_MOVE = "taken_back"
TAKES_OVER = "Whoever is asked takes over a signal that it could not change before."


def take(signal: Signal, *, by: Actor) -> Signal:
    """Take a signal in hand: from now on somebody of the owner handles it."""
    with audit.act("signal.take", by=by, dossier=signal.pk):
        found = held_by_owner(signal, by=by)
        demand(rules.may_handle(by, found))
        found.handler = by.account
        move(found, "take", also=["handler"], by=by)
    return found


def set_handler(signal: Signal, *, account: Account, by: Actor) -> Signal:
    """Let a colleague handle a signal."""
    with audit.act("signal.set_handler", by=by, dossier=signal.pk, objects=[account.pk]):
        found = held_by_owner(signal, by=by)
        demand(rules.may_set_handler(by, found, account))
        found.handler = account
        found.save(update_fields=["handler"])
        note_event(found, "handler", owner_before=found.owner, by=by)
    return found


def offer(signal: Signal, *, to: Organisation, why: str, ground: str, by: Actor) -> Handover:
    """Offer a signal to another organisation. Until it accepts, the own organisation stays the owner.

    Meanwhile the other sees that there is a signal, with its codes; texts and people it sees when it owns the signal.
    """
    with audit.act("signal.offer", by=by, dossier=signal.pk, objects=[to.pk]) as trace:
        trace.receiver, trace.reason = to, why
        found = held_by_owner(signal, by=by)
        demand(rules.may_offer(by, found, to=to, why=why, ground=ground))
        move(found, "offer", to=to, reason=why, about={"to": to.code}, by=by)
        handover = _offered(found, to, why, ground, by)
        trace.objects.append(handover.pk)
        trace.categories += handover.disclosure.categories
        notices.tell(notice_words.OFFERED, organisation=to, dossier=found.pk, about=_named(found), by=by)
    return handover


def accept(handover: Handover, *, by: Actor) -> Signal:
    """Take over a signal; from now on the own organisation owns it and sees what is in it."""
    with (
        audit.act("signal.accept", by=by, dossier=handover.signal_id, objects=[handover.pk]),
        as_service(TAKES_OVER),
    ):
        signal = _held_for_answer(handover, by)
        giver = signal.owner
        signal.handler = by.account
        move(signal, "accept", reason=handover.why, also=["handler"], by=by)
        _settle(handover, OfferState.ACCEPTED, by)
        _let_follow(signal, giver, handover, by)
        notices.tell(
            notice_words.ACCEPTED, organisation=giver, dossier=signal.pk, about=_named(signal), by=by
        )
        telling.tell_when_passed_round(signal, by=by)
    return signal


def refuse(handover: Handover, *, reason: str, by: Actor) -> Signal:
    """Refuse to take over a signal, with a coded reason; the owner stays the owner and hears it at once."""
    with audit.act("signal.refuse", by=by, dossier=handover.signal_id, objects=[handover.pk]) as trace:
        trace.reason = reason
        with as_service("Whoever refuses a signal never got to see it."):
            signal = _held_for_answer(handover, by)
            demand(rules.is_reason("refuse", reason))
            move(signal, "refuse", reason=reason, about={"by": by.own_organisation.code}, by=by)
            _settle(handover, OfferState.REFUSED, by, reason=reason)
            _end_asking(handover, "Did not take over the signal.", by)
            notices.tell(
                notice_words.REFUSED,
                organisation=signal.owner,
                dossier=signal.pk,
                about=_named(signal),
                by=by,
            )
    return signal


def withdraw(handover: Handover, *, reason: str, by: Actor) -> Signal:
    """Take back an offer that nobody answered, with a coded reason."""
    with audit.act("signal.withdraw", by=by, dossier=handover.signal_id, objects=[handover.pk]) as trace:
        trace.reason = reason
        if by.organisation is None or handover.giver_id != by.organisation.pk:
            raise NotFound
        signal = held_by_owner(handover.signal, by=by)
        demand(rules.may_handle(by, signal))
        demand(rules.is_reason("withdraw", reason))
        move(signal, "withdraw", reason=reason, by=by)
        take_back(signal, reason=reason, by=by)
    return signal


def take_back(signal: Signal, *, reason: str = WITHDRAWN_BY_MOVE, by: Actor) -> None:
    """End the open offer of a signal, if there is one, since its owner does something else with it."""
    handover = visibility.open_offer(signal)
    if handover is not None:
        _settle(handover, OfferState.WITHDRAWN, by, reason=reason)
        _end_asking(handover, "The offer was taken back.", by)


def _offered(signal: Signal, to: Organisation, why: str, ground: str, by: Actor) -> Handover:
    line = disclose(signal, to=to, ground=ground, kinds=_kinds(to, ground, by), by=by)
    # Whoever reads its own report already would otherwise see the rest before it takes the signal over.
    if not _reads_it(to, signal.pk):
        grants.give(line, level=Level.ASKED, categories=line.categories, by=by)
    hours = terms.current().urgent(signal.urgency)
    now = clock.now()
    return Handover.objects.create(
        signal=signal,
        giver=by.own_organisation,
        receiver=to,
        disclosure=line,
        why=why,
        ground=ground,
        offered_at=now,
        offered_by=by.own_account,
        answer_before=now + timedelta(hours=hours.escalate),
    )


def _kinds(to: Organisation, ground: str, by: Actor) -> list[str]:
    """What the owner-to-be will see: what anybody needs who decides about a signal, but for what a rule forbids."""
    return [
        kind
        for kind in kinds_for_owner(to)
        if rules.shared(by, to=to, ground=ground, kind=DataCategory(kind)).outcome != "no"
    ]


def _held_for_answer(handover: Handover, by: Actor) -> Signal:
    if by.organisation is None or handover.receiver_id != by.organisation.pk:
        raise NotFound
    signal = visibility.held(handover.signal)
    handover.refresh_from_db()
    demand(rules.may_answer_offer(by, handover))
    return signal


def _settle(handover: Handover, state: OfferState, by: Actor, *, reason: str = "") -> None:
    handover.state, handover.reason = state, reason
    handover.answered_at, handover.answered_by = clock.now(), by.own_account
    handover.save(update_fields=["state", "reason", "answered_at", "answered_by"])


def _let_follow(signal: Signal, giver: Organisation, handover: Handover, by: Actor) -> None:
    """The new owner sees the signal; whoever gave it follows where it stands, and keeps what it received until now.

    Only who also reported it goes on seeing its report and what is said about it.
    """
    line = handover.disclosure
    grants.give(line, level=Level.PART, categories=line.categories, by=by)
    grants.end(signal.pk, organisation=giver, reason="Another organisation took over the signal.", by=by)
    reported = signal.reporting_organisation_id == giver.pk
    kinds = OF_REPORTER if reported else NOTHING_NEW
    let_see(signal, organisation=giver, ground=handover.ground, kinds=kinds, by=by)


def _end_asking(handover: Handover, reason: str, by: Actor) -> None:
    if not _reads_it(handover.receiver, handover.signal_id):
        grants.end(handover.signal_id, organisation=handover.receiver, reason=reason, by=by)


def _reads_it(organisation: Organisation, signal: UUID) -> bool:
    with as_service("What another organisation has access to is known to that organisation only."):
        return grants.standing(organisation, signal) is not None


def _named(signal: Signal) -> dict[str, str]:
    return {"reference": signal.reference}
