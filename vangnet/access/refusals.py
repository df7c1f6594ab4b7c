"""What somebody sees when a rule says no, when something is not there for them, or when they work for no organisation."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from vangnet.access.sessions import NoMembership
from vangnet.access.verdicts import NotAllowed, NotFound


class RefusalPages:
    """Middleware: the pages need not catch a refusal, and every refusal of one kind looks the same."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotFound):
            return render(request, "404.html", status=404)
        if isinstance(exception, NoMembership):
            return render(request, "access/no_membership.html", status=403)
        if isinstance(exception, NotAllowed):
            return render(request, "access/refused.html", {"verdict": exception.verdict}, status=403)
        return None
