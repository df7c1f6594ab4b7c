"""The start page: for everybody what Vangnet is, and for who signed in the work of their role."""

from datetime import datetime, time

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from vangnet.access import notices
from vangnet.access import queries as access
from vangnet.access.roles import Permission
from vangnet.access.sessions import actor_of
from vangnet.cases import queries as cases
from vangnet.cases import rules, services
from vangnet.cases.presenters import words
from vangnet.cases.queries import WorklistFilter
from vangnet.cases.queries.worklists import PAGE
from vangnet.core import clock
from vangnet.core.clock import AMSTERDAM
from vangnet.portal import presenters, queries
from vangnet.portal.forms import WorklistFilters
from vangnet.portal.oversight import presenters as oversight
from vangnet.portal.oversight import queries as reading
from vangnet.protocol import catalogue
from vangnet.signals.presenters.inbox import shortcuts
from vangnet.signals.queries import inbox as signals

LINES = 50
NEWEST = 3


@login_not_required
@require_safe
def start(request):
    """Open to everybody; what it shows depends on who looks."""
    if not request.user.is_authenticated:
        return render(request, "portal/start.html")
    actor = actor_of(request)
    page = next(page for permission, page in PAGES.items() if actor.may(permission))
    return page(request, actor)


@require_POST
def renew(request):
    """Compute anew what time has changed; asked for by a button, because looking never writes."""
    done = services.keep_right(by=actor_of(request))
    said = ngettext(
        "%(count)d dossier is up to date again.", "%(count)d dossiers are up to date again.", done
    )
    messages.success(request, said % {"count": done})
    return redirect("portal:start")


def _worklist(request, actor):
    form = WorklistFilters(request.GET)
    chosen = form.chosen
    query = {name: request.GET[name] for name in form.fields if request.GET.get(name)}
    current = query.get("block", "") if query.get("block") in presenters.NAMES else ""
    work = cases.worklist(actor, _filter(chosen, current, request.GET.get("page", "")))
    counted = presenters.counters(work, query, current)
    context = {
        "actor": actor,
        **_news(actor),
        "filters": form,
        "work": work,
        "tabs": presenters.tabs(counted, query, current),
        "parts": presenters.parts(work, query, current),
        "questions": presenters.questions(work, query, current),
        "may_record": rules.may_record(actor).allowed,
        "offers": presenters.offers(work) if current in ("", "offered") else None,
        "columns": [_("Dossier"), _("Asked"), _("Due"), _("Owner")],
        "is_filtered": any(name != "block" for name in query),
        "clear_url": presenters.address({"block": current}),
        "is_new": not query and not any(one.count for one in counted),
        "may_open": rules.may_open(actor).allowed,
        "signals": shortcuts(signals.waiting(actor)),
        "may_report": actor.may(Permission.REPORT_SIGNAL),
    }
    return render(request, "portal/worklist.html", context)


def _filter(chosen, current, page):
    before = chosen.get("due_before")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1
    return WorklistFilter(
        **{name: chosen.get(name, "") for name in ("agreement", "duty", "track", "party", "group")},
        due_before=datetime.combine(before, time.min, AMSTERDAM) if before else None,
        start={current: (number - 1) * PAGE},
        only=current,
    )


def _figures(request, actor):
    rows = [(words.party_name(one.party), one) for one in queries.duties_by_party(actor)]
    context = {
        "actor": actor,
        **_news(actor),
        "rows": sorted(rows, key=lambda row: row[0]),
        "smallest": queries.smallest(),
        "now": clock.now(),
        "columns": [_("Kind of organisation"), _("Open"), _("Late"), _("Not yet certain")],
    }
    return render(request, "portal/figures.html", context)


def _overview(request, actor):
    context = {
        "actor": actor,
        **_news(actor),
        "agreements": presenters.in_force(catalogue.current().corpus.agreements, clock.today()),
        "fingerprint": catalogue.current().hash,
        "people": access.accounts(actor).filter(is_active=True).count(),
        "organisations": access.organisations(actor).count(),
        "columns": [_("Agreement"), _("Valid from"), _("Fingerprint of the file")],
    }
    return render(request, "portal/overview.html", context)


def _trail(request, actor):
    page = Paginator(access.audit_trail(actor), LINES).get_page(request.GET.get("page"))
    columns = [_("When"), _("Who"), _("What"), _("Purpose"), _("Outcome")]
    context = {
        "actor": actor,
        **_news(actor),
        "page": page,
        "lines": presenters.trail(page),
        "columns": columns,
    }
    return render(request, "portal/trail.html", context)


def _news(actor):
    """What somebody was told and has not seen yet."""
    new = notices.notices(actor, only_new=True)
    told = list(new[:NEWEST])
    about = {one.dossier_id for one in told if one.dossier_id}
    known, seen = reading.pseudonyms(actor, about), reading.references(actor, about)
    return {
        "notices": oversight.notices(told, known, seen),
        "unread": len(told) if len(told) < NEWEST else new.count(),
    }


PAGES = {
    Permission.READ_DOSSIERS: _worklist,
    Permission.READ_STATISTICS: _figures,
    Permission.MANAGE_ACCOUNTS: _overview,
    Permission.READ_AUDIT: _trail,
}
