"""The pages of the handbook: public, the same for everybody, made from the agreements that run."""

from collections.abc import Callable
from datetime import date
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vangnet.core import clock
from vangnet.portal.handbook import library as shelves
from vangnet.portal.handbook.agreement_pages import agreement_page
from vangnet.portal.handbook.coverage_pages import coverage_page
from vangnet.portal.handbook.difference_pages import comparison_form, difference_page
from vangnet.portal.handbook.example_pages import example_page, example_shelves
from vangnet.portal.handbook.forms import OnDayForm, SearchForm, SituationForm
from vangnet.portal.handbook.glossary_pages import glossary_terms
from vangnet.portal.handbook.index_pages import index_page
from vangnet.portal.handbook.library import Library
from vangnet.portal.handbook.organisation_pages import organisation_lines, organisation_page
from vangnet.portal.handbook.route_places import EVERYTHING, RoutePlace
from vangnet.portal.handbook.searching import found_by
from vangnet.portal.handbook.situation_pages import profile_of, situation_form, situation_page

Page = Callable[..., HttpResponse]
Trail = list[tuple[str, str]]


def public(view: Page) -> Page:
    """Make a page open to everybody, read-only, and give it the library."""

    @login_not_required
    @require_safe
    @wraps(view)
    def shown(request: HttpRequest, **parts: object) -> HttpResponse:
        return view(request, shelves.current(), **parts)

    return shown


def show(request: HttpRequest, name: str, trail: Trail, **content: object) -> HttpResponse:
    """Draw a page with its trail and the day that it shows."""
    first = (_("Handbook"), reverse("portal:handbook"))
    context = {"trail": [first, *trail], "today": clock.today(), "is_static": is_static(request)}
    return render(request, f"portal/handbook/{name}.html", {**context, **content})


def is_static(request: HttpRequest) -> bool:
    """Say whether the page is written to a file, where forms have nobody to answer them."""
    return bool(request.META.get("VANGNET_STATIC"))


def chosen_day(request: HttpRequest) -> tuple[date, OnDayForm]:
    """The day that somebody chose to look at; today when there is none."""
    form = OnDayForm(request.GET if "on" in request.GET else None)
    day: date = form.chosen.get("on") or clock.today()
    return day, form


@public
def index(request: HttpRequest, library: Library) -> HttpResponse:
    page = index_page(library, clock.today())
    return show(request, "index", [], page=page, search=SearchForm())


@public
def reading(request: HttpRequest, library: Library) -> HttpResponse:
    return show(request, "reading", [])


@public
def agreement(request: HttpRequest, library: Library, name: str) -> HttpResponse:
    if name not in library.names:
        raise Http404
    day, form = chosen_day(request)
    page = agreement_page(library, library.nearest(name, day), day)
    return show(request, "agreement", _agreements(), page=page, day=day, form=form)


@public
def version(request: HttpRequest, library: Library, name: str, valid_from: date) -> HttpResponse:
    found = library.version(name, valid_from)
    if found is None:
        raise Http404
    day = clock.today()
    page = agreement_page(library, found, day)
    return show(request, "agreement", _agreements(), page=page, day=day, form=OnDayForm(), is_version=True)


@public
def difference(request: HttpRequest, library: Library, name: str, older: date, newer: date) -> HttpResponse:
    before, after = library.version(name, older), library.version(name, newer)
    if before is None or after is None or before == after:
        raise Http404
    page = difference_page(library, before, after)
    trail = [*_agreements(), (page.title, page.url)]
    form = comparison_form(library, name, before, after)
    return show(request, "difference", trail, page=page, form=form)


@public
def compare(request: HttpRequest, library: Library, name: str) -> HttpResponse:
    versions = {one.valid_from.isoformat(): one for one in library.versions(name)}
    older, newer = (versions.get(request.GET.get(word, "")) for word in ("older", "newer"))
    if not versions:
        raise Http404
    if older is None or newer is None or older == newer:
        *_others, last = versions.values()
        older, newer = library.before(last) or last, last
    page = difference_page(library, older, newer)
    trail = [*_agreements(), (page.title, page.url)]
    form = comparison_form(library, name, older, newer)
    return show(request, "difference", trail, page=page, form=form)


@public
def organisations(request: HttpRequest, library: Library) -> HttpResponse:
    lines = organisation_lines(library, clock.today())
    people = [one for one in lines if one.is_person]
    others = [one for one in lines if not one.is_person]
    return show(request, "organisations", [], organisations=others, people=people)


@public
def organisation(request: HttpRequest, library: Library, code: str) -> HttpResponse:
    party = library.corpus.parties.get(code)
    if party is None:
        raise Http404
    day, form = chosen_day(request)
    page = organisation_page(library, party, day)
    trail = [(_("Organisations"), reverse("portal:handbook-organisations"))]
    return show(request, "organisation", trail, page=page, day=day, form=form)


@public
def situation(request: HttpRequest, library: Library) -> HttpResponse:
    form = situation_form(library, request.GET.dict() or None)
    if not request.GET:
        return show(request, "situation", [], page=None, form=form)
    asked = request.GET.get("phase", "")
    phase = asked if asked in (*library.profiles.phases, EVERYTHING) else ""
    return _route(request, library, form, RoutePlace(profile_of(form)), phase)


@public
def group(
    request: HttpRequest, library: Library, origin: str, age_class: str, phase: str = ""
) -> HttpResponse:
    form = situation_form(library, {"origin": origin, "age_class": age_class})
    if not form.is_valid() or phase not in ("", *library.profiles.phases, EVERYTHING):
        raise Http404
    place = RoutePlace(profile_of(form), is_group=True, is_static=is_static(request))
    return _route(request, library, form, place, phase)


def _route(
    request: HttpRequest, library: Library, form: SituationForm, place: RoutePlace, phase: str
) -> HttpResponse:
    page = situation_page(library, place, clock.today(), phase)
    trail = [(_("By situation"), reverse("portal:handbook-situation"))]
    if phase:
        trail.append((page.name or _("Somebody of whom nothing is known"), place.at()))
    return show(request, "route", trail, page=page, form=form)


@public
def coverage(request: HttpRequest, library: Library) -> HttpResponse:
    return show(request, "coverage", [], page=coverage_page(library, clock.today()))


@public
def examples(request: HttpRequest, library: Library) -> HttpResponse:
    return show(request, "examples", [], shelves=example_shelves(library))


@public
def example(request: HttpRequest, library: Library, shelf: str, name: str) -> HttpResponse:
    found = library.example(shelf, name)
    if found is None:
        raise Http404
    trail = [(_("Worked examples"), reverse("portal:handbook-examples"))]
    return show(request, "example", trail, page=example_page(library, found))


@public
def glossary(request: HttpRequest, library: Library) -> HttpResponse:
    return show(request, "glossary", [], terms=glossary_terms())


@public
def search(request: HttpRequest, library: Library) -> HttpResponse:
    form = SearchForm(request.GET or None)
    wanted = form.chosen.get("q", "")
    return show(request, "search", [], form=form, wanted=wanted, found=found_by(library, wanted))


def _agreements() -> Trail:
    return [(_("Agreements"), f"{reverse('portal:handbook')}#agreements")]
