from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vangnet.access.roles import Permission
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import demand
from vangnet.signals.forms.inbox import InboxFilters
from vangnet.signals.presenters import inbox as presenter
from vangnet.signals.presenters import words
from vangnet.signals.queries import inbox as reading
from vangnet.signals.rules import figures as may
from vangnet.signals.views.doors import for_actor

BESIDE = (
    ("signals:import", Permission.IMPORT_SIGNALS, lambda: _("Bring in a file with signals")),
    ("signals:catalogue", Permission.READ_SIGNALS, lambda: _("What to look for: indicators")),
    ("oversight_keeping:signals", Permission.DECIDE_KEEPING, lambda: _("How long signals are kept")),
)


@for_actor
def inbox(request, actor):
    demand(has_permission(actor, Permission.READ_SIGNALS))
    filters = InboxFilters(request.GET, regions=reading.regions(actor))
    wanted = filters.wanted(request.GET.get("after", ""))
    query = {name: request.GET[name] for name in filters.fields if name in filters.chosen}
    found = reading.inbox(actor, wanted)
    if wanted.after:
        query["after"] = wanted.after
    return render(
        request,
        "signals/inbox.html",
        {
            "actor": actor,
            "filters": filters,
            "now": found.now,
            "tabs": presenter.tabs(found, query, wanted.block),
            "parts": presenter.parts(found, query, wanted.block),
            "columns": _columns(),
            "is_filtered": wanted.narrows,
            "clear_url": presenter.address({"block": wanted.block}),
            "report_url": words.maybe("signals:intake") if actor.may(Permission.REPORT_SIGNAL) else "",
            "links": _links(actor),
        },
    )


def _links(actor):
    found = [(label(), words.maybe(name)) for name, needed, label in BESIDE if actor.may(needed)]
    if may.may_read_own(actor).allowed or may.may_read_all(actor).allowed:
        found.append((_("Figures about signals"), words.maybe("signals:figures")))
    return [(label, url) for label, url in found if url]


def _columns():
    return [
        _("Signal"),
        _("Why it stands here"),
        pgettext("column", "State"),
        pgettext("column", "Term"),
        pgettext("column", "Who"),
    ]
