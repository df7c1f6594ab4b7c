"""Two answers that belong to no package: whether the system is alive, and what to say when it cannot work."""

import sys

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.defaults import server_error

from vangnet.persons.vault.connections import KeyringUnavailableError


@login_not_required
@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("alive\n", content_type="text/plain")


def cannot_work(request: HttpRequest) -> HttpResponse:
    """A lost database or keyring is a pause, not a fault: say so, so that browsers and proxies try again."""
    if isinstance(sys.exc_info()[1], OperationalError | KeyringUnavailableError):
        page = get_template(
            "503.html"
        ).render()  # without the request, since asking who somebody is needs the data
        return HttpResponse(page, status=503, headers={"Retry-After": "5"})
    return server_error(request)
