"""Proving again who somebody is, just before an act that weighs heavily."""

import time
from collections.abc import Callable
from functools import wraps

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

View = Callable[..., HttpResponseBase]

# When the sign-on of an organisation last vouched for somebody, and through which address that is asked.
VOUCHED_AT = "vouched_at"
VOUCHED_THROUGH = "vouched_through"


def signed_in_strongly_by_itself(request: HttpRequest) -> bool:
    """Whether the way in that was used is a strong one as it stands (the personas of a demonstration)."""
    return request.session.get(BACKEND_SESSION_KEY) in settings.VANGNET_STRONG_BACKENDS


def recently_proved(request: HttpRequest) -> bool:
    """Whether somebody proved who they are within the last minutes, so that a heavy act may go on."""
    if signed_in_strongly_by_itself(request):
        return True
    if VOUCHED_AT in request.session:
        return bool(time.time() - request.session[VOUCHED_AT] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
    return bool(did_recently_reauthenticate(request))


def proof_needed(view: View) -> View:
    """Ask somebody to prove again who they are before the page; afterwards the page goes on where it was."""

    @wraps(view)
    def proved(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if recently_proved(request):
            return view(request, *args, **kwargs)
        if VOUCHED_AT in request.session:
            query = {"again": "1", "next": request.get_full_path()}
            return redirect(reverse("access:sign-on", args=[request.session[VOUCHED_THROUGH]], query=query))
        raise ReauthenticationRequired

    return proved
