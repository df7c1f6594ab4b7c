"""Signing in with the password of the demonstration, which exists only while the program runs as a demonstration."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from vangnet.access.models import Account
from vangnet.demo import cast, queries


class DemonstrationBackend(ModelBackend):
    """Lets people of the cast in with the one password.

    The accounts themselves have no password, so that a database that was filled once lets nobody in when the same program
    later runs for real.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Account | None:
        known = cast.read()
        if settings.MODE != "demo" or not username or not password:
            return None
        if username not in {player.username for player in known.players}:
            return None
        if not constant_time_compare(password, known.password):
            return None
        account = queries.account(username)
        return account if account and self.user_can_authenticate(account) else None
