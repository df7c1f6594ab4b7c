"""The pages about signals: public, the same for everybody, made from the lists that the forms offer."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from vangnet.portal.handbook import signal_pages as pages
from vangnet.portal.handbook.library import Library
from vangnet.portal.handbook.signal_forms import IndicatorForm
from vangnet.portal.handbook.views import is_static, public, show
from vangnet.signals import catalogue
from vangnet.signals.catalogue import UnknownCode

ON_A_PAGE = 40


@public
def signals(request: HttpRequest, library: Library) -> HttpResponse:
    version = catalogue.current()
    return show(
        request,
        "signals",
        [],
        version=version,
        lists=pages.list_views(version),
        features=len(version.of_type("F")),
        context=len(version.of_type("K")),
    )


@public
def signal_list(request: HttpRequest, library: Library, profession: str) -> HttpResponse:
    version = catalogue.current()
    try:
        found = version.signal_list(profession)
    except UnknownCode:
        raise Http404 from None
    return show(request, "signal_list", _trail(), version=version, list=pages.list_view(version, found))


@public
def indicators(request: HttpRequest, library: Library) -> HttpResponse:
    version = catalogue.current()
    form = IndicatorForm(request.GET or None, catalogue=version)
    found = pages.found_by(version, {name: value for name, value in form.chosen.items()})
    most = max(len(found), 1) if is_static(request) else ON_A_PAGE
    page = Paginator(found, most).get_page(request.GET.get("page"))
    return show(request, "indicators", _trail(), version=version, form=form, page=page, number=len(found))


@public
def not_indicators(request: HttpRequest, library: Library) -> HttpResponse:
    version = catalogue.current()
    return show(request, "not_indicators", _trail(), version=version, lines=pages.not_indicators(version))


def _trail() -> list[tuple[str, str]]:
    return [(_("Signals: what can you see?"), reverse("portal:handbook-signals"))]
