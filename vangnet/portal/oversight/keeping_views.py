"""The pages on which a privacy officer reviews what may go, answers proposals and requests, without seeing what is in a dossier."""

from functools import wraps

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vangnet.access import audit
from vangnet.access.roles import Permission
from vangnet.access.rules import has_permission
from vangnet.access.sessions import actor_of
from vangnet.access.verdicts import NotFound, demand
from vangnet.cases.forms.keeping_tasks import TASKS
from vangnet.cases.presenters import keeping as presenter
from vangnet.cases.queries import keeping, rights, signal_keeping, signal_rights
from vangnet.portal.oversight.keeping_lines import (
    due_lines,
    proposal_lines,
    signal_proposal_lines,
    signal_waiting_lines,
    waiting_lines,
)

PAGE = 50
# Closing and opening again are work in a dossier; the rest a privacy officer does too.
OFFERED = TASKS.keys() - {"close", "reopen"}


def for_keeping(view):
    """Give a view the actor, when their task includes deciding how long data are kept."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def opened(request, **address):
        actor = actor_of(request)
        demand(has_permission(actor, Permission.DECIDE_KEEPING))
        return view(request, actor, **address)

    return opened


@for_keeping
def review(request, actor):
    audit.record("keeping.review", by=actor)
    start = _start(request)
    due = keeping.due_for_review(actor, start=start, most=PAGE)
    proposals = keeping.proposals(actor)
    known = keeping.of_dossiers(actor, {one.dossier_id for one in proposals})
    context = {
        "actor": actor,
        "due": due_lines(due),
        "proposals": [
            *proposal_lines(proposals, known),
            *signal_proposal_lines(signal_keeping.proposals(actor)),
        ],
        "requests": _asked(actor),
        "certificates": keeping.certificates(actor)[:PAGE],
        "due_columns": [_("Dossier"), _("Kinds of data"), _("Since"), _("Why")],
        "next": start + PAGE if keeping.has_more(actor, start=start + PAGE) else None,
    }
    return render(request, "portal/oversight/keeping.html", context)


def _asked(actor):
    found = [*waiting_lines(rights.waiting(actor)), *signal_waiting_lines(signal_rights.waiting(actor))]
    return sorted(found, key=lambda line: line.due)


@for_keeping
def dossier(request, actor, *, address):
    found = _found(actor, address)
    context = {
        "actor": actor,
        "keeping": presenter.page(actor, found),
        "columns": [_("Kind of data"), _("Kept until"), _("Why")],
        "trail": _trail(),
    }
    return render(request, "portal/oversight/keeping_dossier.html", context)


@for_keeping
def task(request, actor, *, address, name, number=0):
    if name not in OFFERED:
        raise NotFound
    found = _found(actor, address)
    doing = TASKS[name](actor, found, request.POST if request.method == "POST" else None, number)
    back = reverse("oversight_keeping:dossier", args=[address])
    if doing.carried_out():
        return redirect(back)
    return render(
        request,
        "portal/oversight/keeping_task.html",
        {
            "actor": actor,
            "task": doing,
            "form": doing.form,
            "back": back,
            "trail": [*_trail(), (found.person.pseudonym, back)],
        },
    )


def _found(actor, address):
    found = keeping.reach(actor, address)
    audit.record("keeping.review", by=actor, dossier=found.pk)
    return found


def _trail():
    return [(_("Keeping and rights"), reverse("oversight_keeping:review"))]


def _start(request):
    given = request.GET.get("start", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 9 else 0
