"""Answering a request to take part in a dossier. Tracks are taken over on the page of the dossier, which its receiver already sees."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vangnet.access.sessions import actor_of
from vangnet.cases import queries, rules, services
from vangnet.cases.presenters import words
from vangnet.core import clock
from vangnet.portal import presenters
from vangnet.portal.forms import ACCEPT, AnswerForm


@require_http_methods(["GET", "HEAD", "POST"])
def offer(request, address):
    """What a request to take part carries, and the answer. More is not shown before the organisation takes part."""
    actor = actor_of(request)
    asked = next((one for one in queries.offers(actor) if one.dossier.address == address), None)
    if asked is None:
        return _no_longer_open(request)
    form = AnswerForm(request.POST or None, yes=_("Yes, we take part"), no=_("No, we cannot take part"))
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["answer"] == ACCEPT:
            services.accept_involvement(asked, by=actor)
            messages.success(request, _("Your organisation now takes part in this dossier."))
            return redirect("cases:overview", address)
        services.decline_involvement(asked, reason=form.cleaned_data["reason"], by=actor)
        messages.success(request, _("Your answer is recorded. Whoever asked sees your reason."))
        return redirect("portal:start")
    context = {
        "actor": actor,
        "offer": asked,
        "ground": words.ground_name(asked.ground),
        "form": form,
        "verdict": rules.may_answer(actor, asked),
        "waited": presenters.waited(asked.since, clock.now()),
        "trail": [(_("Worklist"), reverse("portal:start"))],
    }
    return render(request, "portal/offer.html", context)


def _no_longer_open(request):
    # The same whether it was answered, withdrawn or never made: an address alone tells nothing.
    messages.info(request, _("This request is not open any more. It may have been answered or withdrawn."))
    return redirect("portal:start")
