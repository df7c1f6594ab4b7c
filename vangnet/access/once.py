"""A form that is sent twice counts once: the second time gets the answer of the first, and nothing happens again.

Every page that is shown has a token of its own in its forms. The same token with the same content at the same address is
therefore the same form: pressed twice, sent again by a browser, or sent again because the first answer was lost on its way. What was
answered lies in the session and is committed together with what was done, so one never exists without the other.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from django.db import connection
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.utils.crypto import salted_hmac

KEPT = "answered"
MOST = 40  # newest answers of a session
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
_PIECE = 65_536
_GONE_ON = 302


class OncePerForm:
    """Middleware, after those that decide whether a form may be sent at all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        session = request.session.session_key
        response = self.get_response(request)
        mark = getattr(request, "form_mark", "")
        if mark and response.status_code == _GONE_ON and request.session.session_key == session:
            _keep(request, mark, str(response.headers["Location"]))
        return response

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        mark = mark_of(request)
        if not mark:
            return None
        _one_at_a_time(mark)
        answered = _kept(request).get(mark)
        if answered is not None:
            return HttpResponseRedirect(answered)
        request.form_mark = mark  # type: ignore[attr-defined]  # ours, for the way back
        return None


def mark_of(request: HttpRequest) -> str:
    """What is the same only for the same form with the same content in the same session; empty for anything else."""
    if request.method != "POST" or not connection.in_atomic_block or not request.user.is_authenticated:
        return ""
    if not request.POST.get(TOKEN):
        return ""
    content = sha256(repr((request.session.session_key, request.get_full_path())).encode())
    for name, values in sorted(request.POST.lists()):
        content.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            content.update(repr((name, file.name)).encode())
            for piece in file.chunks(_PIECE):
                content.update(piece)
            file.seek(0)
    return salted_hmac("vangnet once per form", content.hexdigest(), algorithm="sha256").hexdigest()[:32]


def _one_at_a_time(mark: str) -> None:
    """The second of two that arrive together waits until the first is done, and then finds its answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(mark[:15], 16)])


def _kept(request: HttpRequest) -> dict[str, str]:
    # Read anew: the session of this request was read before it had its turn.
    store = type(request.session)(request.session.session_key)
    kept = store.get(KEPT)
    return dict(kept) if isinstance(kept, dict) else {}


def _keep(request: HttpRequest, mark: str, answer: str) -> None:
    newest = list(_kept(request).items())[-MOST + 1 :]
    request.session[KEPT] = dict([*newest, (mark, answer)])
    request.session.save()
