"""Who comes in: oversight is for privacy officers, and every look at it leaves a line of its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from vangnet.access import audit, rules
from vangnet.access.roles import Permission
from vangnet.access.sessions import actor_of
from vangnet.access.verdicts import demand

View = Callable[..., HttpResponse]


def overseeing(act: str) -> Callable[[View], View]:
    """Give a view the privacy officer who looks, and write down that they looked."""

    def wrap(view: View) -> View:
        @require_http_methods(["GET", "HEAD", "POST"])
        @wraps(view)
        def opened(request: HttpRequest, **address: Any) -> HttpResponse:
            actor = actor_of(request)
            demand(rules.has_permission(actor, Permission.READ_AUDIT))
            audit.record(act, by=actor)
            return view(request, actor, **address)

        return opened

    return wrap
