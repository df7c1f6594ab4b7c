"""Whether the records are whole, and what somebody was told."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vangnet.access import audit
from vangnet.access import notices as telling
from vangnet.access import queries as access
from vangnet.access.sessions import actor_of
from vangnet.portal.oversight import presenters, queries
from vangnet.portal.oversight.doors import overseeing

PAGE = 25


@overseeing("oversight.seals")
def seals(request, actor):
    """The newest seal, what waits for one, and what the checks found."""
    context = {
        "actor": actor,
        "state": access.seal_state(actor),
        "columns": [_("When"), _("Seals"), _("Lines"), _("Compared with a copy elsewhere"), _("Problems")],
    }
    return render(request, "portal/oversight/seals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def notices(request):
    """What somebody was told, newest first; one button says that all of it was seen."""
    actor = actor_of(request)
    if request.method == "POST":
        with audit.act("notice.read", by=actor):
            telling.mark_read(actor)
        messages.success(request, _("All notices are marked as seen."))
        return redirect("oversight:notices")
    page = Paginator(telling.notices(actor), PAGE).get_page(request.GET.get("page"))
    about = {one.dossier_id for one in page if one.dossier_id}
    known, seen = queries.pseudonyms(actor, about), queries.references(actor, about)
    context = {
        "actor": actor,
        "page": page,
        "rows": presenters.notices(page, known, seen),
        "new": telling.unread(actor),
    }
    return render(request, "portal/oversight/notices.html", context)
