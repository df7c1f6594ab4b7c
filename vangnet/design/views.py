"""The style guide: every component on one page, for people and for the accessibility tests."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vangnet.core import clock
from vangnet.design import examples


@login_not_required
@require_safe
def style_guide(request):
    """Shows made-up examples only, so that it may be public."""
    now = clock.now()
    shown = "form" in request.GET
    page = Paginator(range(1, 240), 10).get_page(request.GET.get("page"))
    return render(
        request,
        "design/style_guide.html",
        {
            "form": examples.ExampleForm(examples.WRONG_ANSWERS if shown else None),
            "filters": examples.ExampleFilters(request.GET),
            "tasks": examples.tasks(now),
            "entries": examples.entries(now),
            "facts": examples.facts(now),
            "tabs": examples.tabs(),
            "start_trail": [(_("Start"), "/")],
            "columns": [_("Dossier"), _("Asked"), _("Due"), _("Owner")],
            "page": page,
            "now": now,
        },
    )
