"""What is refused before anybody looks at it: requests from other sites, tricks with headers, and far too much at once."""

import logging
from collections.abc import Callable
from urllib.parse import unquote

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import get_template
from django.utils import translation

Responder = Callable[[HttpRequest], HttpResponseBase]

LARGEST_REQUEST = 25_000_000
LONGEST_ADDRESS = 4_000
READS = frozenset({"GET", "HEAD", "OPTIONS"})
METHODS = READS | {"POST"}
# Headers with which some servers let a visitor change the method or the address; ours never does, so they are an attack.
_TRICKS = ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X-Original-URL", "X-Rewrite-URL")
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_WITHIN = frozenset({"object", "embed", "iframe", "frame"})
_PAGES = {403: "403.html", 413: "413.html"}
_TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)

_log = logging.getLogger("vangnet.gates")


class Gates:
    """Middleware: refuse with a page that says what to do; the log has the reason, never what was sent."""

    def __init__(self, get_response: Responder) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        status = refused_with(request)
        return refusal(request, status) if status else self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Data that lie too deep within each other make readers give up; that is the sender's fault, not ours."""
        return refusal(request, 400) if isinstance(exception, RecursionError) else None


def refused_with(request: HttpRequest) -> int:
    """The status to refuse a request with; 0 when it may pass."""
    if request.method not in METHODS:
        return 405
    if any(name in request.headers for name in _TRICKS) or _is_garbled(request):
        return 400
    if _is_from_elsewhere(request):
        return 403
    if request.method in READS:
        return 0
    return _refused_body(request)


def cannot_read(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django refuses to read while it is at work."""
    return refusal(request, 413 if isinstance(exception, _TOO_MUCH) else 400)


def refusal(request: HttpRequest, status: int) -> HttpResponse:
    """The page for a refusal, made without looking at the request again: that is what was wrong."""
    _log.warning(
        "refused with %d: %s", status, request.method if request.method in METHODS else "other method"
    )
    with translation.override("en" if request.path_info.startswith("/en/") else "nl"):
        page = get_template(_PAGES.get(status, "400.html")).render()
    return HttpResponse(
        page, status=status, headers={"Allow": ", ".join(sorted(METHODS))} if status == 405 else {}
    )


def _refused_body(request: HttpRequest) -> int:
    length = request.headers.get("Content-Length", "")
    if length and not (length.isascii() and length.isdigit()):
        return 400
    if int(length or 0) > LARGEST_REQUEST:
        return 413
    return 0 if request.content_type in _FORMS or not int(length or 0) else 415


def _is_garbled(request: HttpRequest) -> bool:
    asked = str(request.META.get("QUERY_STRING", ""))
    if len(request.path_info) + len(asked) > LONGEST_ADDRESS:
        return True
    return not request.path_info.isprintable() or "\0" in unquote(asked)


def _is_from_elsewhere(request: HttpRequest) -> bool:
    """Browsers say which site asked. From another site one may follow a link here, and nothing else."""
    site = request.headers.get("Sec-Fetch-Site", "none")
    if site in ("none", "same-origin"):
        return False
    follows = request.headers.get("Sec-Fetch-Mode") == "navigate" and request.method in READS
    return not follows or request.headers.get("Sec-Fetch-Dest", "") in _WITHIN
