"""The pages on which people decide how long signals are kept and answer what is asked, without seeing what is in them."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from vangnet.access import audit
from vangnet.cases.forms.signal_keeping_tasks import TASKS
from vangnet.cases.presenters import signal_keeping as presenter
from vangnet.cases.queries import signal_keeping as queries
from vangnet.cases.queries import signal_rights
from vangnet.portal.oversight.forms import FindSignalForm
from vangnet.portal.oversight.keeping_lines import signal_proposal_lines, signal_waiting_lines
from vangnet.portal.oversight.keeping_views import for_keeping


@for_keeping
def signals(request, actor):
    audit.record("keeping.review", by=actor)
    form = FindSignalForm(request.GET if "reference" in request.GET else None)
    if form.is_bound and form.is_valid():
        found = queries.find(actor, form.cleaned_data["reference"])
        if found is not None:
            return redirect("oversight_keeping:signal", found.address)
        form.not_found()
    return render(
        request,
        "portal/oversight/keeping_signals.html",
        {
            "actor": actor,
            "form": form,
            "due": queries.due_signals(actor),
            "proposals": signal_proposal_lines(queries.proposals(actor)),
            "requests": signal_waiting_lines(signal_rights.waiting(actor)),
            "trail": _trail()[:1],
        },
    )


@for_keeping
def signal(request, actor, *, address):
    found = _found(actor, address)
    audit.record("rights.account", by=actor, dossier=found.pk)
    return render(
        request,
        "portal/oversight/keeping_signal.html",
        {"actor": actor, "keeping": presenter.page(actor, found), "trail": _trail()},
    )


@for_keeping
def task(request, actor, *, address, name, number=0):
    found = _found(actor, address)
    doing = TASKS[name](actor, found, request.POST if request.method == "POST" else None, number)
    back = reverse("oversight_keeping:signal", args=[address])
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
            "trail": [*_trail(), (found.reference, back)],
        },
    )


def _found(actor, address):
    found = queries.reach(actor, address)
    audit.record("keeping.review", by=actor, dossier=found.pk)
    return found


def _trail():
    return [
        (_("Keeping and rights"), reverse("oversight_keeping:review")),
        (_("Signals"), reverse("oversight_keeping:signals")),
    ]
