"""How accounts come about: never by signing up oneself."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the administrator of an organisation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
