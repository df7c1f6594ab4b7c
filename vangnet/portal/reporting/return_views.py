"""The return page: how it goes, questions and answers, something more, and how to be reached."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vangnet.access.actors import system
from vangnet.portal.reporting import doors, memory
from vangnet.portal.reporting.coming_in import come_in, locked_page, wait_page
from vangnet.portal.reporting.forms import AnswerForm, ContactForm, ReturnContactForm, WordsForm
from vangnet.signals.services import returning
from vangnet.signals.services.brakes import Waiting
from vangnet.signals.services.returning import NoSuchReportError
from vangnet.signals.states import SignalState
from vangnet.signals.words import Code

NAME = "return"
# How it goes, and nothing about anybody else. Who reports may be anybody, so nobody hears here that there is an investigation.
STATES = {
    SignalState.RECEIVED: gettext_lazy("Your report has arrived. Somebody will look at it."),
    SignalState.OWNED: gettext_lazy("Somebody is working on your report."),
    SignalState.ASKED: gettext_lazy("There is a question for you. With your answer the work goes on."),
    SignalState.PARKED: gettext_lazy(
        "Your report is kept and looked at again later, together with what others report."
    ),
    SignalState.INVESTIGATED: gettext_lazy("Somebody is working on your report."),
    SignalState.REGISTERED: gettext_lazy("Your report helps people who give protection. They go on with it."),
    SignalState.CLOSED: gettext_lazy(
        "The work on your report is done. You can still add something; then it is looked at again."
    ),
}
DONE = {
    "answer": gettext_lazy("Your answer has arrived."),
    "add": gettext_lazy("What you added has arrived."),
    "contact": gettext_lazy("From now on you are reached in this way."),
}


@doors.page("POST")
def return_page(request: HttpRequest) -> HttpResponse:
    """How it goes with a report, for whoever has its words."""
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
        return (
            locked_page(request, NAME, WordsForm()) if request.method == "POST" else doors.go_to("come-back")
        )
    try:
        response = _answer(request, code)
    except NoSuchReportError:
        return doors.go_to("come-back")
    memory.remember(response, code)
    return response


@doors.page("POST")
def close_page(request: HttpRequest) -> HttpResponse:
    """This browser forgets the words."""
    return doors.forgetting(doors.go_to("start"))


def _answer(request: HttpRequest, code: Code) -> HttpResponse:
    act = request.POST.get("act", "")
    forms = _forms(request, act)
    done = ""
    if act in forms and forms[act].is_valid() and _said(act, forms[act], _key(request), code):
        done, forms = act, _forms(request, "")
    report = returning.open_with(code, by=system())
    return doors.render(
        request,
        "return",
        NAME,
        report=report,
        state=STATES[SignalState(report.state)],
        done=DONE.get(done, ""),
        answer_form=forms["answer"],
        add_form=forms["add"],
        contact_form=forms["contact"],
        has_errors=any(form.is_bound and form.errors for form in forms.values()),
        key=uuid4(),
    )


def _forms(request: HttpRequest, act: str) -> dict[str, AnswerForm | ContactForm]:
    data = request.POST
    return {
        "answer": AnswerForm(data if act == "answer" else None, auto_id="answer_%s"),
        "add": AnswerForm(
            data if act == "add" else None, label=_("What do you want to add?"), auto_id="add_%s"
        ),
        "contact": ReturnContactForm(data if act == "contact" else None, auto_id="contact_%s"),
    }


def _said(act: str, form: AnswerForm | ContactForm, key: UUID, code: Code) -> bool:
    nobody = system()
    if isinstance(form, ContactForm):
        told = form.stored()
        if not told:
            form.add_error(None, _("Nothing was chosen yet. Choose how somebody may reach you."))
            return False
        returning.set_contact(code, contact=told, key=key, by=nobody)
    else:
        write = returning.answer if act == "answer" else returning.add
        write(code, text=form.cleaned_data["text"], key=key, by=nobody)
    return True


def _key(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()
