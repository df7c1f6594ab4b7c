"""Sending a report from the public form: a signal with an owner at once, and a way back for whoever knows the words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vangnet.access import audit
from vangnet.access.actors import Actor
from vangnet.access.wall.context import as_service
from vangnet.core import clock
from vangnet.signals import terms, told
from vangnet.signals.models import Draft, ReturnCode, Signal
from vangnet.signals.rules import routing
from vangnet.signals.services import drafts
from vangnet.signals.services.attaching import attach
from vangnet.signals.services.drafts import NoSuchDraftError
from vangnet.signals.services.receiving import receive
from vangnet.signals.words import Code

NO_PERSON = "Who reports without an account stands nowhere; only the words say which report is theirs."


class NothingSaidError(ValueError):
    """A report in which nothing is told at all."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A report that was sent, and whether it was sent before."""

    signal: Signal
    again: bool


@dataclass(frozen=True, slots=True)
class Expected:
    """What happens with a report once it is sent."""

    receiver: str
    answer_before: date


def send(code: Code, *, by: Actor) -> Sent:
    """Send the draft that these words open: kept as a signal, or not sent at all.

    Sent twice it is one signal. The same words open the return page from now on, and the draft is gone.
    """
    with audit.act("signal.send_report", by=by) as trace, as_service(NO_PERSON):
        # Whoever sends the same draft at the same moment waits here, and finds it sent.
        held = Draft.objects.select_for_update().filter(locator__in=code.locators).first()
        if held is None:
            earlier = _sent_before(code)
            trace.dossier, trace.outcome = earlier.pk, audit.Outcome.REPEATED
            return Sent(earlier, again=True)
        opened = drafts.reopen(code, by=by)
        if not told.says_something(opened.answers) and not opened.files:
            raise NothingSaidError
        signal = receive(told.report_of(opened.answers, key=opened.key), by=by)
        attach(signal, files=drafts.files_of(code, by=by), by=by)
        ReturnCode.objects.create(locator=held.locator, signal=signal, made_at=clock.now())
        drafts.discard(code, by=by)
        trace.dossier = signal.pk
    return Sent(signal, again=False)


def expected(code: Code, *, by: Actor) -> Expected:
    """Who gets this report and before when they answer, as it stands now."""
    with as_service(NO_PERSON):
        opened = drafts.reopen(code, by=by)
        report = told.report_of(opened.answers, key=opened.key)
        day = terms.current().feedback_day(report.reporter_type, after=clock.today(), outcome=False)
        return Expected(routing.desk_for(by, report).organisation.name, day)


def _sent_before(code: Code) -> Signal:
    found = ReturnCode.objects.filter(locator__in=code.locators).select_related("signal").first()
    if found is None:
        raise NoSuchDraftError
    return found.signal
