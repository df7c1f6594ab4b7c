"""Pages behind the middleware, to see where a request stands and what stays of it."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import path

from vangnet.access import audit
from vangnet.access.actors import system
from vangnet.access.sessions import actor_of
from vangnet.access.verdicts import NotAllowed, refused
from vangnet.config import urls


def _standing():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT vangnet_account()::text, vangnet_organisation()::text, vangnet_role(), vangnet_is_service()"
        )
        account, organisation, role, service = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM cases_dossier")
        return {
            "account": account,
            "organisation": organisation,
            "role": role,
            "service": service,
            "dossiers": cursor.fetchone()[0],
        }


@login_not_required
def where(request):
    return JsonResponse(_standing())


def who(request):
    return JsonResponse(_standing() | {"actor": actor_of(request).role.code})


def refusing(request):
    audit.record("test.refused", by=actor_of(request), outcome=audit.Outcome.REFUSED)
    raise NotAllowed(refused("no"))


def missing(request):
    audit.record("test.missing", by=actor_of(request), outcome=audit.Outcome.NOT_FOUND)
    return HttpResponse("nothing", status=404)


def failing(request):
    audit.record("test.failed", by=system())
    return HttpResponse("accident", status=500)


def breaking(request):
    audit.record("test.broke", by=system())
    raise RuntimeError("accident")


@login_not_required
def streaming(request):
    return StreamingHttpResponse(iter(["one", "two"]))


urlpatterns = [
    path("where", where),
    path("who", who),
    path("refusing", refusing),
    path("missing", missing),
    path("failing", failing),
    path("breaking", breaking),
    path("streaming", streaming),
    *urls.urlpatterns,
]
