"""Every answer behind sign-in has exactly one line about the look, and without a line there is no answer."""

import re

import pytest
from django.db import DatabaseError
from django.urls import get_resolver

from tests.architecture.test_pages import pages
from tests.factories import actor, dossier, on, step
from vangnet.access.models import AuditEntry
from vangnet.access.roles import Administrator, PrivacyOfficer, Rapporteur
from vangnet.core import batches

pytestmark = pytest.mark.django_db
READS = {"dossier.read", "page.read", "dossiers.list", "dossiers.search", "signal.read"}


@pytest.fixture(autouse=True)
def _signing_in_is_strong_enough(settings):
    settings.VANGNET_STRONG_BACKENDS = tuple(settings.AUTHENTICATION_BACKENDS)


@pytest.fixture
def case():
    with on():
        police = actor()
        opened = dossier(police)
        step(opened, "indication", police)
    return police, opened


@pytest.fixture
def visitor(client, case):
    client.force_login(case[0].account)
    return client


def looks(since):
    lines = AuditEntry.objects.exclude(pk__in=since)
    return [line for line in lines if line.act in READS]


def in_dossiers():
    """Every address under dossiers/, with something filled in for what is not the dossier."""
    fill = {"step": "indication", "sequence": "2", "organisation": "x", "track": "protection", "other": "x"}
    for address, _ in pages(get_resolver()):
        if "dossiers/" in address and "<" in address:
            yield re.sub(r"<(?:\w+:)?(\w+)>", lambda hole: fill.get(hole[1], hole[0]), address)


ADDRESSES = sorted(set(in_dossiers()))


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_look_into_a_dossier_leaves_exactly_one_line(visitor, case, address):
    before = list(AuditEntry.objects.values_list("pk", flat=True))
    filled = "/" + re.sub(r"<slug:kind>|<[^>]*kind>", "same", address).replace(
        "<slug:address>", case[1].address
    )
    filled = re.sub(r"<int:[^>]*>", "1", filled)
    filled = re.sub(r"<[^>]*>", "01990000-0000-7000-8000-000000000000", filled)
    answer = visitor.get(filled)
    assert answer.status_code in {200, 302, 403, 404, 405}
    found = looks(before)
    assert answer.status_code == 405 or len(found) == 1, (filled, [one.act for one in found])
    assert all(one.account == case[0].account for one in found)


def test_there_are_addresses_to_look_at():
    assert len(ADDRESSES) > 15


def test_list_and_search_leave_different_lines_and_no_term(visitor):
    visitor.get("/en/dossiers/")
    assert AuditEntry.objects.filter(act="dossiers.list").count() == 1
    visitor.get("/en/dossiers/", {"pseudonym": "KAVO-4721"})
    line = AuditEntry.objects.get(act="dossiers.search")
    assert line.object_ids[0].startswith("term:")
    assert "KAVO" not in str(line.object_ids)


@pytest.mark.parametrize(
    ("role", "act"),
    [(Rapporteur, "figures.read"), (Administrator, "people.overview"), (PrivacyOfficer, "trail.read")],
)
def test_start_page_leaves_the_line_of_the_role(client, role, act):
    somebody = actor(role=role)
    client.force_login(somebody.account)
    client.get("/en/")
    assert AuditEntry.objects.filter(act=act, account=somebody.account).count() == 1


def test_refused_page_leaves_its_attempt(client):
    client.force_login(actor().account)
    assert client.get("/en/people/").status_code == 403
    assert AuditEntry.objects.get(act="people.list").outcome == "refused"


def test_open_pages_and_strangers_leave_no_line(client):
    client.get("/en/")
    client.get("/en/handbook/")
    client.get("/en/dossiers/")
    client.force_login(actor().account)
    before = AuditEntry.objects.count()
    client.get("/en/handbook/")
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("address", ["/en/", "/en/dossiers/", "/en/dossiers/{address}/"])
def test_without_a_line_nothing_is_shown(visitor, case, monkeypatch, address):
    """The log is full: no page, and nothing of the dossier in the answer."""
    visitor.raise_request_exception = False

    def full(_line):
        raise DatabaseError("disk full")

    monkeypatch.setattr(batches, "add", full)
    answer = visitor.get(address.format(address=case[1].address))
    assert answer.status_code == 503
    assert case[1].person.pseudonym not in answer.content.decode()
