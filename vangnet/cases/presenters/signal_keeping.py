"""Until when a signal is kept, what was decided about it, what people asked, and who received it and looked: in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from vangnet.access.actors import Actor
from vangnet.cases.presenters import account
from vangnet.cases.presenters.keeping import DecisionLine, RequestLine, decision_line, request_lines
from vangnet.cases.queries import keeping, signal_rights
from vangnet.cases.queries import signal_keeping as queries
from vangnet.cases.rules import signal_keeping as rules
from vangnet.core import clock
from vangnet.design.wording import moment_in_words
from vangnet.signals.models import Signal


@dataclass(frozen=True, slots=True)
class SignalKeepingPage:
    """Everything that the page about keeping shows of one signal; nothing of what was seen."""

    signal: Signal
    until: str
    is_due: bool
    is_held: bool
    is_destroyed: bool
    decisions: list[DecisionLine]
    requests: list[RequestLine]
    received: list[account.Received]
    looked: list[account.LookedLine]

    @property
    def address(self) -> str:
        return self.signal.address

    @property
    def may_propose(self) -> bool:
        waits = any(one.is_open and not one.is_hold for one in self.decisions)
        return self.is_due and not (self.is_held or self.is_destroyed or waits)


def page(actor: Actor, signal: Signal) -> SignalKeepingPage:
    """The page about keeping for somebody who decides about the signals of the owner."""
    decided = queries.decisions(signal)
    held = keeping.holds(decided)
    told = signal_rights.account_of(actor, signal)
    return SignalKeepingPage(
        signal=signal,
        until=_until(signal),
        is_due=queries.is_due(signal, clock.today()),
        is_held=bool(held),
        is_destroyed=queries.is_destroyed(signal),
        decisions=[
            decision_line(
                number, one, verdict=rules.may_answer(actor, one, signal, approve=True), is_hold=one in held
            )
            for number, one in enumerate(decided, start=1)
        ],
        requests=request_lines(actor, signal_rights.requests(actor, signal)),
        received=account.received(told.received),
        looked=account.looked(told.looked),
    )


def _until(signal: Signal) -> str:
    if queries.is_destroyed(signal):
        return _("This signal was emptied. Only codes for figures and the certificate are left.")
    day = queries.day_of(signal)
    if day is None:
        return _("As long as the signal is open, or a dossier that it belongs to is kept.")
    if day <= clock.today():
        return _("The term passed on %(day)s. It goes when two people say so.") % {
            "day": moment_in_words(day)
        }
    return _("Until %(day)s.") % {"day": moment_in_words(day)}
