"""How signals are weighed: the weights as they stand in the book, and a list to try them on. Nothing that is ticked is kept."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from vangnet.portal.handbook.library import Library
from vangnet.portal.handbook.sharing_labels import language
from vangnet.portal.handbook.views import public, show
from vangnet.portal.handbook.weighing_forms import WeighingForm
from vangnet.signals import catalogue, weights
from vangnet.signals.presenters.weighing import configuration_view, weighed_view
from vangnet.signals.weighing import weigh


@public
def weighing(request: HttpRequest, library: Library) -> HttpResponse:
    book = weights.current()
    form = WeighingForm(request.GET or None, catalogue=catalogue.current(), book=book)
    weighed = weigh(form.seen(weights.types()), book, form.configuration) if request.GET else None
    return show(
        request,
        "weighing",
        [(_("Signals: what can you see?"), reverse("portal:handbook-signals"))],
        book=book,
        form=form,
        weighed=weighed_view(weighed, book, language()) if weighed else None,
        columns=[_("What was seen"), _("What it shows"), _("Points")],
        configurations=[configuration_view(one, language()) for one in book.configurations.values()],
        headings=[_("What it shows"), _("Points each"), _("Signals")],
    )
