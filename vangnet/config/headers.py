"""Headers that keep a page closed: nothing from elsewhere, nothing inline, nothing left behind in a cache."""

from collections.abc import Callable

from django.conf import settings
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
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
_CLOSED = (
    *("accelerometer", "autoplay", "browsing-topics", "camera"),
    *("display-capture", "encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope", "hid"),
    *(
        "identity-credentials-get",
        "idle-detection",
        "local-fonts",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
    ),
    *("picture-in-picture", "screen-wake-lock", "serial", "storage-access", "usb", "window-management"),
    "xr-spatial-tracking",
)
_FEATURES = ", ".join(
    (
        *(f"{name}=()" for name in _CLOSED),
        "publickey-credentials-get=(self)",
        "publickey-credentials-create=(self)",
    )
)
_FIXED = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": _FEATURES,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "X-Permitted-Cross-Domain-Policies": "none",
}
_SIGNED_OUT = '"cache"'


def closed_page_headers(get_response: Responder) -> Responder:
    """Add the headers to every answer; what is made for a visitor is never kept in a cache, and signing out empties it."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        for name, value in _FIXED.items():
            response.headers.setdefault(name, value)
        if not request.path_info.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
            response.headers.setdefault("Cache-Control", "no-store")
        if request.method == "POST" and request.path_info.endswith("/account/logout/"):
            response.headers.setdefault("Clear-Site-Data", _SIGNED_OUT)
        return response

    return respond
