"""The way out to the sign-on of an organisation and back: state, PKCE and the token are checked by allauth, the rest here."""

import secrets
import time
from typing import Any

from allauth.account.adapter import get_adapter as account_adapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialToken
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse

from vangnet.access import audit, queries
from vangnet.access.actors import system
from vangnet.access.proof import VOUCHED_AT, VOUCHED_THROUGH
from vangnet.access.sign_on.claims import Demand, Fault, fault_in

# Somebody who signed in at the own organisation this morning need not do so again; for a heavy act they must.
WORKING_DAY = 10 * 60 * 60


class SignOn(OpenIDConnectOAuth2Adapter):
    """One organisation's sign-on: the token must be signed, fresh, strong, and of somebody whom we know."""

    state: dict[str, Any]

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return build_absolute_uri(request, reverse("access:signed-on", args=[self.provider_id]))

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> None:
        claims = jwtkit.verify_and_decode(
            credential=kwargs["response"].get("id_token", ""),
            keys_url=self.openid_config["jwks_uri"],
            issuer=settings.VANGNET_SIGN_ON[self.provider_id]["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        raise ImmediateHttpResponse(_enter(request, self.provider_id, claims, self.state))


class ComingBack(OAuth2CallbackView):
    """The page to which the sign-on sends people back; keeps what was asked on the way out."""

    adapter: SignOn

    def _get_state(self, request: HttpRequest, provider: object) -> tuple[Any, Any]:
        state, answer = super()._get_state(request, provider)
        self.adapter.state = state or {}
        return state, answer


def go_out(request: HttpRequest, code: str) -> HttpResponseBase:
    """Send somebody to the sign-on of their organisation, with a one-time word that must come back."""
    again = request.GET.get("again") == "1"
    provider = SignOn(request, code).get_provider()
    provider.oauth2_adapter_class = SignOn
    nonce = secrets.token_urlsafe(24)
    asked = {"nonce": nonce, "max_age": settings.ACCOUNT_REAUTHENTICATION_TIMEOUT if again else WORKING_DAY}
    if again:
        asked |= {"prompt": "login", "max_age": 0}
    return provider.redirect(
        request,
        process="login",
        next_url=account_adapter(request).is_safe_url(request.GET.get("next"))
        and request.GET["next"]
        or None,
        data={"nonce": nonce, "again": again},
        auth_params=asked,
    )


def _enter(request: HttpRequest, code: str, claims: dict[str, Any], state: dict[str, Any]) -> HttpResponse:
    told, asked = settings.VANGNET_SIGN_ON[code], state.get("data") or {}
    demand = Demand(
        nonce=asked.get("nonce", ""),
        strong_acr=frozenset(told["strong_acr"]),
        strong_amr=frozenset(told["strong_amr"]),
        at_most_ago=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT if asked.get("again") else WORKING_DAY,
    )
    fault = fault_in(claims, demand, now=time.time())
    if fault is not None:
        return refusal(request, fault, told["name"])
    account = queries.account_known_as(claims["iss"], claims["sub"])
    if account is None:
        audit.record("session.unknown", by=system(), outcome=audit.Outcome.REFUSED)
        return render(request, "access/unknown_person.html", {"name": told["name"]}, status=403)
    if request.user.is_authenticated and request.user.pk != account.pk:
        return refusal(request, Fault.OTHER_ANSWER, told["name"])
    if not request.user.is_authenticated:
        account_adapter(request).login(request, account)
    request.session[VOUCHED_AT], request.session[VOUCHED_THROUGH] = claims["auth_time"], code
    return redirect(state.get("next") or resolve_url(settings.LOGIN_REDIRECT_URL))


def refusal(request: HttpRequest, fault: Fault, name: str) -> HttpResponse:
    """The page that says why somebody did not come in, and what to do."""
    return render(request, "access/not_signed_on.html", {"fault": fault.value, "name": name}, status=403)
