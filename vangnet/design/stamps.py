"""A mark in every form that says for whom it was shown, so that nobody sends it as somebody else by accident."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

FIELD = "shown_for"

_marked: ContextVar[Callable[[], str] | None] = ContextVar("shown_for", default=None)


@contextmanager
def stamped(mark: Callable[[], str]) -> Iterator[None]:
    """While this lasts every form that is drawn carries the mark; it is asked for only when there is a form."""
    token = _marked.set(mark)
    try:
        yield
    finally:
        _marked.reset(token)


def current() -> str:
    """The mark for a form that is drawn now; empty when nobody in particular looks."""
    mark = _marked.get()
    return mark() if mark else ""
