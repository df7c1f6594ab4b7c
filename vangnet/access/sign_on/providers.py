"""Which organisations bring their own sign-on, as the settings say it; no table holds them and nobody changes them on screen."""

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.http import HttpRequest

PROVIDER = "openid_connect"


class SettledProviders(DefaultSocialAccountAdapter):
    """Gives the sign-in package the sign-ons of the settings, and lets it make no account."""

    def list_apps(
        self, request: HttpRequest | None, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        found = [_app(code, one) for code, one in settings.VANGNET_SIGN_ON.items()]
        if client_id:
            found = [app for app in found if app.client_id == client_id]
        return [app for app in found if provider in (None, PROVIDER, app.provider_id)]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        return False


def names() -> list[tuple[str, str]]:
    """Code and name of every sign-on, for the page to sign in."""
    return [(code, one["name"]) for code, one in settings.VANGNET_SIGN_ON.items()]


def issuers() -> dict[str, str]:
    """The issuer of every sign-on with its name, for whoever ties people to accounts."""
    return {one["issuer"]: one["name"] for one in settings.VANGNET_SIGN_ON.values()}


def _app(code: str, told: dict[str, object]) -> SocialApp:
    return SocialApp(
        provider=PROVIDER,
        provider_id=code,
        name=told["name"],
        client_id=told["client_id"],
        secret=told["secret"],
        settings={
            "server_url": told["issuer"],
            "oauth_pkce_enabled": True,
            "scope": ["openid"],
            "fetch_userinfo": False,
        },
    )
