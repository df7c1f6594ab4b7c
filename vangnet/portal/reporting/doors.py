"""What every page of the form has in common: open to everybody, in the language of its address, and nothing left behind."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.shortcuts import render as draw
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from vangnet.portal.reporting import languages, memory
from vangnet.signals import public_form

_LINKED = ("start", "come-back", "words", "check", "return", "close", "leave")
Page = Callable[[HttpRequest], HttpResponse]


def page(*methods: str) -> Callable[[Page], Callable[..., HttpResponse]]:
    """A page of the form.

    It needs no token against forged forms: the cookie of a report never travels with a request from elsewhere, posts from other
    sites are refused at the gate, and a token would be one more thing to lose while somebody writes.
    """

    def wrap(view: Page) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answer(request: HttpRequest, language: str = "") -> HttpResponse:
            with languages.speaking(language):
                response = view(request)
                response.headers["Content-Language"] = languages.current()
            response.headers["Referrer-Policy"] = "no-referrer"
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
            return response

        guarded = require_http_methods([*methods, "GET", "HEAD"])(answer)
        return login_not_required(csrf_exempt(never_cache(guarded)))

    return wrap


def render(
    request: HttpRequest, template: str, name: str, *, status: int = 200, **context: object
) -> HttpResponse:
    """A page in the neutral frame of the form; `name` is the name of its address."""
    limits = public_form.current()
    frame = {
        "name": name,
        **{f"{one.replace('-', '_')}_url": languages.address(one) for one in _LINKED},
        "language_choices": languages.choices(name),
        "is_unreviewed": languages.current() in languages.FURTHER,
        "helplines": [
            (line, languages.wording(dict(line.name)), languages.wording(dict(line.says)))
            for line in limits.helplines
        ],
    }
    return draw(request, f"portal/reporting/{template}.html", {**frame, **context}, status=status)


def go_to(name: str) -> HttpResponse:
    """On to another page of the form, in the same language."""
    return redirect(languages.address(name))


def forgetting(response: HttpResponse) -> HttpResponse:
    """The same answer, after which this browser remembers nothing."""
    memory.forget(response)
    return response
