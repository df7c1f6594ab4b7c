"""What may be shared with whom: asking an organisation, sharing more, asking who must agree, and saying why one sees what."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vangnet.access import queries as access
from vangnet.access.categories import DataCategory
from vangnet.access.roles import Permission
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import demand
from vangnet.cases import emergencies, queries, rules, services
from vangnet.cases.forms.lawful import AgreementForm, InvolveForm, ShareForm
from vangnet.cases.models import SharingRequest
from vangnet.cases.presenters import lawful, tracks
from vangnet.cases.queries.lawful import consider, would_see
from vangnet.cases.queries.reach import all_seen, disclosures_to, last_looks
from vangnet.cases.states import InvolvementState
from vangnet.cases.views.doors import carried_out, in_dossier, in_own_dossier, page_of, posted
from vangnet.core import clock
from vangnet.protocol import catalogue

ACCESS, SPOKEN, DOCUMENT, REFUSE = "access", "spoken", "document", "refuse"
PROVIDER, SECOND = SharingRequest.Kind.PROVIDER.value, SharingRequest.Kind.SECOND_PERSON.value


@in_dossier
def who(request, actor, dossier):
    context = page_of(request, actor, dossier, "sharing")
    given = {key: lawful.kinds(held) for key, held in all_seen(actor, dossier).items()}
    reasons, now = emergencies.current().reasons, clock.now()
    requests = lawful.request_lines(queries.requests(actor, dossier), actor)
    return render(
        request,
        "cases/sharing.html",
        {
            **context,
            "lines": tracks.participants(context["page"], given, last_looks(actor, dossier)),
            "uses": [lawful.emergency_line(one, reasons, now) for one in queries.uses(actor, dossier)],
            "requests": requests,
            "may_share": has_permission(actor, Permission.INVOLVE).allowed,
        },
    )


@in_own_dossier
def involve(request, actor, dossier):
    demand(has_permission(actor, Permission.INVOLVE))
    context = page_of(request, actor, dossier, "sharing")
    waiting = (InvolvementState.ACCEPTED, InvolvementState.OFFERED)
    present = {one.organisation_id for one in context["page"].view.involvements if one.state in waiting}
    party = request.GET.get("party", "")
    wanted = party if party in catalogue.current().corpus.parties else ""
    found = [one for one in access.organisations(actor, party=wanted) if one.pk not in present]
    form = InvolveForm(posted(request), organisations=found, conditions=lawful.every_condition_to_say())
    answers, made = [], None
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        asked = {"ground": given["ground"], "said": given["said"]}
        answers = would_see(actor, dossier, receiver=form.chosen, **asked)
        if form.has_looked:
            act = {**asked, "organisation": form.chosen, "message": given["message"], "by": actor}
            made = carried_out(form, lambda: services.involve(dossier, **act))
        form.look()
    if made is not None:
        return redirect("cases:sharing", dossier.address)
    form.offer_conditions("said", lawful.conditions_to_say(answers) if answers else [])
    return render(
        request,
        "cases/involve.html",
        {
            **context,
            "form": form,
            "title": _("Ask an organisation to take part"),
            "answers": lawful.answer_lines(answers),
            "receiver": form.chosen.name if answers else "",
            "nobody": not found,
            "back": reverse("cases:sharing", args=[dossier.address]),
        },
    )


@in_own_dossier
def may_i(request, actor, dossier):
    demand(has_permission(actor, Permission.INVOLVE))
    context = page_of(request, actor, dossier, "sharing")
    taking_part = _present(context["page"])
    form = _share_form(request, actor, context["page"], taking_part)
    found, made = [], None
    if form.is_bound and form.is_valid():
        plan = _plan(form)
        asked = {"receiver": plan.receiver, "ground": plan.ground, "purpose": plan.purpose}
        found = consider(actor, dossier, **asked, categories=plan.categories, said=plan.said)
        if form.has_looked and form.cleaned_data["how"]:
            made = carried_out(form, lambda: _done(dossier, form, plan, actor, taking_part))
        elif form.has_looked:
            form.add_error("how", _("Choose what you do."))
        form.look()
    if made is not None:
        return redirect("cases:sharing", dossier.address)
    _offer_what_matters(form, found, taking_part)
    return render(
        request,
        "cases/may_i.html",
        {
            **context,
            "form": form,
            "title": _("May I share this?"),
            "answers": lawful.answer_lines(found),
            "is_partly_closed": any(not one.answer.allowed for one in found),
            "receiver": form.chosen.name if found else "",
            "back": reverse("cases:sharing", args=[dossier.address]),
        },
    )


@in_dossier
def why(request, actor, dossier):
    context = page_of(request, actor, dossier, "sharing")
    using = queries.open_emergency(actor, dossier)
    return render(
        request,
        "cases/why.html",
        {
            **context,
            "title": _("Why may I see this?"),
            "given": lawful.given_lines(disclosures_to(actor.own_organisation, dossier.pk)),
            "answers": lawful.own_answers(actor, context["page"].view.sight.categories),
            "until": using.until if using else None,
        },
    )


@in_own_dossier
def answer(request, actor, dossier, *, key):
    found = next((one for one in queries.requests(actor, dossier) if one.pk == key), None)
    if found is None:
        raise Http404
    demand(rules.may_answer_agreement(actor, found))
    context = page_of(request, actor, dossier, "sharing")
    form = AgreementForm(posted(request))
    made = carried_out(
        form,
        lambda: services.answer_agreement(
            found,
            is_granted=form.cleaned_data["answer"] == "yes",
            reason=form.cleaned_data["reason"],
            by=actor,
        ),
    )
    back = reverse("cases:sharing", args=[dossier.address])
    if made is not None:
        return redirect(back)
    line = lawful.request_lines([found], actor)[0]
    context |= {"form": form, "title": _("May this be passed on?"), "line": line, "back": back}
    return render(request, "cases/agreement.html", {**context, "act": pgettext("button", "Answer")})


def _share_form(request, actor, page, taking_part):
    own = actor.own_organisation.pk
    others = [one for one in taking_part if one.pk != own]
    outside = [one for one in access.organisations(actor) if one.pk not in {*(o.pk for o in others), own}]
    return ShareForm(
        posted(request),
        organisations=[*others, *outside],
        kinds=lawful.kind_choices(one for one in DataCategory if page.view.sight.sees(one)),
        conditions=lawful.every_condition_to_say(),
        kept=lawful.every_condition_to_keep(),
        ways=_ways(),
        providers=lawful.outside(others),
    )


def _offer_what_matters(form, found, taking_part):
    if not found:
        form.only_the_question()
        return
    form.offer_conditions("said", lawful.conditions_to_say(found))
    form.offer_conditions("agreed", lawful.conditions_to_keep(found))
    asked = {condition.met_by for one in found for condition in one.to_ask}
    possible = {SPOKEN, DOCUMENT, REFUSE}
    possible |= {ACCESS} if form.chosen in taking_part else set()
    possible |= {PROVIDER} if "provider_permission" in asked else set()
    possible |= {SECOND} if "two_persons" in asked else set()
    form.offer_conditions("how", [(code, name) for code, name in _ways() if code in possible])
    form.fields["how"].required = True
    if PROVIDER not in possible:
        form.fields.pop("provider", None)


def _ways():
    return [
        (ACCESS, _("Let the organisation see this in the dossier")),
        (SPOKEN, _("I told it: write that down")),
        (DOCUMENT, _("I sent a text: write that down")),
        (PROVIDER, _("Ask the organisation that the data came from to agree")),
        (SECOND, _("Ask a colleague to agree")),
        (REFUSE, _("I do not share it: write down that and why")),
    ]


def _plan(form):
    given = form.cleaned_data
    return services.Plan(
        receiver=form.chosen,
        categories=given["categories"],
        purpose=given["purpose"],
        ground=given["ground"],
        said=given["said"],
        agreed=given["agreed"],
        informed=given["informed"] or "unknown",
        not_informed_because=given["not_informed_because"],
        submission_key=str(given["submission_key"]),
    )


def _done(dossier, form, plan, actor, taking_part):
    given = form.cleaned_data
    told = given["explanation"]
    if given["how"] == REFUSE:
        return services.refuse_to_share(dossier, plan=plan, why=told, by=actor)
    if given["how"] in (PROVIDER, SECOND):
        kind = SharingRequest.Kind(given["how"])
        provider = next((one for one in taking_part if one.code == given["provider"]), actor.own_organisation)
        of = provider if kind == SharingRequest.Kind.PROVIDER else actor.own_organisation
        return services.ask_agreement(dossier, plan=plan, kind=kind, of=of, why=told, by=actor)
    return services.share(
        dossier, plan=plan, kind=given["how"], explanation=told, text=given["text"], by=actor
    )


def _present(page):
    present = (one for one in page.view.involvements if one.state == InvolvementState.ACCEPTED)
    return [one.organisation for one in present]
