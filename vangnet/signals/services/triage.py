"""Finding out more: a question to the reporter, its answer, a note, and what each organisation makes of a signal."""

from __future__ import annotations

from datetime import timedelta

from vangnet.access import audit, notices
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.roles import Permission
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import NotFound, demand
from vangnet.access.wall.context import as_service
from vangnet.core import clock
from vangnet.signals import notice_words, terms
from vangnet.signals.models import Assessment, Signal, SignalText
from vangnet.signals.queries import visibility
from vangnet.signals.reports import ReportedText
from vangnet.signals.rules import handling as rules
from vangnet.signals.rules import receiving
from vangnet.signals.services.keeping_texts import keep_texts
from vangnet.signals.services.moving import held_by_owner, move
from vangnet.signals.states import SignalState

Kind = SignalText.Kind


def ask(signal: Signal, *, question: str, by: Actor) -> Signal:
    """Ask the reporter something. The signal waits for the answer, and comes back by itself when there is none."""
    with audit.act("signal.ask", by=by, dossier=signal.pk):
        found = held_by_owner(signal, by=by)
        demand(rules.may_handle(by, found))
        demand(receiving.is_text(question))
        found.review_on = clock.today() + timedelta(days=terms.current().days["question"])
        move(found, "ask", also=["review_on"], by=by)
        keep_texts(found, [ReportedText(Kind.QUESTION, question)], by=by)
        if found.reporting_organisation is not None:
            notices.tell(
                notice_words.ASKED,
                organisation=found.reporting_organisation,
                dossier=found.pk,
                about={"reference": found.reference},
                by=by,
            )
    return found


def hear(signal: Signal, *, text: str, kind: str = Kind.ANSWER, by: Actor) -> Signal:
    """Keep what the reporter answers or adds. What was asked goes on; what was closed is looked at again.

    By the organisation that reported, by the owner who heard it, or by the system itself for somebody without account.
    """
    with audit.act("signal.hear", by=by, dossier=signal.pk):
        demand(receiving.is_text(text))
        with as_service("Whoever reported adds to its signal and cannot change how it is handled."):
            found = visibility.held(signal)
            _require_reporter(found, by)
            code = "answer" if kind == Kind.ANSWER else "add"
            _look_again(found)
            move(found, code, also=["review_on"], by=by)
            keep_texts(found, [ReportedText(kind, text)], by=by)
            if not visibility.owns(by, found):
                notices.tell(
                    notice_words.ANSWERED,
                    organisation=found.owner,
                    dossier=found.pk,
                    about={"reference": found.reference},
                    by=by,
                )
    return found


def note(signal: Signal, *, text: str, is_tactical: bool = False, by: Actor) -> SignalText:
    """Write something down for whoever handles a signal; what gives away tactics only for who may see those."""
    with audit.act("signal.note", by=by, dossier=signal.pk):
        found = held_by_owner(signal, by=by)
        demand(rules.may_handle(by, found))
        demand(receiving.is_text(text))
        category = DataCategory.INVESTIGATION if is_tactical else DataCategory.PROGRESS
        move(found, "note", by=by)
        return keep_texts(found, [ReportedText(Kind.NOTE, text, category=category.value)], by=by)[0]


def view(signal: Signal, *, finding: str, basis: str = "", by: Actor) -> Assessment:
    """Write down what the own organisation makes of a signal, beside what others make of it."""
    with audit.act("signal.view", by=by, dossier=signal.pk) as trace:
        visibility.require(by, signal)
        demand(rules.may_view(by, finding, basis))
        with as_service("An organisation says what it makes of a signal that another one owns."):
            found = visibility.held(signal)
            move(found, "view", about={"finding": finding}, by=by)
        made = Assessment(
            signal=found,
            organisation=by.own_organisation,
            account=by.own_account,
            finding=finding,
            basis=basis,
            found_at=clock.now(),
        )
        made.save(force_insert=True)
        trace.objects.append(made.pk)
    return made


def _require_reporter(signal: Signal, by: Actor) -> None:
    if by.organisation is None:
        if by.account is not None:
            raise NotFound
        return
    if by.organisation.pk not in (signal.reporting_organisation_id, signal.owner_id):
        raise NotFound
    demand(has_permission(by, Permission.REPORT_SIGNAL))


def _look_again(signal: Signal) -> None:
    if signal.state == SignalState.PARKED:
        signal.review_on = clock.today()
