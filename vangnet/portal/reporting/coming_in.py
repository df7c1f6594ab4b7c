"""Coming back with words: slowly when many wrong ones are tried, and never barred."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vangnet.access.actors import system
from vangnet.portal.reporting import doors, memory, pages
from vangnet.portal.reporting.forms import WordsForm
from vangnet.signals import public_form, terms, words
from vangnet.signals.services import brakes, drafts
from vangnet.signals.services.brakes import Waiting
from vangnet.signals.services.drafts import NoSuchDraftError
from vangnet.signals.words import Code, UnreadableCodeError

NOT_CARRIED = frozenset({"ticket", "words", "csrfmiddlewaretoken", "anew"})
# What goes along without being something that somebody told.
NOT_TOLD = frozenset({"send", "website", "remove", "change", "act", "key"})


def come_in(request: HttpRequest, form: WordsForm) -> Code | Waiting | None:
    """What the typed words open; a wait when one is due, and nothing, with an error at the field, when they are not right."""
    if not form.is_valid():
        return None
    count = public_form.current().words
    try:
        plain = words.plain(form.cleaned_data["words"], count)
    except UnreadableCodeError as unreadable:
        form.add_error("words", unreadable_in_words(unreadable, count))
        return None
    nobody = system()
    waiting = brakes.held_back("code", about=plain, ticket=request.POST.get("ticket", ""), by=nobody)
    if waiting is not None:
        return waiting
    code = words.read(plain, count)
    if opens_draft(code) or drafts.is_sent(code, by=nobody):
        return code
    brakes.count("code", by=nobody)
    form.add_error(
        "words",
        _(
            "These words open nothing. Look whether they are right and in the right order. A report that was never sent is kept for some days only."
        ),
    )
    return None


def opens_draft(code: Code) -> bool:
    """Whether a report under way is opened by this code."""
    try:
        drafts.reopen(code, by=system())
    except NoSuchDraftError:
        return False
    return True


def unreadable_in_words(unreadable: UnreadableCodeError, count: int) -> str:
    """What is wrong with what was typed, with the nearest word of the list; the list is no secret."""
    for word, near in unreadable.strange.items():
        if near:
            return _("“%(word)s” is not a word of our list. Do you mean “%(near)s”?") % {
                "word": word[:20],
                "near": near,
            }
        return _("“%(word)s” is not a word of our list. Look at it again.") % {"word": word[:20]}
    return ngettext(
        "You typed %(count)d word; it has to be %(all)d.",
        "You typed %(count)d words; it has to be %(all)d.",
        unreadable.count,
    ) % {"count": unreadable.count, "all": count}


def wait_page(request: HttpRequest, name: str, waiting: Waiting) -> HttpResponse:
    """Please wait a moment and press again; everything that was typed is on the page."""
    return doors.render(
        request, "wait", name, waiting=waiting, carried=carried(request, {"ticket", "csrfmiddlewaretoken"})
    )


def locked_page(request: HttpRequest, name: str, form: WordsForm) -> HttpResponse:
    """The report is closed in this browser; what was just typed goes along, and only that is said which is so."""
    along = carried(request, NOT_CARRIED)
    is_told = any(value.strip() for field, value in along if field not in NOT_TOLD)
    return doors.render(
        request,
        "locked",
        name,
        form=form,
        carried=along,
        is_told=is_told,
        may_begin=is_told and name in pages.BY_NAME,
        drops_file=bool(request.FILES),
        is_gone=_remembers_nothing_kept(request),
        days=terms.current().days["draft"],
        status=403,
    )


def _remembers_nothing_kept(request: HttpRequest) -> bool:
    """Whether this browser has words that open nothing any more: the term is over, or other words were taken."""
    code = memory.remembered(request)
    return code is not None and not opens_draft(code) and not drafts.is_sent(code, by=system())


def carried(request: HttpRequest, without: frozenset[str] | set[str]) -> list[tuple[str, str]]:
    """What was typed, to be sent again with the next form."""
    return [(name, one) for name, values in request.POST.lists() if name not in without for one in values]
