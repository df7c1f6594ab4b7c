"""What this browser remembers while somebody reports: the secret of the words, for an hour, and nothing on the disk on purpose."""

import base64
import binascii
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from vangnet.core import clock
from vangnet.signals.words import Code

_PREFIX = "__Host-" if settings.MODE == "production" else ""
COOKIE, ONCE = f"{_PREFIX}note", f"{_PREFIX}note-once"
LASTS = timedelta(hours=1)
_SALT = "vangnet.portal.reporting"


def remember(response: HttpResponse, code: Code) -> None:
    """Let this browser open the report for an hour after its last page."""
    secret = base64.urlsafe_b64encode(code.secret).decode()
    _set(response, COOKIE, signing.dumps([secret, clock.now().isoformat()], salt=_SALT))


def remembered(request: HttpRequest) -> Code | None:
    """The code that this browser still remembers."""
    try:
        secret, moment = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT)
        if clock.now() - datetime.fromisoformat(moment) > LASTS:
            return None
        return Code(base64.urlsafe_b64decode(secret))
    except (signing.BadSignature, ValueError, TypeError, binascii.Error):
        return None


def show_once(response: HttpResponse, words: str) -> None:
    """Carry the words to the next page, which shows them and forgets them."""
    _set(response, ONCE, signing.dumps(words, salt=f"{_SALT}.once"))


def shown_now(request: HttpRequest) -> str:
    """The words to show, when they were not shown yet."""
    try:
        return str(signing.loads(request.COOKIES.get(ONCE, ""), salt=f"{_SALT}.once"))
    except signing.BadSignature:
        return ""


def forget(response: HttpResponse, *names: str) -> None:
    """Let this browser forget everything, or some of it."""
    for name in names or (COOKIE, ONCE):
        response.delete_cookie(name, path="/", samesite="Strict")
        response.cookies[name]["secure"] = settings.SESSION_COOKIE_SECURE


def _set(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name, value, path="/", secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Strict"
    )
