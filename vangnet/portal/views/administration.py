"""Looking after people and organisations. No dossier can be reached from here."""

from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vangnet.access import queries, rules, services
from vangnet.access.roles import BY_CODE, Permission
from vangnet.access.sessions import actor_of
from vangnet.access.verdicts import demand
from vangnet.portal.forms import AccountForm, OrganisationForm
from vangnet.portal.presenters import parties

PAGE = 50

filling_in = require_http_methods(["GET", "HEAD", "POST"])


def _administrator(request):
    actor = actor_of(request)
    demand(rules.has_permission(actor, Permission.MANAGE_ACCOUNTS))
    return actor


@filling_in
def people(request):
    """Who has an account, and for whom they work; an account can be closed here."""
    actor = _administrator(request)
    accounts = queries.accounts(actor)
    if request.method == "POST":
        closed = next((one for one in accounts if str(one.pk) == request.POST.get("account")), None)
        if closed is not None:
            services.close_account(closed, by=actor)
            messages.success(request, _("The account %(name)s is closed.") % {"name": closed.username})
        return redirect("portal:people")
    listed = accounts.prefetch_related("memberships__organisation")
    page = Paginator(listed, PAGE).get_page(request.GET.get("page"))
    columns = [_("User name"), _("Name on screen"), _("Works for"), _("State")]
    return render(request, "portal/people.html", {"actor": actor, "page": page, "columns": columns})


@filling_in
def new_account(request):
    """Give somebody an account and their first organisation."""
    actor = _administrator(request)
    form = AccountForm(request.POST or None, organisations=queries.organisations(actor))
    if request.method == "POST" and form.is_valid() and _opened(form, actor):
        messages.success(request, _("The account is open."))
        return redirect("portal:people")
    return render(request, "portal/new_account.html", {"actor": actor, "form": form})


@require_safe
def organisations(request):
    """Which organisations take part, and as what the agreements know them."""
    actor = _administrator(request)
    page = Paginator(queries.organisations(actor), PAGE).get_page(request.GET.get("page"))
    context = {
        "actor": actor,
        "page": page,
        "rows": parties(page),
        "columns": [_("Name"), _("Kind of organisation"), _("Region"), _("Code")],
    }
    return render(request, "portal/organisations.html", context)


@filling_in
def new_organisation(request):
    """Let an organisation take part in the chain."""
    actor = _administrator(request)
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _added(form, actor):
        messages.success(request, _("The organisation takes part from now on."))
        return redirect("portal:organisations")
    return render(request, "portal/new_organisation.html", {"actor": actor, "form": form})


def _opened(form, actor):
    given = form.cleaned_data
    try:
        validate_password(given["password"])
    except ValidationError as weak:
        form.add_error("password", weak)
        return False
    try:
        with transaction.atomic():
            account = services.open_account(
                given["username"],
                display_name=given["display_name"],
                language=given["language"],
                password=given["password"],
                by=actor,
            )
            role = BY_CODE[given["role"]]
            services.add_membership(account, organisation=given["organisation"], role=role, by=actor)
    except ValidationError as refusal:
        form.take_over(refusal)
        return False
    return True


def _added(form, actor):
    given = form.cleaned_data
    try:
        services.add_organisation(
            given["code"], party=given["party"], name=given["name"], region=given["region"], by=actor
        )
    except ValidationError as refusal:
        form.take_over(refusal)
        return False
    return True
