"""A page that is asked for with GET or HEAD only looks; this is the whole list of what it may write all the same."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from vangnet.core.looking import looking

Responder = Callable[[HttpRequest], HttpResponseBase]

LOOKING = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
# Which statements on which tables, and why.
EXCEPTIONS: dict[str, tuple[frozenset[str], str]] = {
    "access_auditentry": (
        frozenset({"INSERT"}),
        "Every look at a dossier leaves a line; without the line there would be no look.",
    ),
    "django_session": (
        frozenset({"INSERT", "UPDATE", "DELETE"}),
        "A message that was shown is not shown again, and a session that ended disappears.",
    ),
}
_STATEMENTS = {table: statements for table, (statements, _) in EXCEPTIONS.items()}


def looking_only(get_response: Responder) -> Responder:
    """Hold every request that only looks to its word, whichever page it asks for."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        if request.method not in LOOKING:
            return get_response(request)
        with looking(_STATEMENTS):
            return get_response(request)

    return respond
