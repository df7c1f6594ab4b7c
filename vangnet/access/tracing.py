"""Which request a line in a log belongs to: a trace as W3C Trace Context knows it, with a part for each act."""

import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

_GIVEN = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}")


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a trace: the request itself, the part elsewhere that asked for it, and the acts that left a line."""

    trace: str
    span: str
    parent: str = ""
    acts: list[str] = field(default_factory=list)


_current: ContextVar[Span | None] = ContextVar("span", default=None)


def current() -> Span:
    """The part of a trace that is going on; outside a request a trace of its own."""
    return _current.get() or Span(secrets.token_hex(16), secrets.token_hex(8))


def new_part() -> str:
    """The name of a part within a trace."""
    return secrets.token_hex(8)


@contextmanager
def traced(traceparent: str = "") -> Iterator[Span]:
    """One request or command as a trace; it goes on with a trace from elsewhere when that is given and well-formed."""
    given = _GIVEN.fullmatch(traceparent)
    usable = given is not None and set(given[1]) != {"0"} and set(given[2]) != {"0"}
    span = (
        Span(given[1], secrets.token_hex(8), given[2])
        if given is not None and usable
        else Span(secrets.token_hex(16), secrets.token_hex(8))
    )
    token = _current.set(span)
    try:
        yield span
    finally:
        _current.reset(token)


def traced_request(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: every request is one trace. What a visitor says about a trace counts only from our own proxy."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        is_ours = request.META.get("REMOTE_ADDR", "") in settings.VANGNET_TRACE_PROXIES
        with traced(request.headers.get("traceparent", "") if is_ours else ""):
            return get_response(request)

    return respond
