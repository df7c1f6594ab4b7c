"""Headers that keep a page closed: nothing from elsewhere, nothing inline, nothing left behind in a cache."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

Responder = Callable[[HttpRequest], HttpResponseBase]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
_FEATURES = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"
_FIXED = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": _FEATURES,
    "Cross-Origin-Resource-Policy": "same-origin",
}


def closed_page_headers(get_response: Responder) -> Responder:
    """Add the headers to every answer; a page for somebody who signed in is never kept in a cache."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        for name, value in _FIXED.items():
            response.headers.setdefault(name, value)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return respond
