"""What a signal asks of whoever looks at it, and before when: the first thing on its page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from vangnet.access.actors import Actor
from vangnet.access.roles import Permission
from vangnet.signals import terms
from vangnet.signals.models import Handover, Signal
from vangnet.signals.queries import visibility
from vangnet.signals.queries.page import ReadSignal
from vangnet.signals.states import Investigation, SignalState


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that is asked, and the day or moment before which."""

    what: str
    due: date | datetime | None = None


def asked(read: ReadSignal, actor: Actor) -> list[Asked]:
    """Everything that a signal asks of the organisation of somebody now; nothing of who only reads along."""
    if not actor.may(Permission.HANDLE_SIGNAL) or actor.organisation is None:
        return []
    signal, offer = read.signal, read.offer
    if offer is not None and offer.receiver_id == actor.organisation.pk:
        return [Asked(_("say whether your organisation takes it over"), offer.answer_before)]
    if visibility.owns(actor, signal):
        return list(_of_owner(signal, offer))
    if signal.state == SignalState.ASKED and signal.reporting_organisation_id == actor.organisation.pk:
        return [Asked(_("answer the question"))]
    return []


def _of_owner(signal: Signal, offer: Handover | None) -> Iterator[Asked]:
    if offer is not None:
        yield Asked(_("wait for the answer of %(name)s") % {"name": offer.receiver.name}, offer.answer_before)
    elif signal.state in _BY_STATE:
        yield _BY_STATE[SignalState(signal.state)](signal)
    elif signal.investigation == Investigation.WAITS:
        yield _decide(signal)
    if signal.feedback_due is not None:
        yield Asked(_("tell the reporter how it stands"), signal.feedback_due)


def _take(signal: Signal) -> Asked:
    hours = terms.current().urgent(signal.urgency).take
    return Asked(_("take it in hand"), signal.owned_since + timedelta(hours=hours))


def _decide(signal: Signal) -> Asked:
    since = signal.passed_at or signal.state_since
    return Asked(
        _("decide about an investigation"), since + timedelta(days=terms.current().days["investigation"])
    )


_BY_STATE: Mapping[SignalState, Callable[[Signal], Asked]] = {
    SignalState.RECEIVED: _take,
    SignalState.OWNED: lambda _signal: Asked(_("decide where it goes: register, offer, park or close")),
    SignalState.ASKED: lambda signal: Asked(_("look whether there is an answer"), signal.review_on),
    SignalState.PARKED: lambda signal: Asked(_("look again"), signal.review_on),
}
