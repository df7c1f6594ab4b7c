from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vangnet.access.roles import Permission
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import NotFound, demand
from vangnet.cases import queries, rules, services
from vangnet.cases.forms.sharing import AnswerForm, HandOverForm, LinkForm
from vangnet.cases.forms.steps import ConfirmForm, ReasonForm
from vangnet.cases.presenters import words
from vangnet.cases.states import HandoverState, InvolvementState
from vangnet.cases.views.doors import carried_out, in_own_dossier, page_of, posted
from vangnet.persons.models import PersonLink


@in_own_dossier
def withdraw(request, actor, dossier, *, organisation):
    context = page_of(request, actor, dossier, "sharing")
    involvement = _involvement(context["page"], organisation)
    demand(rules.may_withdraw(actor, involvement))
    form = ReasonForm(posted(request))
    made = carried_out(
        form,
        lambda: services.withdraw_involvement(involvement, reason=form.cleaned_data["reason"], by=actor),
    )
    title = _("Withdraw the request to %(name)s") % {"name": involvement.organisation.name}
    return _asked(request, context, form, made, title, pgettext("button", "Withdraw"), "sharing")


@in_own_dossier
def leave(request, actor, dossier):
    context = page_of(request, actor, dossier, "sharing")
    involvement = _involvement(context["page"], actor.own_organisation.code)
    demand(rules.may_leave(actor, involvement))
    form = ReasonForm(posted(request))
    made = carried_out(
        form, lambda: services.end_involvement(involvement, reason=form.cleaned_data["reason"], by=actor)
    )
    if made is not None:
        return redirect("cases:index")
    lead = _("After this your organisation can no longer open this dossier.")
    return _asked(
        request, context, form, None, _("Stop taking part"), _("Stop taking part"), "sharing", lead=lead
    )


@in_own_dossier
def hand_over(request, actor, dossier, *, track):
    demand(has_permission(actor, Permission.HAND_OVER))
    context = page_of(request, actor, dossier, "tracks")
    found = _track(context["page"], track)
    others = [
        one.organisation
        for one in context["page"].view.involvements
        if one.state == InvolvementState.ACCEPTED and one.organisation_id != found.owner_id
    ]
    form = HandOverForm(posted(request), organisations=others)
    made = carried_out(form, lambda: services.hand_over_track(found, to=form.chosen, by=actor))
    title = _("Hand over the track: %(track)s") % {"track": words.track_name(track)}
    lead = _("Your organisation stays the owner until the other one says yes.")
    if not others:
        lead = _("No other organisation takes part yet. Ask one to take part first.")
    return _asked(request, context, form, made, title, pgettext("button", "Offer"), "tracks", lead=lead)


@in_own_dossier
def answer_handover(request, actor, dossier, *, track):
    context = page_of(request, actor, dossier, "tracks")
    offer = _offer(_track(context["page"], track))
    demand(rules.may_answer_handover(actor, offer))
    form = AnswerForm(posted(request))

    def act():
        if form.cleaned_data["answer"] == "accept":
            return services.accept_handover(offer, by=actor)
        return services.decline_handover(offer, reason=form.cleaned_data["reason"], by=actor)

    title = _("Take over the track: %(track)s") % {"track": words.track_name(track)}
    return _asked(
        request, context, form, carried_out(form, act), title, pgettext("button", "Answer"), "tracks"
    )


@in_own_dossier
def withdraw_handover(request, actor, dossier, *, track):
    context = page_of(request, actor, dossier, "tracks")
    offer = _offer(_track(context["page"], track))
    demand(rules.may_withdraw_handover(actor, offer))
    form = ReasonForm(posted(request))
    made = carried_out(
        form, lambda: services.withdraw_handover(offer, reason=form.cleaned_data["reason"], by=actor)
    )
    title = _("Withdraw the offer of the track: %(track)s") % {"track": words.track_name(track)}
    return _asked(request, context, form, made, title, pgettext("button", "Withdraw"), "tracks")


@in_own_dossier
def close_track(request, actor, dossier, *, track):
    context = page_of(request, actor, dossier, "tracks")
    found = _track(context["page"], track)
    demand(rules.may_close(actor, found))
    form = ReasonForm(posted(request))
    made = carried_out(
        form, lambda: services.close_track(found, reason=form.cleaned_data["reason"], by=actor)
    )
    title = _("Close the track: %(track)s") % {"track": words.track_name(track)}
    lead = _("A later step that belongs to this track opens it again.")
    return _asked(request, context, form, made, title, pgettext("button", "Close"), "tracks", lead=lead)


@in_own_dossier
def link(request, actor, dossier):
    demand(has_permission(actor, Permission.LINK_PERSONS))
    context = page_of(request, actor, dossier, "persons")
    form = LinkForm(posted(request))

    def act():
        given = form.cleaned_data
        try:
            other = queries.dossier(actor, given["pseudonym"])
        except NotFound:
            message = _(
                "There is no dossier “%(pseudonym)s” that your organisation takes part in. Check the pseudonym."
            )
            form.add_error("pseudonym", message % {"pseudonym": given["pseudonym"]})
            return None
        return services.link_persons(dossier, other=other, kind=PersonLink.Kind(given["kind"]), by=actor)

    lead = _("Both dossiers show the link to those who take part in both.")
    return _asked(
        request,
        context,
        form,
        carried_out(form, act),
        _("Link with another person"),
        pgettext("button", "Link"),
        "persons",
        lead=lead,
    )


@in_own_dossier
def end_link(request, actor, dossier, *, other, kind):
    demand(has_permission(actor, Permission.LINK_PERSONS))
    context = page_of(request, actor, dossier, "persons")
    found = next(
        (one for one in context["page"].view.linked if (one.dossier.address, one.link.kind) == (other, kind)),
        None,
    )
    if found is None:
        raise Http404
    form = ConfirmForm(posted(request))
    made = carried_out(form, lambda: services.end_link(found.link, by=actor))
    title = _("End the link with %(pseudonym)s") % {"pseudonym": found.dossier.person.pseudonym}
    lead = _("Both dossiers keep a line that there was a link and that it ended.")
    return _asked(request, context, form, made, title, _("End the link"), "persons", lead=lead)


def _asked(request, context, form, made, title, act, tab, *, lead=""):
    back = reverse(f"cases:{tab}", args=[context["page"].dossier.address])
    if made is not None:
        return redirect(back)
    return render(
        request,
        "cases/act.html",
        {**context, "form": form, "title": title, "act": act, "lead": lead, "back": back},
    )


def _involvement(page, code):
    found = next((one for one in page.view.involvements if one.organisation.code == code), None)
    if found is None:
        raise Http404
    return found


def _track(page, kind):
    found = next((one for one in page.owners if one.kind == kind), None)
    if found is None:
        raise Http404
    return found


def _offer(track):
    found = next((one for one in track.handovers.all() if one.state == HandoverState.OFFERED), None)
    if found is None:
        raise Http404
    return found
