"""A probe behind every page, and pages that write, to see whether looking is held to its word."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpResponse
from django.urls import path

from vangnet.access import audit
from vangnet.access.actors import system
from vangnet.access.models import Organisation
from vangnet.access.wall.context import as_service
from vangnet.core.looking import WroteWhileLookingError, writing_for

WRITE = "UPDATE access_organisation SET name = name WHERE false"


def probe(get_response):
    """Answers instead of every page: whether that page could have written."""

    def respond(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        try:
            with connection.cursor() as cursor:
                cursor.execute(WRITE)
        except WroteWhileLookingError:
            return HttpResponse("guarded", headers={"Guarded": "yes"})
        return HttpResponse("open", headers={"Guarded": "no"})

    respond.process_view = process_view
    return respond


def _add():
    with as_service("what is tested is whether a look writes, not who may"):
        Organisation.objects.create(code="new", party="police", name="New")
    return HttpResponse("written")


@login_not_required
def write(request):
    return _add()


@login_not_required
def hold(request):
    return HttpResponse(str(len(Organisation.objects.select_for_update())))


@login_not_required
def write_with_reason(request):
    with writing_for("the test of the marker"):
        return _add()


@login_not_required
def trace(request):
    audit.record("test.look", by=system())
    request.session["seen"] = "yes"
    return HttpResponse("looked")


urlpatterns = [
    path("write", write),
    path("hold", hold),
    path("write-with-reason", write_with_reason),
    path("trace", trace),
]
