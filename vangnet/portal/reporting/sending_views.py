"""The check of all answers, the sending, and what follows."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from vangnet.access.actors import system
from vangnet.access.verdicts import NotAllowed
from vangnet.portal.reporting import answers, doors, memory, pages
from vangnet.portal.reporting.coming_in import come_in, locked_page, wait_page
from vangnet.portal.reporting.forms import TrapForm, WordsForm
from vangnet.signals import public_form, told
from vangnet.signals.services import brakes, drafts, reporting, returning
from vangnet.signals.services.brakes import Waiting
from vangnet.signals.services.drafts import NoSuchDraftError, OpenDraft
from vangnet.signals.services.reporting import NothingSaidError
from vangnet.signals.services.returning import NoSuchReportError
from vangnet.signals.words import Code

NAME = pages.CHECK


@doors.page("POST")
def check(request: HttpRequest) -> HttpResponse:
    """Everything that was answered, who gets it and what happens when; and sending it."""
    code = memory.remembered(request)
    if "words" in request.POST:
        words_form = WordsForm(request.POST)
        found = come_in(request, words_form)
        if isinstance(found, Waiting):
            return wait_page(request, NAME, found)
        if found is None:
            return locked_page(request, NAME, words_form)
        code = found
    if code is None:
        return locked_page(request, NAME, WordsForm())
    try:
        draft = drafts.reopen(code, by=system())
    except NoSuchDraftError:
        return (
            doors.go_to("sent")
            if drafts.is_sent(code, by=system())
            else locked_page(request, NAME, WordsForm())
        )
    response = (
        _sent(request, code, draft) if "send" in request.POST else _shown(request, code, draft, TrapForm())
    )
    memory.remember(response, code)
    return response


@doors.page()
def sent(request: HttpRequest) -> HttpResponse:
    """It has arrived: the number, the words, before when there is an answer, and whom to call."""
    code = memory.remembered(request)
    if code is None:
        return doors.go_to("come-back")
    try:
        found = returning.open_with(code, by=system())
    except NoSuchReportError:
        return doors.go_to("come-back")
    response = doors.render(request, "sent", "sent", report=found)
    memory.remember(response, code)
    return response


def _sent(request: HttpRequest, code: Code, draft: OpenDraft) -> HttpResponse:
    trap, nobody = TrapForm(request.POST), system()
    if not trap.is_valid():
        return _shown(request, code, draft, trap)
    if not told.waited_long_enough(draft.begun_at, public_form.current().least.total_seconds()):
        trap.add_error(
            None, _("That was very fast. Read your answers once more, and send it in some seconds.")
        )
        return _shown(request, code, draft, trap)
    waiting = brakes.held_back("send", about=str(draft.key), ticket=request.POST.get("ticket", ""), by=nobody)
    if waiting is not None:
        return wait_page(request, NAME, waiting)
    try:
        reporting.send(code, by=nobody)
    except NothingSaidError:
        trap.add_error(None, _("Nothing was told yet. Go back to “What happened” and write what you saw."))
        return _shown(request, code, draft, trap)
    except NotAllowed as refusal:
        trap.add_error(None, str(refusal.verdict.reason))
        return _shown(request, code, draft, trap)
    brakes.count("send", by=nobody)
    return doors.go_to("sent")


def _shown(request: HttpRequest, code: Code, draft: OpenDraft, trap: TrapForm) -> HttpResponse:
    try:
        expected = reporting.expected(code, by=system())
    except NotAllowed:
        expected = None
    number, of = pages.place(NAME)
    return doors.render(
        request,
        "check",
        NAME,
        form=trap,
        sections=answers.sections(draft),
        expected=expected,
        says_nothing=not told.says_something(draft.answers),
        number=number,
        of=of,
    )
