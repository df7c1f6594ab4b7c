"""House rule: a page that is only looked at writes nothing, but for what is listed with its reason."""

import ast
import re

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import translation

from tests.architecture import looking_pages, source
from tests.architecture.test_pages import pages
from vangnet.access.models import AuditEntry, Organisation
from vangnet.config import looking
from vangnet.core.looking import WroteWhileLookingError, only_reads, writing_for

PAGES = "tests.architecture.looking_pages"
SAMPLES = {"int": "1", "uuid": "0190a6a4-0000-7000-8000-000000000000", "day": "2020-01-01"}
# The files that may write while somebody only looks, with the reason.
WRITING_FOR = {
    "vangnet/access/views/own.py": "the sign-in package marks spare codes as seen when somebody sees them",
    "vangnet/access/views/sign_on.py": "coming back from a sign-on is a look for the browser, and lets somebody in",
}


def sample(address):
    """An address with something filled in at every open place."""
    filled = re.sub(r"\(\?P<\w+>[^)]*\)", "1", address)
    filled = re.sub(r"<(?:(\w+):)?\w+>", lambda place: SAMPLES.get(place[1], "x"), filled)
    return "/" + filled.translate(str.maketrans("", "", "^$\\?"))


def addresses():
    with translation.override("nl"):
        return sorted({sample(address) for address, _ in pages()})


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_every_page_is_looked_at_under_the_guard(settings, client, method):
    settings.MIDDLEWARE = [f"{PAGES}.probe", *settings.MIDDLEWARE]
    found = addresses()
    answers = {address: getattr(client, method)(address).headers.get("Guarded") for address in found}
    assert len(found) > 40
    assert {address: answer for address, answer in answers.items() if answer != "yes"} == {}


@pytest.mark.django_db
def test_page_that_something_is_sent_to_may_write(settings, client):
    settings.MIDDLEWARE = [f"{PAGES}.probe", *settings.MIDDLEWARE]
    assert client.post("/people/new/").headers["Guarded"] == "no"


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("page", ["/write", "/hold"])
def test_page_that_writes_or_makes_others_wait_when_it_is_looked_at_fails(settings, client, method, page):
    settings.ROOT_URLCONF = PAGES
    with pytest.raises(WroteWhileLookingError, match="writing_for"), transaction.atomic():
        getattr(client, method)(page)
    assert not Organisation.objects.filter(code="new").exists()


@pytest.mark.django_db
def test_same_page_may_write_when_something_is_sent(settings, client):
    settings.ROOT_URLCONF = PAGES
    client.post("/write")
    assert Organisation.objects.filter(code="new").exists()


@pytest.mark.django_db
def test_marker_with_a_reason_lets_a_look_write(settings, client):
    settings.ROOT_URLCONF = PAGES
    client.get("/write-with-reason")
    assert Organisation.objects.filter(code="new").exists()
    with pytest.raises(WroteWhileLookingError), transaction.atomic():
        client.get("/write")


@pytest.mark.django_db
def test_look_leaves_its_line_and_keeps_its_session(settings, client):
    settings.ROOT_URLCONF = PAGES
    client.get("/trace")
    assert AuditEntry.objects.filter(act="test.look").exists()
    assert Session.objects.get().get_decoded() == {"seen": "yes"}


def test_marker_needs_a_reason():
    with pytest.raises(ValueError, match="reason"), writing_for(" "):
        raise AssertionError("got in without a reason")


def test_every_exception_is_a_table_and_has_its_reason():
    tables = {model._meta.db_table for model in apps.get_models()}
    for table, (statements, why) in looking.EXCEPTIONS.items():
        assert table in tables
        assert statements <= {"INSERT", "UPDATE", "DELETE"}
        assert why.endswith(".")


def test_only_listed_files_write_while_somebody_looks():
    found = {
        source.name(file)
        for file in source.files("vangnet")
        for node in ast.walk(source.tree(file))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "writing_for"
    }
    assert found == set(WRITING_FOR)


@pytest.mark.parametrize(
    ("statement", "reads"),
    [
        ("SELECT 1", True),
        ("  select 1", True),
        ('SAVEPOINT "s1"', True),
        ('RELEASE SAVEPOINT "s1"', True),
        ('ROLLBACK TO SAVEPOINT "s1"', True),
        ("SELECT 1 FOR UPDATE", False),
        ("SELECT 1 FOR NO KEY UPDATE OF x", False),
        ("SELECTED", False),
        ("WITH gone AS (DELETE FROM x RETURNING *) SELECT * FROM gone", False),
        ("EXPLAIN ANALYZE DELETE FROM x", False),
        ("TRUNCATE x", False),
        ("", False),
    ],
)
def test_statements_that_only_read_are_told_from_others(statement, reads):
    assert only_reads(statement) is reads


def test_probe_would_write():
    assert not only_reads(looking_pages.WRITE)
