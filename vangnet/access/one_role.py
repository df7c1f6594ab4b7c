"""Two windows, two roles: a form is sent in the role in which it was shown, or refused with everything that was typed."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.crypto import constant_time_compare, salted_hmac

from vangnet.access import audit, queries
from vangnet.access.models import Account, Membership
from vangnet.access.sessions import NoMembership, actor_of, membership_of
from vangnet.design.stamps import FIELD, stamped

# Choosing another role is meant to change it, and leaving is always possible.
FREE = frozenset({"access:account", "account_logout"})
NEVER_SHOWN = ("password", "repeated", "code", "credential", "secret", "csrfmiddlewaretoken", FIELD)


class OneRoleAtATime:
    """Middleware: marks forms with the work for which they are shown, and looks at the mark when they are sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with stamped(lambda: mark_of(request)):
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if request.method != "POST" or name in FREE or not request.POST.get(FIELD):
            return None
        now = mark_of(request)
        if not now or constant_time_compare(request.POST[FIELD], now):
            return None
        return _refused(request)


def mark_of(request: HttpRequest) -> str:
    """What stands for the work that somebody does in this session; it tells nothing to anybody else."""
    try:
        membership = membership_of(request)
    except NoMembership:
        return ""
    return _mark(membership)


def _mark(membership: Membership) -> str:
    return salted_hmac("vangnet form shown for", str(membership.pk), algorithm="sha256").hexdigest()[:20]


def _refused(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    audit.record("form.other_role", by=actor, outcome=audit.Outcome.REFUSED)
    account = request.user
    mine = list(queries.memberships(account)) if isinstance(account, Account) else []
    shown = next((one for one in mine if _mark(one) == request.POST[FIELD]), None)
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if not name.rpartition("-")[2].startswith(NEVER_SHOWN)
        for value in values
        if value.strip()
    ]
    context = {"actor": actor, "shown_for": shown, "typed": typed}
    return render(request, "access/other_role.html", context, status=409)
