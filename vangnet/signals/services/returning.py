"""The return page: whoever knows the words hears how it goes, answers questions, adds something and says how to be reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import Q

from vangnet.access import audit
from vangnet.access.actors import Actor
from vangnet.access.wall.context import as_service
from vangnet.core import clock
from vangnet.persons import services as persons
from vangnet.signals import public_form, told
from vangnet.signals.models import ReturnCode, Signal, SignalText
from vangnet.signals.queries.texts import TABLE
from vangnet.signals.rules.handling import state_to_tell
from vangnet.signals.services.triage import hear
from vangnet.signals.words import Code

NO_PERSON = "Who reports without an account stands nowhere; only the words say which report is theirs."
Kind = SignalText.Kind
_A_DAY = 24 * 60 * 60
# What a reporter reads back; what was reported itself is not shown again, for whoever looks over a shoulder.
CONVERSATION = (Kind.QUESTION, Kind.ANSWER, Kind.ADDITION, Kind.FEEDBACK)


class NoSuchReportError(LookupError):
    """No report is opened by these words."""


@dataclass(frozen=True, slots=True)
class Line:
    """Something that was asked, answered, added or told; without words when they were destroyed."""

    kind: str
    text: str | None
    moment: datetime


@dataclass(frozen=True, slots=True)
class Returned:
    """What somebody sees of their own report."""

    reference: str
    state: str
    received_on: date
    feedback_due: date | None
    lines: tuple[Line, ...]
    can_be_reached: bool

    @property
    def questions(self) -> tuple[Line, ...]:
        """The questions that were asked after the last answer."""
        answered = [number for number, line in enumerate(self.lines) if line.kind == Kind.ANSWER]
        after = answered[-1] + 1 if answered else 0
        return tuple(line for line in self.lines[after:] if line.kind == Kind.QUESTION)


def open_with(code: Code, *, by: Actor) -> Returned:
    """How it goes with the report that these words open, for whoever sent it; the look leaves a line without a name."""
    with audit.act("signal.return_look", by=by) as trace, as_service(NO_PERSON):
        signal = _signal(code)
        trace.dossier = signal.pk
        texts = SignalText.objects.filter(signal=signal.pk)
        lines = _lines(signal, texts.filter(kind__in=CONVERSATION), by)
        return Returned(
            reference=signal.reference,
            state=state_to_tell(signal),
            received_on=signal.received_at.astimezone(clock.AMSTERDAM).date(),
            feedback_due=signal.feedback_due,
            lines=lines,
            can_be_reached=texts.filter(kind=Kind.REPORTER_CONTACT).exists(),
        )


def answer(code: Code, *, text: str, key: UUID, by: Actor) -> bool:
    """Answer what the organisation asked; the same form sent twice counts once, which the answer tells."""
    with audit.act("signal.return_answer", by=by) as trace, as_service(NO_PERSON):
        return _said(code, Kind.ANSWER, text, key, trace, by)


def add(code: Code, *, text: str, key: UUID, by: Actor) -> bool:
    """Add something to the report afterwards; the same form sent twice counts once."""
    with audit.act("signal.return_add", by=by) as trace, as_service(NO_PERSON):
        return _said(code, Kind.ADDITION, text, key, trace, by)


def set_contact(code: Code, *, contact: Mapping[str, Any], key: UUID, by: Actor) -> bool:
    """Say anew how to be reached safely; from now on this counts, and what was said before does not."""
    with audit.act("signal.return_contact", by=by) as trace, as_service(NO_PERSON):
        text = told.contact_words(contact)
        return bool(text) and _said(code, Kind.REPORTER_CONTACT, text, key, trace, by)


def forget_old(*, by: Actor) -> int:
    """Close the ways back to reports that were closed long enough ago; gives how many."""
    years = public_form.current().years_after_closing
    until = clock.now() - timedelta(days=365 * years)
    with audit.act("signal.forget_returns", by=by):
        old = ReturnCode.objects.filter(Q(signal__closed_at__lte=until))
        return int(old.delete()[0])


def _said(code: Code, kind: str, text: str, key: UUID, trace: audit.Trace, by: Actor) -> bool:
    signal = _signal(code)
    trace.dossier = signal.pk
    if not cache.add(f"return-page-{key}", True, _A_DAY):
        trace.outcome = audit.Outcome.REPEATED
        return False
    hear(signal, text=text, kind=kind, by=by)
    return True


def _lines(signal: Signal, texts: Any, by: Actor) -> tuple[Line, ...]:
    rows = list(texts.order_by("written_at", "id"))
    sealed = {one.pk: (one.category, bytes(one.sealed)) for one in rows}
    opened = persons.open_texts(signal.pk, sealed, by=by, placed=True, table=TABLE)
    return tuple(Line(one.kind, opened[one.pk], one.written_at) for one in rows)


def _signal(code: Code) -> Signal:
    found = ReturnCode.objects.filter(locator__in=code.locators).select_related("signal__owner").first()
    if found is None:
        raise NoSuchReportError
    return found.signal
