"""What left the organisation and what came in, and for the person of a dossier: who looked into it."""

import csv

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vangnet.access import audit
from vangnet.access import queries as access
from vangnet.access.sessions import actor_of
from vangnet.cases import queries as cases
from vangnet.core import clock
from vangnet.portal.oversight import presenters, queries
from vangnet.portal.oversight.doors import overseeing
from vangnet.portal.oversight.forms import RECEIVED, DisclosureFilters

PAGE = 50
# A spreadsheet takes a cell that begins like this for a formula and carries it out.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@overseeing("oversight.disclosures")
def disclosures(request, actor):
    """The disclosure register of the organisation, as giver or as receiver."""
    filters, found = _found(request.GET, actor)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "actor": actor,
        "filters": filters,
        "page": page,
        "rows": presenters.shared(page),
        "columns": _columns(),
        "chosen": {name: request.GET.get(name, "") for name in ("side", "ground", "kind")},
    }
    return render(request, "portal/oversight/disclosures.html", context)


@overseeing("oversight.export")
def export(request, actor):
    """The same register as a file for a spreadsheet; asked for with a button, so that no link takes data along."""
    if request.method != "POST":
        return redirect("oversight:disclosures")
    _filters, found = _found(request.POST, actor)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="disclosures.csv"'
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";")
    writer.writerow([*_columns(), _("Until")])
    for one in presenters.shared(found):
        until = one.until.isoformat(timespec="seconds") if one.until else ""
        when = one.moment.isoformat(timespec="seconds")
        cells = (when, one.giver, one.receiver, one.ground, one.what, one.how, until)
        writer.writerow([harmless(cell) for cell in cells])
    return response


@require_safe
def who_looked(request, address):
    """For the person concerned: which organisations looked into the dossier, when and for what. It names no staff."""
    actor = actor_of(request)
    dossier = cases.dossier(actor, address)
    audit.record("oversight.person", by=actor, dossier=dossier.pk)
    context = {
        "actor": actor,
        "dossier": dossier,
        "rows": presenters.looks(queries.looks_of_all(actor, dossier), get_language()[:2]),
        "columns": [_("Day"), _("Organisation"), _("Kind of work"), _("Purpose"), _("How often")],
        "now": clock.now(),
        "trail": [(dossier.person.pseudonym, _overview(dossier))],
    }
    return render(request, "portal/oversight/who_looked.html", context)


def harmless(text):
    """A cell that no spreadsheet carries out."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _found(data, actor):
    grounds = set(access.disclosures_of(actor).values_list("ground", flat=True))
    grounds |= set(access.disclosures_of(actor, received=True).values_list("ground", flat=True))
    filters = DisclosureFilters(data, grounds=grounds)
    given = filters.chosen
    received = given.get("side") == RECEIVED
    ground, kind = given.get("ground", ""), given.get("kind", "")
    return filters, access.disclosures_of(actor, received=received, ground=ground, kind=kind)


def _columns():
    return [_("When"), _("Given by"), _("Given to"), _("Ground"), _("Kinds of data"), _("How")]


def _overview(dossier):
    return presenters.reverse("cases:overview", args=[dossier.address])
