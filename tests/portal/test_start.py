import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import account, actor, dossier, joined, on
from vangnet.access.models import AuditEntry
from vangnet.access.roles import Administrator, PrivacyOfficer, Purpose, Rapporteur, Reader
from vangnet.portal import presenters, queries
from vangnet.protocol import catalogue

OPEN_PAGES = ["/", "/about/", "/privacy/", "/accessibility/"]

pytestmark = pytest.mark.usefixtures("_route")


def text(response):
    return response.content.decode()


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("address", OPEN_PAGES)
def test_open_page_needs_no_sign_in_and_leads_to_the_others(address, prefix):
    page = Client().get(prefix + address)
    assert page.status_code == 200
    for other in ("/about/", "/privacy/", "/accessibility/"):
        assert f'href="{prefix}{other}"' in text(page)
    assert text(page).count("<h1") == 1


@pytest.mark.parametrize("address", ["/", "/en/"])
def test_start_page_says_first_whom_to_call_in_danger(address):
    page = text(Client().get(address))
    assert 'href="tel:112"' in page
    assert "noindex" not in page
    assert "/account/login/" in page


def test_open_pages_do_not_touch_the_database():
    for address in OPEN_PAGES:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            Client().get(address)
        assert len(asked) == 0


@pytest.mark.parametrize("address", ["/people/", "/organisations/", "/offers/abc/", "/people/new/"])
def test_other_pages_ask_to_sign_in(address):
    answer = Client().get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/?next=")


def test_account_without_organisation_is_told_what_to_do(browse):
    who = type("Somebody", (), {"account": account()})
    page = browse(who).get("/en/")
    assert page.status_code == 403
    assert "Ask the administrator to add you" in text(page)


def test_rapporteur_sees_counts_and_nothing_smaller_than_five(browse):
    police, rapporteur = actor("police"), actor("national_rapporteur", role=Rapporteur)
    pseudonyms = []
    for number in range(5):
        one = dossier(police, step="found")
        pseudonyms.append(one.person.pseudonym)
        if number < 4:
            joined(one, police, "guardian")
    with on(days=3):
        page = text(browse(rapporteur).get("/en/"))
    cells = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert "fewer than 5" in cells
    assert re.search(r"\b5\b", cells.split("How to read this")[0].replace("fewer than 5", ""))
    assert not [name for name in pseudonyms if name in page]


def test_rapporteur_reaches_no_worklist_and_no_people(browse):
    client = browse(actor("national_rapporteur", role=Rapporteur))
    assert client.get("/people/").status_code == 403
    assert client.get("/organisations/").status_code == 403


def test_administrator_sees_the_agreements_in_force_and_no_dossier(browse, police):
    one = dossier(police, step="found")
    page = text(browse(actor("registrar", role=Administrator)).get("/en/"))
    assert "Agreements in force" in page
    assert re.search(r"<code[^>]*>[0-9a-f]{64}</code>", page)
    assert one.person.pseudonym not in page


def test_only_versions_that_hold_today_count_as_in_force(browse):
    (route,) = catalogue.current().corpus.agreements
    old = replace(route, valid_from=date(2010, 1, 1), title={"en": "Old"})
    ended = replace(route, name="pilot", valid_until=date(2024, 12, 31))
    coming = replace(route, name="coming", valid_from=date(2030, 1, 1))
    (found,) = presenters.in_force([old, route, ended, coming], date(2025, 3, 3))
    assert (found.title, found.valid_from) == ("Route for tests", date(2020, 1, 1))


def test_privacy_officer_sees_who_did_what_in_the_own_organisation(browse, police):
    dossier(police, step="found")
    officer = actor(role=PrivacyOfficer, of=police.organisation)
    page = text(browse(officer).get("/en/"))
    assert "Opened a new dossier" in page
    assert "Recorded a step" not in page
    assert str(police.account) in page
    other = text(browse(actor("shelter", role=PrivacyOfficer)).get("/en/"))
    assert "Opened a new dossier" not in other


def test_every_act_that_leaves_a_line_has_words():
    calls = re.compile(r"audit\.(?:act|record)\(\s*\"([a-z_.]+)\"")
    package = Path(presenters.__file__).parents[1]
    written = {act for file in package.glob("*/**/*.py") for act in calls.findall(file.read_text())}
    assert written - set(presenters.ACTS) == set()
    assert set(presenters.PURPOSES) == set(Purpose)


def test_reader_cannot_look_after_people(browse):
    refused = browse(actor("police", role=Reader)).get("/en/people/")
    assert refused.status_code == 403
    assert "Your role (Reader)" in text(refused)
    assert AuditEntry.objects.filter(act="account.open", outcome="done").exists()


def test_counts_are_dossiers_and_only_for_who_reads_figures(police):
    rapporteur = actor("national_rapporteur", role=Rapporteur)
    for _ in range(6):
        one = dossier(police, {"age": "unknown"}, step="found")
        joined(one, police, "guardian")
    counts = {one.party: one for one in queries.duties_by_party(rapporteur)}
    assert (counts["police"].open, counts["police"].overdue, counts["police"].undetermined) == (6, None, None)
    assert (counts["guardian"].open, counts["guardian"].undetermined) == (None, 6)
    with on(days=2):
        counts = {one.party: one for one in queries.duties_by_party(rapporteur)}
    assert (counts["police"].open, counts["police"].overdue) == (None, 6)
    assert queries.duties_by_party(police) == []
