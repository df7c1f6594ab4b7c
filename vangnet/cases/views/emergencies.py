"""Opening a dossier in an emergency, and looking at it afterwards."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vangnet.access.proof import proof_needed
from vangnet.access.roles import Permission
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import demand
from vangnet.cases import emergencies, queries, rules, services
from vangnet.cases.forms.consents import EmergencyForm, EmergencyReviewForm
from vangnet.cases.presenters import lawful, words
from vangnet.cases.views.doors import carried_out, for_actor, posted
from vangnet.core import clock


@proof_needed
@for_actor
def open_dossier(request, actor):
    demand(has_permission(actor, Permission.READ_DOSSIERS))
    known = emergencies.current()
    form = EmergencyForm(
        posted(request),
        reasons=[(code, words.said(name)) for code, name in known.reasons.items()],
        kinds=lawful.kind_choices(known.may_be_opened()),
    )
    made = carried_out(form, lambda: services.open_in_emergency(**form.cleaned_data, by=actor))
    if made is not None:
        return redirect("cases:overview", made.dossier.address)
    return render(
        request,
        "cases/emergency.html",
        {
            "actor": actor,
            "form": form,
            "trail": [(_("Dossiers"), reverse("cases:index"))],
            "minutes": int(known.lasts.total_seconds() // 60),
            "per_month": known.per_month,
            "lines": _lines(queries.my_uses(actor)),
        },
    )


@for_actor
def reviews(request, actor):
    demand(has_permission(actor, Permission.READ_AUDIT))
    found = _lines(queries.reviews(actor))
    return render(
        request,
        "cases/emergency_reviews.html",
        {
            "actor": actor,
            "waiting": [one for one in found if not one.is_reviewed],
            "done": [one for one in found if one.is_reviewed],
            "now": clock.now(),
        },
    )


@for_actor
def review(request, actor, *, key):
    use = queries.review(actor, key)
    if use is None:
        raise Http404
    demand(rules.may_review_emergency(actor, use))
    form = EmergencyReviewForm(posted(request))
    made = carried_out(
        form,
        lambda: services.review_break_glass(
            use,
            is_justified=form.cleaned_data["verdict"] == "yes",
            findings=form.cleaned_data["findings"],
            by=actor,
        ),
    )
    if made is not None:
        return redirect("cases:reviews")
    return render(
        request,
        "cases/emergency_review.html",
        {
            "actor": actor,
            "form": form,
            "line": _lines([use])[0],
            "act": pgettext("button", "Save the review"),
            "trail": [(_("Emergency access"), reverse("cases:reviews"))],
        },
    )


def _lines(uses):
    reasons, now = emergencies.current().reasons, clock.now()
    return [lawful.emergency_line(one, reasons, now) for one in uses]
