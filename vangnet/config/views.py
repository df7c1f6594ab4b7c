"""Answers that belong to no package: whether the system is alive, and what to say when it cannot work."""

import sys
from datetime import UTC, timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import get_template
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.defaults import server_error
from psycopg.errors import ReadOnlySqlTransaction

from vangnet.access.audit import NotLogged
from vangnet.core import clock
from vangnet.persons.vault.connections import KeyringUnavailableError
from vangnet.persons.vault.roots import RootKeyError

_GOOD_FOR = timedelta(days=180)
_PAUSES = (OperationalError, KeyringUnavailableError, RootKeyError, NotLogged)


@login_not_required
@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("alive\n", content_type="text/plain")


@login_not_required
@require_safe
def security_contact(request: HttpRequest) -> HttpResponse:
    """Where somebody tells about a weakness (RFC 9116); without a contact there is nothing to say."""
    contacts: list[str] = settings.VANGNET_SECURITY_CONTACT
    if not contacts:
        raise Http404
    expires = (clock.now() + _GOOD_FOR).astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [f"Contact: {contact}" for contact in contacts]
    lines += [f"Expires: {expires.isoformat().replace('+00:00', 'Z')}", "Preferred-Languages: nl, en"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def is_pause(fault: BaseException | None) -> bool:
    """Whether something outside the program is away: the database, the keys, or room for a line in a log."""
    return isinstance(fault, _PAUSES) or isinstance(getattr(fault, "__cause__", None), ReadOnlySqlTransaction)


def cannot_work(request: HttpRequest) -> HttpResponse:
    """What is not there for a moment is a pause: say so, so that browsers and proxies try again."""
    if is_pause(sys.exc_info()[1]):
        page = get_template(
            "503.html"
        ).render()  # without the request, since asking who somebody is needs the data
        return HttpResponse(page, status=503, headers={"Retry-After": "5"})
    return server_error(request)
