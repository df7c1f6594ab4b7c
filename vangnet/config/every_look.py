"""No page behind sign-in is shown without a line in the audit trail: what a page did not write down itself is written here."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from vangnet.access import audit, tracing
from vangnet.access.actors import Actor
from vangnet.access.models import Account
from vangnet.access.roles import Permission, System
from vangnet.access.sessions import NoMembership, actor_of

Responder = Callable[[HttpRequest], HttpResponseBase]

# What somebody does by looking at a page, in the words of the audit trail; other pages are "page.read" with their name.
ACTS = {
    "cases:index": "dossiers.list",
    "portal:people": "people.list",
    "portal:organisations": "organisation.list",
    "access:account": "account.read",
}
START = {
    Permission.READ_DOSSIERS: "worklist.read",
    Permission.READ_STATISTICS: "figures.read",
    Permission.MANAGE_ACCOUNTS: "people.overview",
    Permission.READ_AUDIT: "trail.read",
}
SEARCHES = {"cases:index": ("pseudonym", "dossiers.search")}
# Open pages that show work to who is signed in.
WITH_WORK = {"portal:start"}
OUTCOMES = {404: audit.Outcome.NOT_FOUND, 403: audit.Outcome.REFUSED}


def every_look_leaves_a_line(get_response: Responder) -> Responder:
    """Middleware: an answer of our own pages to who is signed in has its line, or it is not sent."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        before = len(tracing.current().acts)
        response = get_response(request)
        if _needs_line(request, response) and len(tracing.current().acts) == before:
            _record(request, response)
        return response

    return respond


def note_sign_in(user: object) -> None:
    """Write down that somebody came in."""
    if isinstance(user, Account):
        audit.record("sign_in.done", by=_entering(user))


def _needs_line(request: HttpRequest, response: HttpResponseBase) -> bool:
    match, user = request.resolver_match, getattr(request, "user", None)
    if match is None or user is None or not user.is_authenticated or response.status_code >= 500:
        return False
    if not match.func.__module__.startswith("vangnet."):
        return False
    return match.view_name in WITH_WORK or getattr(match.func, "login_required", True)


def _record(request: HttpRequest, response: HttpResponseBase) -> None:
    name = request.resolver_match.view_name if request.resolver_match else ""
    field, searching = SEARCHES.get(name, ("", ""))
    term = request.GET.get(field, "").strip() if field else ""
    by = _actor(request)
    act = searching if term else _act(name, by)
    objects = [audit.blind(term)] if term else [name] if act == "page.read" else []
    outcome = OUTCOMES.get(response.status_code, audit.Outcome.DONE)
    audit.record(act, by=by, objects=objects, outcome=outcome)


def _act(name: str, by: Actor) -> str:
    if name in WITH_WORK:
        return next((act for permission, act in START.items() if by.may(permission)), "page.read")
    return ACTS.get(name, "page.read")


def _actor(request: HttpRequest) -> Actor:
    try:
        return actor_of(request)
    except NoMembership:
        return _entering(request.user)


def _entering(user: object) -> Actor:
    """Somebody of whom is only known who they are, not for whom they work."""
    return Actor(role=System, purpose=System.purpose, account=user if isinstance(user, Account) else None)
