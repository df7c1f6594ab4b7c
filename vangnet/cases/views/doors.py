"""Who comes in: every page here is for somebody of an organisation, and a dossier opens only for those who take part."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from vangnet.access.actors import Actor
from vangnet.access.sessions import actor_of
from vangnet.access.verdicts import NotAllowed
from vangnet.cases import queries
from vangnet.cases.forms.dossiers import ViewingForm
from vangnet.cases.models import Dossier
from vangnet.cases.presenters.page import DossierPage
from vangnet.cases.presenters.viewing import Viewing, viewing
from vangnet.cases.queries.visibility import looking
from vangnet.cases.services import ReasonNeeded
from vangnet.protocol.log import EntryRefused

View = Callable[..., HttpResponse]


def for_actor(view: View) -> View:
    """Give a view the actor. What a rule refuses is turned into pages for the whole site elsewhere (access)."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def opened(request: HttpRequest, **address: Any) -> HttpResponse:
        return view(request, actor_of(request), **address)

    return opened


def in_dossier(view: View) -> View:
    """Give a view the actor and the dossier of its address, when the actor may see it."""

    @for_actor
    @wraps(view)
    def opened(request: HttpRequest, actor: Actor, *, address: str, **rest: Any) -> HttpResponse:
        if request.method == "POST":
            return view(request, actor, queries.dossier(actor, address), **rest)
        with looking():
            return view(request, actor, queries.dossier(actor, address), **rest)

    return opened


def in_own_dossier(view: View) -> View:
    """The same for acts: only when the own organisation takes part; an emergency lets somebody look and nothing else."""

    @in_dossier
    @wraps(view)
    def opened(request: HttpRequest, actor: Actor, dossier: Dossier, **rest: Any) -> HttpResponse:
        queries.require_part(actor, dossier)
        return view(request, actor, dossier, **rest)

    return opened


def page_of(request: HttpRequest, actor: Actor, dossier: Dossier, tab: str = "") -> dict[str, Any]:
    """What every page of a dossier shows, from the moment that stands in its address."""
    chooser = ViewingForm({name: request.GET[name] for name in ("at", "known") if name in request.GET})
    chosen: Viewing = viewing(chooser.chosen)
    read = queries.view(actor, dossier, at=chosen.at, known=chosen.known, links=tab == "persons")
    return {"page": DossierPage(read, actor, chosen, tab), "chooser": chooser, "actor": actor}


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent with a form; also when that is nothing at all."""
    return request.POST if request.method == "POST" else None


def carried_out(form: Any, act: Callable[[], Any]) -> Any:
    """What an act gives, or nothing when it was refused; the form then says why and keeps what was filled in."""
    if not (form.is_bound and form.is_valid()):
        return None
    try:
        return act()
    except EntryRefused as refusal:
        form.show_problems(refusal.problems)
    except ReasonNeeded as refusal:
        ask = getattr(form, "ask_reason", form.show_refusal)
        ask(refusal.verdict)
    except NotAllowed as refusal:
        form.show_refusal(refusal.verdict)
    return None
