"""The pages about sharing: public, the same for everybody, made from the rules that decide."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from vangnet.access.deciding import Kind, RuleVersion, decide
from vangnet.access.deciding.examples import participant
from vangnet.access.deciding.vocabulary import CATEGORIES
from vangnet.access.sharing_rules import current
from vangnet.core import clock
from vangnet.portal.handbook import sharing_pages as pages
from vangnet.portal.handbook.library import Library
from vangnet.portal.handbook.sharing_forms import SharingForm
from vangnet.portal.handbook.sharing_labels import category_in_words, in_words, source_in_words
from vangnet.portal.handbook.views import public, show


def rules_today() -> RuleVersion:
    """The rules that hold today; without any there is nothing to show."""
    version = current().on(clock.today())
    if version is None:
        raise Http404
    return version


@public
def sharing(request: HttpRequest, library: Library) -> HttpResponse:
    version = rules_today()
    parts = pages.matrix(version, clock.today())
    return show(
        request,
        "sharing",
        [],
        version=version,
        because=in_words(version.because),
        source=source_in_words(version.source),
        parts=parts,
        columns=[_("Organisation"), *pages.columns()],
        counts=pages.counts(parts),
        gaps=pages.gaps(version),
    )


@public
def stories(request: HttpRequest, library: Library) -> HttpResponse:
    return show(request, "sharing_stories", _trail(), shelves=pages.stories())


@public
def kind(request: HttpRequest, library: Library, who: str) -> HttpResponse:
    found = _kind(who)
    return show(
        request,
        "sharing_kind",
        _trail(),
        organisation=pages.kind_view(found),
        row=pages.row(found, clock.today()),
        columns=[_("Kind of data"), _("May it be seen?"), _("Why")],
    )


@public
def pair(request: HttpRequest, library: Library, who: str, what: str) -> HttpResponse:
    found = _kind(who)
    if what not in CATEGORIES:
        raise Http404
    version = rules_today()
    question = participant(who, what, current(), clock.today())
    return show(
        request,
        "sharing_pair",
        [*_trail(), (in_words(found.name), pages.kind_url(who))],
        organisation=pages.kind_view(found),
        category=category_in_words(what),
        title=pages.title_of(found, what),
        answer=pages.told(decide(question, current())),
        helping=pages.helping_states(question),
        coming=pages.coming_to(version, who, what),
        going=pages.going_from(version, who, what),
    )


@public
def ask(request: HttpRequest, library: Library) -> HttpResponse:
    form = SharingForm(request.GET or None, version=rules_today())
    question = form.question(clock.today())
    answer = decide(question, current()) if question else None
    is_open = question is not None and answer is not None and (not answer.allowed or answer.first)
    return show(
        request,
        "sharing_ask",
        _trail(),
        form=form,
        answer=pages.told(answer) if answer else None,
        asked=bool(request.GET),
        helping=pages.helping_states(question) if question and is_open else (),
        others=pages.other_grounds(question) if question and not (answer and answer.allowed) else (),
    )


def _kind(code: str) -> Kind:
    found = rules_today().kinds.get(code)
    if found is None:
        raise Http404
    return found


def _trail() -> list[tuple[str, str]]:
    return [(_("What may be shared?"), reverse("portal:handbook-sharing"))]
