"""Which organisations take part, what they are, whom to ask there, and closing one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vangnet.access import kinds, queries, rules, services
from vangnet.access.proof import proof_needed
from vangnet.access.sessions import actor_of
from vangnet.access.verdicts import NotFound
from vangnet.cases.presenters import words
from vangnet.core import clock
from vangnet.portal import services as closing
from vangnet.portal.administration import forms
from vangnet.portal.administration.entering import administrator, done
from vangnet.portal.handbook.labels import REGIMES
from vangnet.portal.queries import open_work

PAGE = 50


@require_safe
def organisations(request):
    """Which organisations take part, and as what."""
    actor = administrator(request)
    page = Paginator(queries.organisations(actor), PAGE).get_page(request.GET.get("page"))
    context = {
        "actor": actor,
        "page": page,
        "rows": [(one, kind_name(one)) for one in page],
        "columns": [_("Name"), _("Kind of organisation"), _("Region"), _("Code")],
    }
    return render(request, "portal/organisations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_organisation(request):
    """Let an organisation take part in the chain."""
    actor = administrator(request)
    form = forms.OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and done(form, lambda given: _add(given, actor)):
        messages.success(request, _("The organisation takes part from now on."))
        return redirect("portal:organisations")
    return render(request, "portal/new_organisation.html", {"actor": actor, "form": form})


@require_safe
def organisation(request, code):
    """One organisation: its law and duties, its people, whom to ask, and closing it."""
    actor = administrator(request)
    return _page(request, actor, queries.organisation_of(actor, code))


@require_POST
def change_officers(request, code):
    """Appoint, move up or dismiss somebody whom others ask for."""
    actor = administrator(request)
    one = queries.organisation_of(actor, code)
    key = request.POST.get("officer", "")
    officer = next((each for each in queries.officers(actor, one) if str(each.pk) == key), None)
    if officer is None:
        form = forms.OfficerForm(request.POST, people=_candidates(actor, one))
        if not form.is_valid() or not done(
            form, lambda given: services.appoint_officer(one, account=given["account"], by=actor)
        ):
            return _page(request, actor, one, officer_form=form)
    elif request.POST.get("act") == "up":
        services.move_officer_up(officer, by=actor)
    else:
        services.dismiss_officer(officer, by=actor)
    return redirect("portal:organisation", code)


@require_POST
@proof_needed
def close_organisation(request, code):
    """End the part of an organisation, once nothing waits for it any more."""
    actor = administrator(request)
    one = queries.organisation_of(actor, code)
    form = forms.CloseForm(request.POST)
    if form.is_valid() and done(form, lambda given: closing.close_organisation(one, by=actor)):
        messages.success(request, _("%(name)s no longer takes part.") % {"name": one.name})
        return redirect("portal:organisations")
    return _page(request, actor, one, close_form=form)


@require_POST
@proof_needed
def freeze(request, code):
    """Sign out everybody of an organisation at once."""
    actor = administrator(request)
    ended = services.freeze_organisation(queries.organisation_of(actor, code), by=actor)
    said = ngettext("%(count)d session has ended.", "%(count)d sessions have ended.", ended)
    messages.success(request, said % {"count": ended})
    return redirect("portal:organisation", code)


@require_safe
def contacts(request):
    """Whom to ask in every organisation today, for everybody in the chain."""
    actor = actor_of(request)
    rows = [
        (one, kind_name(one), queries.attention_officer(actor, one), _own_place(actor, one))
        for one in queries.organisations(actor)
    ]
    context = {
        "actor": actor,
        "rows": [row for row in rows if row[2] is not None],
        "own": next((row[3] for row in rows if row[3] is not None), None),
        "form": forms.AwayForm(),
        "columns": [_("Organisation"), _("Kind of organisation"), _("Ask today for")],
    }
    return render(request, "portal/administration/contacts.html", context)


@require_POST
def away(request, code):
    """Somebody whom others ask for says until when they are away."""
    actor = actor_of(request)
    officer = _own_place(actor, queries.organisation_of(actor, code))
    if officer is None:
        raise NotFound
    form = forms.AwayForm(request.POST)
    if form.is_valid():
        services.set_officer_away(officer, until=form.cleaned_data["until"], by=actor)
        messages.success(request, _("It is written down; the next in order is asked for."))
        return redirect("portal:contacts")
    context = {"actor": actor, "rows": [], "own": officer, "form": form, "columns": []}
    return render(request, "portal/administration/contacts.html", context)


def kind_name(one):
    """What an organisation is, in the language of the page."""
    try:
        return kinds.of(one.kind).name(get_language())
    except LookupError:
        return words.party_name(one.party)


def _kind(one):
    try:
        return kinds.of(one.kind)
    except LookupError:
        return None


def _own_place(actor, one):
    found = queries.officers(actor, one)
    return next((each for each in found if each.account_id == actor.own_account.pk), None)


def _candidates(actor, one):
    return list({member.account_id: member.account for member in queries.members(actor, one)}.values())


def _add(given, actor):
    party = kinds.of(given["kind"]).party
    return services.add_organisation(
        given["code"], kind=given["kind"], party=party, name=given["name"], region=given["region"], by=actor
    )


def _page(request, actor, one, *, officer_form=None, close_form=None):
    kind = _kind(one)
    context = {
        "actor": actor,
        "organisation": one,
        "kind": kind,
        "kind_name": kind_name(one),
        "regime": REGIMES.get(kind.regime, "") if kind else "",
        "officers": queries.officers(actor, one),
        "present": queries.attention_officer(actor, one),
        "members": queries.members(actor, one),
        "today": clock.today(),
        "open_work": open_work(actor, one),
        "may_change": rules.may_change_officers(actor, one).allowed,
        "officer_form": officer_form or forms.OfficerForm(people=_candidates(actor, one)),
        "close_form": close_form or forms.CloseForm(),
        "form": officer_form or close_form,
        "columns": [_("Name on screen"), _("Role")],
    }
    return render(request, "portal/administration/organisation.html", context)
