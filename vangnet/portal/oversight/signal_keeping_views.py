"""The pages on which two people decide about signals whose term has passed, without seeing what is in them."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vangnet.access import audit
from vangnet.access.verdicts import NotAllowed, demand
from vangnet.cases import services
from vangnet.cases.forms.keeping import ProposalAnswerForm
from vangnet.cases.forms.steps import ReasonForm
from vangnet.cases.queries import signal_keeping as queries
from vangnet.cases.rules import signal_keeping as rules
from vangnet.portal.oversight.keeping_views import for_keeping
from vangnet.protocol.log import EntryRefused


@for_keeping
def signals(request, actor):
    audit.record("keeping.review", by=actor)
    due = [(one, queries.waiting(queries.decisions(one))) for one in queries.due_signals(actor)]
    trail = [(_("Keeping and rights"), reverse("oversight_keeping:review"))]
    return render(
        request, "portal/oversight/keeping_signals.html", {"actor": actor, "due": due, "trail": trail}
    )


@for_keeping
def signal(request, actor, *, address):
    found = queries.reach(actor, address)
    audit.record("keeping.review", by=actor, dossier=found.pk)
    waits = queries.waiting(queries.decisions(found))
    given = request.POST if request.method == "POST" else None
    if waits is None:
        demand(rules.may_propose(actor, found))
    form = ReasonForm(given) if waits is None else ProposalAnswerForm(given)
    back = reverse("oversight_keeping:signals")
    if form.is_bound and form.is_valid() and _decided(found, form, waits, actor):
        return redirect(back)
    return render(
        request,
        "portal/oversight/keeping_signal.html",
        {
            "actor": actor,
            "signal": found,
            "waits": waits,
            "form": form,
            "back": back,
            "act": pgettext("button", "Propose") if waits is None else pgettext("button", "Answer"),
            "trail": [(_("Keeping and rights"), reverse("oversight_keeping:review")), (_("Signals"), back)],
        },
    )


def _decided(found, form, waits, actor):
    reason = form.cleaned_data["reason"]
    try:
        if waits is None:
            return services.propose_signal_destruction(found, reason=reason, by=actor)
        approve = form.cleaned_data["answer"] == "yes"
        return services.answer_signal_destruction(found, approve=approve, reason=reason, by=actor)
    except EntryRefused as refusal:
        form.show_problems(refusal.problems)
    except NotAllowed as refusal:
        form.show_refusal(refusal.verdict)
    return None
