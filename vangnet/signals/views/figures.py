from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vangnet.access.verdicts import demand
from vangnet.design.navigation import NavItem
from vangnet.signals.presenters import figures as presenter
from vangnet.signals.queries import figures as reading
from vangnet.signals.queries.small_numbers import smallest
from vangnet.signals.rules import figures as may
from vangnet.signals.views.doors import for_actor

ALL, OWN = "all", "own"


@for_actor
def figures(request, actor):
    offered = [
        (code, label)
        for code, label, verdict in (
            (OWN, _("Signals of your organisation"), may.may_read_own(actor)),
            (ALL, _("All organisations"), may.may_read_all(actor)),
        )
        if verdict.allowed
    ]
    if not offered:
        demand(may.may_read_all(actor))
    codes = [code for code, _label in offered]
    whose = request.GET.get("whose") if request.GET.get("whose") in codes else codes[0]
    years = reading.years(actor)
    year = _year(request.GET.get("year", ""), years)
    found = reading.figures(actor, year=year, is_own=whose == OWN)
    return render(
        request,
        "signals/figures.html",
        {
            "actor": actor,
            "tables": presenter.tables(found),
            "received": presenter.told(found.received),
            "lead": _lead(actor, whose),
            "is_own": whose == OWN,
            "choices": [NavItem(label, _address(year, code), code == whose) for code, label in offered]
            if len(offered) > 1
            else [],
            "years": [NavItem(str(one), _address(one, whose), one == year) for one in years],
            "columns": [pgettext("column", "What"), pgettext("column", "How often"), _("Compared")],
            "smallest": smallest(),
        },
    )


def _lead(actor, whose):
    if whose == OWN:
        return _("Signals that %(name)s owns now, by the year in which they came in.") % {
            "name": actor.organisation
        }
    return _("Signals of all organisations together, by the year in which they came in.")


def _year(given, years):
    number = int(given) if given.isascii() and given.isdigit() and len(given) == 4 else 0
    return number if number in years else years[0]


def _address(year, whose):
    return reverse("signals:figures", query={"year": year, "whose": whose})
