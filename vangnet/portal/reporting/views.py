"""The pages of the form: each keeps what was answered before it goes on to the next."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import ngettext

from vangnet.access.actors import system
from vangnet.portal.reporting import doors, languages, memory, pages
from vangnet.portal.reporting.coming_in import come_in, locked_page, opens_draft, wait_page
from vangnet.portal.reporting.forms import WordsForm
from vangnet.signals import public_form, terms, words
from vangnet.signals.services import brakes, drafts
from vangnet.signals.services.brakes import Waiting
from vangnet.signals.services.drafts import NoSuchDraftError, TooOftenError
from vangnet.signals.words import Code


@doors.page("POST")
def start(request: HttpRequest) -> HttpResponse:
    """About safety first; and, when somebody wants to, the beginning."""
    if request.method == "POST":
        return _begun(request, pages.IN_ORDER[1])
    code = memory.remembered(request)
    under_way = code is not None and opens_draft(code)
    days = terms.current().days["draft"]
    return doors.render(request, "start", "start", under_way=under_way, days=days)


@doors.page("POST")
def words_page(request: HttpRequest) -> HttpResponse:
    """The words, shown once; other words for whoever lost them."""
    code = memory.remembered(request)
    if code is None or not opens_draft(code):
        return locked_page(request, "words", WordsForm())
    refusal = ""
    if request.method == "POST":
        try:
            told, fresh = drafts.renew(code, language=languages.current(), by=system())
            return _with_words(doors.go_to("words"), told, fresh)
        except TooOftenError as often:
            refusal = _no_more_words(often.most)
    told = memory.shown_now(request)
    response = doors.render(
        request,
        "words",
        "words",
        told=told.split(),
        spoken=words.language_of(told.split()),
        refusal=refusal,
        onward_url=languages.address(_go_on(code)),
    )
    if told:
        memory.forget(response, memory.ONCE)
    memory.remember(response, code)
    return response


def _no_more_words(most: int) -> str:
    return ngettext(
        "This report got new words %(most)d time already; more is not possible. The newest words keep working and your report stays.",
        "This report got new words %(most)d times already; more is not possible. The newest words keep working and your report stays.",
        most,
    ) % {"most": most}


@doors.page("POST")
def come_back(request: HttpRequest) -> HttpResponse:
    """The door for whoever has words: to a report under way, or to the return page of one that was sent."""
    form = WordsForm(request.POST or None)
    if request.method == "POST":
        found = come_in(request, form)
        if isinstance(found, Waiting):
            return wait_page(request, "come-back", found)
        if found is not None:
            response = doors.go_to(_go_on(found))
            memory.remember(response, found)
            return response
    return doors.render(request, "come_back", "come-back", form=form)


@doors.page()
def leave(request: HttpRequest) -> HttpResponse:
    """Away from here at once: this browser forgets, and goes on to something that everybody looks at."""
    response = HttpResponseRedirect(public_form.current().leave_to)
    response.headers["Clear-Site-Data"] = '"cache"'
    return doors.forgetting(response)


def step(name: str) -> Callable[..., HttpResponse]:
    """The page of one step."""

    @doors.page("POST")
    def answer(request: HttpRequest) -> HttpResponse:
        code = memory.remembered(request)
        if request.method == "POST":
            return _kept(request, name, code)
        if code is None:
            return locked_page(request, name, WordsForm())
        try:
            draft = drafts.reopen(code, by=system())
        except NoSuchDraftError:
            return _not_under_way(request, name, code)
        form = pages.BY_NAME[name].form(initial=draft.answers.get(name, {}))
        return _shown(request, name, form, code)

    return answer


def _kept(request: HttpRequest, name: str, code: Code | None) -> HttpResponse:
    if "anew" in request.POST:
        return _begun(request, "words", keep=name)
    if "words" in request.POST:
        words_form = WordsForm(request.POST)
        found = come_in(request, words_form)
        if isinstance(found, Waiting):
            return wait_page(request, name, found)
        if found is None:
            return locked_page(request, name, words_form)
        code = found
    if code is None:
        return locked_page(request, name, WordsForm())
    form = pages.BY_NAME[name].form(request.POST)
    if not form.is_valid():
        return _shown(request, name, form, code)
    try:
        drafts.keep(code, page=name, answers=form.stored(), by=system())
    except NoSuchDraftError:
        return _not_under_way(request, name, code)
    response = doors.go_to(pages.CHECK if "change" in request.POST else pages.after(name))
    memory.remember(response, code)
    return response


def _shown(request: HttpRequest, name: str, form: object, code: Code | None) -> HttpResponse:
    number, of = pages.place(name)
    changing = "change" in request.GET or "change" in request.POST
    before = pages.before(name)
    response = doors.render(
        request,
        "step",
        name,
        form=form,
        number=number,
        of=of,
        title=pages.BY_NAME[name].title,
        changing=changing,
        anew=code is None,
        back=languages.address(pages.CHECK if changing else before) if before else "",
    )
    if code is not None:
        memory.remember(response, code)
    return response


def _not_under_way(request: HttpRequest, name: str, code: Code) -> HttpResponse:
    """The words open no report under way any more: it was sent, or it is gone and its words with it."""
    if drafts.is_sent(code, by=system()):
        return doors.go_to("sent")
    return locked_page(request, name, WordsForm())


def _begun(request: HttpRequest, onward: str, keep: str = "") -> HttpResponse:
    form = pages.BY_NAME[keep].form(request.POST) if keep else None
    if form is not None and not form.is_valid():
        # Corrected and sent again it still begins anew, with everything that was typed.
        return _shown(request, keep, form, None)
    nobody = system()
    waiting = brakes.held_back("begin", about="begin", ticket=request.POST.get("ticket", ""), by=nobody)
    if waiting is not None:
        return wait_page(request, keep or "start", waiting)
    brakes.count("begin", by=nobody)
    told, code = drafts.begin(language=languages.current(), by=nobody)
    if form is not None:
        drafts.keep(code, page=keep, answers=form.stored(), by=nobody)
    return _with_words(doors.go_to(onward), told, code)


def _with_words(response: HttpResponse, told: str, code: Code) -> HttpResponse:
    memory.remember(response, code)
    memory.show_once(response, told)
    return response


def _go_on(code: Code) -> str:
    try:
        return pages.first_open(drafts.reopen(code, by=system()).answers)
    except NoSuchDraftError:
        return "return"
