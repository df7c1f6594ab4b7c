"""Who comes in: every page here is for somebody of an organisation, and a signal opens only for those who have to do with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from vangnet.access.sessions import actor_of

View = Callable[..., HttpResponse]


def for_actor(view: View) -> View:
    """Give a view the actor. What a rule refuses is turned into pages for the whole site elsewhere (access)."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def opened(request: HttpRequest, **address: Any) -> HttpResponse:
        return view(request, actor_of(request), **address)

    return opened


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent with a form; also when that is nothing at all."""
    return request.POST if request.method == "POST" else None
