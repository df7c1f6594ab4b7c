"""Who has an account, what they may do, and how they come in."""

from datetime import datetime, time, timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vangnet.access import queries, services
from vangnet.access.proof import proof_needed
from vangnet.access.roles import FOR_PEOPLE
from vangnet.access.rules import PERMISSION_NAMES
from vangnet.access.verdicts import NotFound
from vangnet.core import clock
from vangnet.core.clock import AMSTERDAM
from vangnet.portal.administration import forms
from vangnet.portal.administration.entering import administrator, done

PAGE = 50


@require_safe
def people(request):
    """Who has an account and for whom they work, who was invited, and whose training lapses."""
    actor = administrator(request)
    listed = queries.accounts(actor).prefetch_related("memberships__organisation")
    context = {
        "actor": actor,
        "page": Paginator(listed, PAGE).get_page(request.GET.get("page")),
        "invitations": queries.invitations(actor),
        "lapsing": queries.lapsing_certificates(actor),
        "today": clock.today(),
        "now": clock.now(),
        "columns": [_("User name"), _("Name on screen"), _("Works for"), _("State")],
        "waiting": [_("Name on screen"), _("Organisation"), _("Works until"), _("What you can do")],
    }
    return render(request, "portal/people.html", context)


@require_safe
def roles(request):
    """Every role in a sentence, with what it may do."""
    actor = administrator(request)
    rows = [(role, [PERMISSION_NAMES[one]() for one in sorted(role.permissions)]) for role in FOR_PEOPLE]
    columns = [_("Role"), _("What it is"), pgettext("what a role may do", "May")]
    context = {"actor": actor, "rows": rows, "columns": columns}
    return render(request, "portal/administration/roles.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@proof_needed
def invite(request):
    """Let a colleague in with a link that is shown once; no mail is sent."""
    actor = administrator(request)
    form = forms.InvitationForm(request.POST or None, organisations=queries.organisations(actor))
    if request.method == "POST" and form.is_valid():
        made = done(form, lambda given: services.invite(given.pop("username"), **given, by=actor))
        if made is not None:
            return _shown_once(request, actor, *made)
    return render(request, "portal/new_account.html", {"actor": actor, "form": form})


@require_POST
def withdraw(request, key):
    """Make a link that waits worthless."""
    actor = administrator(request)
    found = queries.invitations(actor).filter(pk=key).first()
    if found is None:
        raise NotFound
    services.withdraw_invitation(found, by=actor)
    messages.success(request, _("The link no longer works."))
    return redirect("portal:people")


@require_safe
def person(request, known_as):
    """One person: work, training, ways in, and what can be changed."""
    actor = administrator(request)
    return _person_page(request, actor, queries.account_of(actor, known_as), {})


@never_cache
@require_POST
@proof_needed
def change_person(request, known_as, act):
    """Change something about one person; when it does not go, the page stays with what was filled in."""
    actor = administrator(request)
    account = queries.account_of(actor, known_as)
    if act not in ACTS:
        raise NotFound
    form_class, do, said = ACTS[act]
    form = form_class(request.POST, prefix=act, **_known(actor, account))
    if form.is_valid():
        made = done(form, lambda given: do(account, given, actor))
        if act == "password" and made is not None:
            return _shown_once(request, actor, *made)
        if made is not None:
            messages.success(request, said)
            return redirect("portal:person", known_as)
    return _person_page(request, actor, account, {act: form})


def _person_page(request, actor, account, bound):
    known = _known(actor, account)
    shown = {act: bound.get(act) or form_class(prefix=act, **known) for act, (form_class, *_) in ACTS.items()}
    context = {
        "actor": actor,
        "person": account,
        "is_own": actor.own_account.pk == account.pk,
        "work": queries.memberships_of(actor, account),
        "certificates": known["certificates"],
        "identities": known["identities"],
        "today": clock.today(),
        "now": clock.now(),
        "forms": [
            (act, TITLES[act], BUTTONS[act], one, act in bound)
            for act, one in shown.items()
            if one.is_possible or act in bound
        ],
        "form": next(iter(bound.values()), None),
    }
    return render(request, "portal/administration/person.html", context)


def _known(actor, account):
    return {
        "organisations": queries.organisations(actor),
        "memberships": [one for one in queries.memberships(account)],
        "certificates": queries.certificates(actor, account).filter(withdrawn_on__isnull=True),
        "identities": queries.identities(actor, account),
    }


def _shown_once(request, actor, invitation, secret):
    link = request.build_absolute_uri(reverse("access:take-invitation", args=[secret]))
    context = {"actor": actor, "invitation": invitation, "link": link}
    return render(request, "portal/administration/invited.html", context)


def _end(account, given, by):
    last = given["last_day"]
    at = datetime.combine(last + timedelta(days=1), time.min, AMSTERDAM) if last else None
    return services.end_membership(given["membership"], at=at, by=by)


ACTS = {
    "work": (
        forms.WorkForm,
        lambda account, given, by: services.add_membership(account, **given, by=by),
        gettext_lazy("The work is added."),
    ),
    "move": (
        forms.MoveForm,
        lambda account, given, by: services.move(
            given["membership"], to=given["organisation"], role=given["role"], by=by
        ),
        gettext_lazy("The move is made. Nothing of the first organisation went along."),
    ),
    "end": (forms.EndForm, _end, gettext_lazy("The end of the work is written down.")),
    "certificate": (
        forms.CertificateForm,
        lambda account, given, by: services.add_certificate(account, **given, by=by),
        gettext_lazy("The training is written down."),
    ),
    "withdraw": (
        forms.WithdrawForm,
        lambda account, given, by: services.withdraw_certificate(given["certificate"], by=by),
        gettext_lazy("The training no longer counts."),
    ),
    "identity": (
        forms.IdentityForm,
        lambda account, given, by: services.link_identity(account, **given, by=by),
        gettext_lazy("This person can come in through the organisation."),
    ),
    "unlink": (
        forms.UnlinkForm,
        lambda account, given, by: services.unlink_identity(given["identity"], by=by),
        gettext_lazy("This person no longer comes in through the organisation."),
    ),
    "password": (
        forms.LinkForm,
        lambda account, given, by: services.renew_password(given["membership"], by=by),
        "",
    ),
    "step": (
        forms.SureForm,
        lambda account, given, by: services.reset_second_step(account, by=by),
        gettext_lazy("At the next sign-in a new second step must be set up."),
    ),
    "sessions": (
        forms.SureForm,
        lambda account, given, by: [services.end_sessions(account, by=by)],
        gettext_lazy("Everywhere this person was signed in, that has ended."),
    ),
    "close": (
        forms.SureForm,
        lambda account, given, by: services.close_account(account, by=by),
        gettext_lazy("The account is closed. What this person recorded stays."),
    ),
}
TITLES = {
    "work": gettext_lazy("Give work at an organisation"),
    "move": gettext_lazy("Move to another organisation"),
    "end": gettext_lazy("End work"),
    "certificate": gettext_lazy("Write down a training"),
    "withdraw": gettext_lazy("Withdraw a training"),
    "identity": gettext_lazy("Let come in through the organisation"),
    "unlink": gettext_lazy("No longer let in through the organisation"),
    "password": gettext_lazy("Password lost: give a new link"),
    "step": gettext_lazy("Telephone or key lost: begin the second step anew"),
    "sessions": gettext_lazy("Sign out everywhere"),
    "close": gettext_lazy("Close the account"),
}
BUTTONS = {
    "work": gettext_lazy("Add the work"),
    "move": gettext_lazy("Make the move"),
    "end": gettext_lazy("End the work"),
    "certificate": gettext_lazy("Write the training down"),
    "withdraw": gettext_lazy("Withdraw the training"),
    "identity": gettext_lazy("Tie the sign-on to this account"),
    "unlink": gettext_lazy("Untie the sign-on"),
    "password": gettext_lazy("Make a link"),
    "step": gettext_lazy("Forget the second step"),
    "sessions": gettext_lazy("End all sessions"),
    "close": gettext_lazy("Close this account"),
}
