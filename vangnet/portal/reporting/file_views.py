"""Files with a report: one by one, each checked, and whatever is refused takes nothing else with it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vangnet.access.actors import system
from vangnet.portal.reporting import doors, languages, memory, pages
from vangnet.portal.reporting.coming_in import come_in, locked_page, wait_page
from vangnet.portal.reporting.forms import FileForm, WordsForm
from vangnet.signals import public_form
from vangnet.signals.services import drafts
from vangnet.signals.services.brakes import Waiting
from vangnet.signals.services.drafts import NoSuchDraftError, TooManyFilesError, TooOftenError
from vangnet.signals.words import Code

NAME = pages.FILES


@doors.page("POST")
def files(request: HttpRequest) -> HttpResponse:
    """The files so far, one more, or one less."""
    code = memory.remembered(request)
    if "words" in request.POST:
        words_form = WordsForm(request.POST)
        found = come_in(request, words_form)
        if isinstance(found, Waiting):
            return wait_page(request, NAME, found)
        if found is None:
            return locked_page(request, NAME, words_form)
        return _remembering(doors.go_to(NAME), found)
    if code is None:
        return locked_page(request, NAME, WordsForm())
    try:
        return _answer(request, code)
    except NoSuchDraftError:
        return (
            doors.go_to("sent")
            if drafts.is_sent(code, by=system())
            else locked_page(request, NAME, WordsForm())
        )


def _answer(request: HttpRequest, code: Code) -> HttpResponse:
    form = FileForm()
    if request.method == "POST":
        if "remove" in request.POST:
            _remove(code, request.POST["remove"])
            return _remembering(doors.go_to(NAME), code)
        try:
            if request.FILES:
                drafts.try_file(code, by=system())
        except TooOftenError as often:
            return _remembering(_shown(request, form, code, refusal=_no_more_files(often.most)), code)
        form = FileForm(request.POST, request.FILES)
        if form.is_valid() and _added(form, code):
            return _remembering(doors.go_to(NAME), code)
    return _remembering(_shown(request, form, code), code)


def _no_more_files(most: int) -> str:
    return ngettext(
        "You tried %(most)d file with this report; more is not possible. What you added stays. Tell in your report that you have more.",
        "You tried %(most)d files with this report; more is not possible. What you added stays. Tell in your report that you have more.",
        most,
    ) % {"most": most}


def _added(form: FileForm, code: Code) -> bool:
    try:
        drafts.add_file(code, file=form.cleaned_data["file"], by=system())
    except TooManyFilesError:
        most = public_form.current().most_files
        form.add_error(
            "file",
            ngettext(
                "At most %(most)d file fits. Remove it first, or tell in your report that you have more.",
                "At most %(most)d files fit. Remove one first, or tell in your report that you have more.",
                most,
            )
            % {"most": most},
        )
        return False
    return True


def _remove(code: Code, key: str) -> None:
    try:
        drafts.remove_file(code, file=UUID(key), by=system())
    except ValueError:
        return


def _shown(request: HttpRequest, form: FileForm, code: Code, *, refusal: str = "") -> HttpResponse:
    draft = drafts.reopen(code, by=system())
    number, of = pages.place(NAME)
    return doors.render(
        request,
        "files",
        NAME,
        form=form,
        refusal=refusal,
        files=[
            (key, f"{place}", kind, in_words(size)) for place, (key, kind, size) in enumerate(draft.files, 1)
        ],
        number=number,
        of=of,
        back=languages.address(pages.before(NAME)),
        onward=languages.address(pages.CHECK),
    )


def in_words(size: int) -> str:
    """How large a file is."""
    if size < 1_000_000:
        return _("%(count)d kB") % {"count": max(size // 1000, 1)}
    return _("%(count)s MB") % {"count": f"{size / 1_000_000:.1f}"}


def _remembering(response: HttpResponse, code: Code) -> HttpResponse:
    memory.remember(response, code)
    return response
