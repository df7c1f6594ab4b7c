"""What the person says about sharing: the list, a new talk, a withdrawal, and the text to read aloud."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vangnet.access.categories import DataCategory
from vangnet.access.verdicts import demand
from vangnet.cases import queries, rules, services
from vangnet.cases.forms.consents import ConsentForm
from vangnet.cases.forms.steps import ReasonForm
from vangnet.cases.presenters import consents, lawful
from vangnet.cases.states import ConsentState, InvolvementState
from vangnet.cases.views.doors import carried_out, in_dossier, in_own_dossier, page_of, posted


@in_dossier
def index(request, actor, dossier):
    context = page_of(request, actor, dossier, "consent")
    names = {one.organisation.code: one.organisation.name for one in context["page"].view.involvements}
    found = consents.lines(queries.consents(actor, dossier), names)
    return render(request, "cases/consents.html", {**context, "lines": found})


@in_dossier
def aloud(request, actor, dossier):
    context = page_of(request, actor, dossier, "consent")
    return render(request, "cases/consent_aloud.html", {**context, "title": _("Text to read aloud")})


@in_own_dossier
def new(request, actor, dossier):
    demand(rules.may_record(actor))
    context = page_of(request, actor, dossier, "consent")
    present = [
        one.organisation
        for one in context["page"].view.involvements
        if one.state in (InvolvementState.ACCEPTED, InvolvementState.OFFERED)
    ]
    form = ConsentForm(
        posted(request),
        kinds=lawful.kind_choices(DataCategory),
        receivers=consents.receiver_choices(present),
    )
    made = carried_out(form, lambda: _recorded(dossier, form.cleaned_data, actor))
    back = reverse("cases:consent", args=[dossier.address])
    if made is not None:
        return redirect(back)
    context |= {"form": form, "title": _("Talk about sharing"), "back": back, "act": _("Save")}
    context["tells_little"] = True
    context["lead"] = _("A no changes what may be shared. It never changes whether somebody is helped.")
    return render(request, "cases/act.html", context)


@in_own_dossier
def withdraw(request, actor, dossier, *, key):
    said = queries.consent(actor, dossier, key)
    if said is None:
        raise Http404
    demand(rules.may_withdraw_consent(actor, said.consent))
    context = page_of(request, actor, dossier, "consent")
    form = ReasonForm(posted(request))
    made = carried_out(
        form,
        lambda: services.withdraw_consent(said.consent, reason=form.cleaned_data["reason"], by=actor),
    )
    back = reverse("cases:consent", args=[dossier.address])
    if made is not None:
        # Taking part can itself have rested on it.
        return redirect(back if queries.may_see(actor, dossier) else "cases:index")
    context |= {"form": form, "title": _("Withdraw the consent"), "back": back, "tells_little": True}
    context["act"] = pgettext("button", "Withdraw")
    context["lead"] = _(
        "From now on nothing is shared on this consent. What was seen before cannot be unseen; that stands in the register."
    )
    return render(request, "cases/act.html", context)


def _recorded(dossier, given, actor):
    talk = services.Talk(
        categories=given["categories"],
        receivers=given["receivers"],
        purpose=given["purpose"],
        asked_on=given["asked_on"],
        language=given["language"],
        interpreter=given["interpreter"],
        decider=given["decider"],
        child_heard=given["child_heard"],
        explanation=given["explanation"],
    )
    return services.record_consent(dossier, state=ConsentState(given["state"]), talk=talk, by=actor)
