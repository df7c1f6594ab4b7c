"""A browser remembers, signed by us, for whom it was used to sign in: its owner keeps an allowance of their own there."""

import hmac
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

from vangnet.core.ids import random_id

_SALT = "vangnet.known-browser"
_KEPT = timedelta(days=90)
_MOST_PEOPLE = 8  # a shared desk computer


def browser_of(request: HttpRequest, username: str) -> str:
    """The name of this browser when this account signed in on it before; else nothing."""
    name, people = _read(request)
    wanted = _code(username)
    return name if any(hmac.compare_digest(wanted, one) for one in people) else ""


def remember(request: HttpRequest, response: HttpResponseBase, username: str) -> None:
    """Let the browser remember that this account signed in on it, without saying which account."""
    name, people = _read(request)
    code = _code(username)
    kept = [code, *(one for one in people if one != code)][:_MOST_PEOPLE]
    response.set_cookie(
        cookie_name(),
        signing.dumps([name or random_id(20), kept], salt=_SALT),
        max_age=_KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def cookie_name() -> str:
    """The name of the cookie; the prefix makes a browser keep it to this host and to a safe connection."""
    return "__Host-known" if settings.SESSION_COOKIE_SECURE else "vangnet-known"


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        name, people = signing.loads(request.COOKIES.get(cookie_name(), ""), salt=_SALT, max_age=_KEPT)
    except signing.BadSignature:
        return "", []
    return str(name), [str(one) for one in people]


def _code(username: str) -> str:
    return salted_hmac(_SALT, username.strip().casefold(), algorithm="sha256").hexdigest()[:32]
