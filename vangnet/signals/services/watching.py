"""What nobody answers comes back: a reminder, then who stands in, then the coordinators. No signal waits in silence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from vangnet.access import audit, notices
from vangnet.access import queries as access
from vangnet.access.actors import Actor
from vangnet.access.models import Account, Organisation
from vangnet.core import clock
from vangnet.signals import notice_words, terms
from vangnet.signals.models import Handover, Signal
from vangnet.signals.queries import organisations, visibility, watching
from vangnet.signals.services.noting import note_event
from vangnet.signals.services.telling import tell_coordinators
from vangnet.signals.states import OfferState


def follow_offers(*, by: Actor) -> int:
    """Remind who was asked, then tell who stands in, then both coordinators and the registrar; gives how many were told."""
    return sum(_follow(one, by) for one in watching.unanswered(by))


def look_again(*, by: Actor) -> int:
    """Tell the owners of signals of which the day to look again has come, or to which nobody answered."""
    return _tell_owners(watching.to_look_at(by), notice_words.REVIEW, "review_due", by)


def watch_feedback(*, by: Actor) -> int:
    """Tell owners that a reporter has not heard anything in time."""
    return _tell_owners(watching.untold(by), notice_words.FEEDBACK_OVERDUE, "feedback_overdue", by)


def watch_new(*, by: Actor) -> int:
    """Tell owners that nobody has looked at a signal within its hours."""
    return _tell_owners(watching.untaken(by), notice_words.UNTAKEN, "untaken", by)


def _follow(handover: Handover, by: Actor) -> bool:
    if _next_step(handover) is None:
        return False
    with audit.act("signal.follow", by=by, dossier=handover.signal_id, objects=[handover.pk]):
        visibility.held(handover.signal)
        # Somebody may have answered in the meantime.
        handover.refresh_from_db()
        step = _next_step(handover)
        if step is not None:
            step(handover, by)
    return step is not None


def _next_step(handover: Handover) -> Callable[[Handover, Actor], None] | None:
    if handover.state != OfferState.OFFERED or handover.escalated_at is not None:
        return None
    hours = terms.current().urgent(handover.signal.urgency)
    if _passed(handover.offered_at, hours.escalate):
        return _escalate
    if _passed(handover.offered_at, hours.deputy) and handover.deputy_told_at is None:
        return _tell_deputy
    if _passed(handover.offered_at, hours.remind) and handover.reminded_at is None:
        return _remind
    return None


def _passed(since: datetime, hours: int) -> bool:
    return clock.now() >= since + timedelta(hours=hours)


def _remind(handover: Handover, by: Actor) -> None:
    handover.reminded_at = clock.now()
    handover.save(update_fields=["reminded_at"])
    about = {"reference": handover.signal.reference}
    officer = access.attention_officer(by, handover.receiver)
    _tell(notice_words.REMINDED, handover.receiver, officer, handover, about, by)
    note_event(handover.signal, "reminded", owner_before=handover.giver, by=by)


def _tell_deputy(handover: Handover, by: Actor) -> None:
    handover.deputy_told_at = clock.now()
    handover.save(update_fields=["deputy_told_at"])
    about = {"reference": handover.signal.reference}
    _tell(notice_words.DEPUTY, handover.receiver, _deputy(by, handover.receiver), handover, about, by)
    note_event(handover.signal, "deputy_told", owner_before=handover.giver, by=by)


def _escalate(handover: Handover, by: Actor) -> None:
    handover.escalated_at = clock.now()
    handover.save(update_fields=["escalated_at"])
    about = {
        "reference": handover.signal.reference,
        "giver": handover.giver.name,
        "receiver": handover.receiver.name,
    }
    told = [handover.giver, handover.receiver, *organisations.registrars()]
    tell_coordinators(handover.signal, notice_words.ESCALATED, of=told, about=about, by=by)
    note_event(handover.signal, "escalated", owner_before=handover.giver, by=by)


def _deputy(by: Actor, organisation: Organisation) -> Account | None:
    """Who stands in for the one who is asked for: the next in order who is there."""
    first = access.attention_officer(by, organisation)
    today = clock.today()
    for officer in access.officers(by, organisation):
        is_away = officer.away_until is not None and officer.away_until >= today
        works = access.is_working_for(by, officer.account, organisation)
        if officer.account != first and not is_away and works:
            return officer.account
    return None


def _tell(
    code: str,
    organisation: Organisation,
    account: Account | None,
    handover: Handover,
    about: dict[str, str],
    by: Actor,
) -> None:
    notices.tell(
        code, organisation=organisation, account=account, dossier=handover.signal_id, about=about, by=by
    )


def _tell_owners(found: list[Signal], code: str, event: str, by: Actor) -> int:
    for signal in found:
        with audit.act("signal.follow", by=by, dossier=signal.pk):
            held = visibility.held(signal)
            about = {"reference": held.reference}
            notices.tell(code, organisation=held.owner, dossier=held.pk, about=about, by=by)
            note_event(held, event, owner_before=held.owner, by=by)
    return len(found)
