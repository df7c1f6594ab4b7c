from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vangnet.access.roles import Permission
from vangnet.access.verdicts import demand
from vangnet.cases import queries, rules, services
from vangnet.cases.forms.dossiers import FindDossierForm, OpenDossierForm, SearchForm, TimelineFilter
from vangnet.cases.presenters import discreet, duties, listing, signals, steps, timeline, tracks
from vangnet.cases.queries import signals as of_signals
from vangnet.cases.queries.newest import newest
from vangnet.cases.views.doors import carried_out, for_actor, in_dossier, page_of, posted


@for_actor
def index(request, actor):
    filters = FindDossierForm(request.GET)
    pseudonym = filters.chosen.get("pseudonym", "")
    found = queries.listed(actor, pseudonym=pseudonym) if pseudonym else newest(actor)
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    return render(
        request,
        "cases/index.html",
        {
            "actor": actor,
            "filters": filters,
            "columns": [
                _("Dossier"),
                _("Group"),
                pgettext("column", "Opened"),
                pgettext("column", "Opened by"),
            ],
            "numbered": page,
            "rows": [listing.row(one) for one in page],
            "may_open": rules.may_open(actor).allowed,
            "may_review": actor.may(Permission.READ_AUDIT),
        },
    )


@for_actor
def open_dossier(request, actor):
    demand(rules.may_open(actor))
    form = OpenDossierForm(posted(request), actor=actor)

    def act():
        given = form.cleaned_data
        return services.open_dossier(
            form.facts,
            occurred=given["occurred"],
            ground=given["ground"],
            step=given["step"],
            party=given["party"],
            note=given["note"],
            submission_key=str(given["submission_key"]),
            by=actor,
        )

    opened = carried_out(form, act)
    if opened is not None:
        return redirect("cases:overview", opened.address)
    return render(
        request,
        "cases/open.html",
        {"form": form, "actor": actor, "trail": [(_("Dossiers"), reverse("cases:index"))]},
    )


@in_dossier
def overview(request, actor, dossier):
    context = page_of(request, actor, dossier, "overview")
    page = context["page"]
    links = of_signals.signals_of(actor, dossier)
    reasons = {
        item.entry.sequence: item.entry.deviation_reason or _written(page, item)
        for item in page.view.timeline
    }
    return render(
        request,
        "cases/overview.html",
        {
            **context,
            "mine": [duty for duty in page.sure if duty.is_mine],
            "others": [duty for duty in page.sure if not duty.is_mine],
            "rights": duties.rights(page.view.judgement),
            "departures": duties.departures(page.view.judgement, reasons),
            "signals": signals.came_from(links, of_signals.readable_signals(actor, links)),
            "recent": timeline.lines(page.view, page.view.timeline[:-4:-1]),
        },
    )


@in_dossier
def next_steps(request, actor, dossier):
    context = page_of(request, actor, dossier, "steps")
    search = SearchForm(request.GET)
    choices = context["page"].choices
    return render(
        request,
        "cases/steps.html",
        {
            **context,
            "search": search,
            "suggested": steps.suggested(choices),
            "perhaps": steps.perhaps(choices),
            "shelves": steps.shelves(choices, search.chosen.get("q", "")),
            "searched": bool(search.chosen),
        },
    )


@in_dossier
def tracks_and_duties(request, actor, dossier):
    context = page_of(request, actor, dossier, "tracks")
    return render(
        request,
        "cases/tracks.html",
        {
            **context,
            "tracks": tracks.lines(context["page"]),
            "columns": [
                pgettext("column", "What"),
                pgettext("column", "Who"),
                pgettext("column", "Status"),
                pgettext("column", "When"),
            ],
        },
    )


@in_dossier
def show_timeline(request, actor, dossier):
    context = page_of(request, actor, dossier, "timeline")
    view = context["page"].view
    filters = TimelineFilter(request.GET, choices=timeline.choices(view))
    shown = timeline.lines(view, timeline.narrowed(view, filters.chosen))
    return render(request, "cases/timeline.html", {**context, "filters": filters, "lines": shown})


@in_dossier
def persons(request, actor, dossier):
    context = page_of(request, actor, dossier, "persons")
    return render(
        request,
        "cases/persons.html",
        {
            **context,
            "facts": listing.facts(context["page"].view),
            "hidden": [discreet.hidden(actor, kind) for kind in context["page"].view.hidden_facts],
            "columns": [
                _("Fact"),
                pgettext("column", "Value"),
                pgettext("column", "Certainty"),
                pgettext("column", "Since"),
            ],
        },
    )


def _written(page, item):
    """What stands with an event that the reader may read, in one text."""
    return " ".join(one.text for one in page.view.texts.get(item.entry.pk, ()) if one.text)
