"""Whoever signs in with a password reaches nothing but their second step until that is set up."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from vangnet.access.proof import VOUCHED_AT, signed_in_strongly_by_itself
from vangnet.access.sessions import HALF_WAY

STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
# What somebody can do while the second step is not there yet: set it up, prove the first one again, or leave.
ALLOWED = frozenset(
    {
        *("access:second-step", "mfa_activate_totp", "mfa_add_webauthn", "mfa_reauthenticate"),
        *("account_logout", "account_reauthenticate", "alive", "design:style-guide"),
    }
)


class SecondStepNeeded:
    """Middleware: leads whoever has no second step yet to setting one up, whichever page they asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated and not is_done(request):
            setattr(request, HALF_WAY, True)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        if not getattr(request, HALF_WAY, False):
            return None
        asked = request.resolver_match.view_name if request.resolver_match else ""
        return None if asked in ALLOWED else redirect("access:second-step")


def is_done(request: HttpRequest) -> bool:
    """Whether somebody who signed in did so with two steps, or in a way that is strong as it stands."""
    if signed_in_strongly_by_itself(request) or VOUCHED_AT in request.session:
        return True
    return bool(is_mfa_enabled(request.user, STEPS))
