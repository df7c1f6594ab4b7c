"""The trail: of the organisation for its privacy officer, of themselves for everybody."""

from django.core.paginator import Paginator
from django.shortcuts import render
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
from vangnet.portal.oversight.forms import TrailFilters

PAGE = 50
LISTED = 20


@overseeing("oversight.read")
def index(request, actor):
    """What a privacy officer must look at, with how much there is of it."""
    _rules, found = queries.unusual(actor)
    reviews = [one for one in cases.reviews(actor) if not cases.is_reviewed(one)]
    state = access.seal_state(actor)
    cards = [
        (
            _("Unusual use"),
            len(found),
            "oversight:unusual",
            _("Questions to ask somebody, from the last seven days."),
        ),
        (
            _("Refused attempts"),
            access.tried(actor).filter(moment__gte=clock.now() - queries.PERIOD).count(),
            "oversight:refused",
            _("What was not allowed or did not exist, in the last seven days."),
        ),
        (_("Emergency access"), len(reviews), "cases:reviews", _("Uses that you still have to review.")),
        (
            _("Records"),
            len(state.checked.problems) if state.checked else _("Not checked yet"),
            "oversight:seals",
            _("What did not fit at the last check of the seals."),
        ),
    ]
    return render(request, "portal/oversight/index.html", {"actor": actor, "cards": cards})


@overseeing("oversight.trail")
def trail(request, actor):
    """The trail of the organisation, narrowed by the filters in the address."""
    filters = TrailFilters(request.GET, people=access.people_in_trail(actor))
    key = queries.dossier_key(actor, filters.chosen.get("dossier", ""))
    page = _page(request, access.trail(actor, chosen=filters.filter(key)))
    return _shown(request, actor, page, "portal/oversight/trail.html", filters=filters)


@overseeing("oversight.refused")
def refused(request, actor):
    """What was refused, did not exist, or began with a wrong password."""
    return _shown(request, actor, _page(request, access.tried(actor)), "portal/oversight/refused.html")


@overseeing("oversight.unusual")
def unusual(request, actor):
    """What a privacy officer may want to ask somebody about; the page judges nobody."""
    rules, found = queries.unusual(actor)
    language = get_language()[:2]
    people = access.people_in_trail(actor)
    context = {
        "actor": actor,
        "page": Paginator(presenters.questions(rules, found, people, language), LISTED).get_page(
            request.GET.get("page")
        ),
        "rules": [(rule.title[language], rule.ask[language]) for rule in rules.rules.values()],
        "valid_from": rules.valid_from,
    }
    return render(request, "portal/oversight/unusual.html", context)


@require_safe
def mine(request):
    """What somebody did and saw themselves."""
    actor = actor_of(request)
    audit.record("oversight.mine", by=actor)
    page = _page(request, access.own_lines(actor))
    known = queries.pseudonyms(actor, {line.dossier_id for line in page if line.dossier_id})
    rows = presenters.lines(page, known)
    return _shown(request, actor, page, "portal/oversight/mine.html", rows=rows, known=known.values())


def _page(request, found):
    return Paginator(found, PAGE).get_page(request.GET.get("page"))


def _shown(request, actor, page, template, rows=None, **more):
    context = {
        "actor": actor,
        "page": page,
        "rows": presenters.lines(page) if rows is None else rows,
        "columns": [_("When"), _("Who"), _("What"), _("Purpose"), _("Outcome")],
        **more,
    }
    return render(request, template, context)
