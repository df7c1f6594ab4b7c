"""How accounts come about, never by signing up oneself, and how signing in is kept from being guessed."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import filter_users_by_username
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from vangnet.access import attempts, known_browsers
from vangnet.config.every_look import note_sign_in


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the administrator of an organisation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt before looking at the password; the limits are ours, so nobody is locked out by strangers."""
        wait = attempts.begin(self._attempt(request, credentials))
        if wait:
            raise ValidationError(attempts.told(wait), code="too_many_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        user = super().authenticate(request, **credentials)
        if user is not None:
            attempts.succeeded(self._attempt(request, credentials))
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        known = filter_users_by_username(str(credentials.get("username", "")))
        attempts.failed(account.pk for account in known)

    def post_login(self, request: HttpRequest, user: Any, **how: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **how)
        known_browsers.remember(request, response, user.get_username())
        note_sign_in(user)
        return response

    def _attempt(self, request: HttpRequest, credentials: dict[str, Any]) -> attempts.Attempt:
        username = str(credentials.get("username", ""))
        browser = known_browsers.browser_of(request, username)
        return attempts.Attempt(username, self.get_client_ip(request), browser)
