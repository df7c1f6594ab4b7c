"""Who somebody is, as people meet it on the pages: masked, opened with a reason, corrected, found; never in an address or title."""

import io
import re

import pytest
from PIL import Image

from tests.cases.browsing import address, signed_in, text
from tests.factories import actor, also_given, dossier, joined, on
from vangnet.access.roles import Reader
from vangnet.core import clock
from vangnet.persons import budgets, services
from vangnet.persons.models import IdentityVersion, VaultOpening, VaultSearch

pytestmark = pytest.mark.django_db
NAME = {"given_names": "Fenna Isolde", "family_name": "van der Proefwaarde", "birth_date": "2008-02-03"}
KIND = "identity"


@pytest.fixture
def by():
    with on():
        yield actor()


@pytest.fixture
def case(by):
    return dossier(by)


@pytest.fixture
def known(case, by):
    services.keep_identity(case.person, dossier=case.pk, category=KIND, fields=NAME, by=by)
    return case


@pytest.fixture
def client(by):
    return signed_in(by)


def head(response):
    return re.search(r"<title>.*?</title>", response.content.decode(), re.DOTALL)[0]


def test_tab_shows_that_something_is_kept_and_never_what(known, client, by):
    page = client.get(address("identity", known))
    assert "Version 1" in text(page)
    assert "Open: names, birth date and documents" in text(page)
    assert "Nothing is kept yet." in text(page)
    assert "Fenna" not in page.content.decode()
    assert not VaultOpening.objects.exists()


def test_opening_asks_why_and_shows_everything_then(known, client, by):
    asked = client.get(address("identity_open", known, KIND))
    assert "Why do you open this?" in text(asked)
    assert "Fenna" not in asked.content.decode()
    opened = client.post(address("identity_open", known, KIND), {"why": "contact"})
    assert "Fenna Isolde" in text(opened)
    assert "3 February 2008" in text(opened)
    assert "Fenna" not in head(opened)
    assert "no-store" in opened.headers["Cache-Control"]
    shown = text(client.get(address("identity", known)))
    assert f"{by.account}" in shown
    assert "To speak with or reach the person" in shown


@pytest.mark.parametrize("sent", [{}, {"why": ""}, {"why": "curious"}])
def test_opening_without_a_reason_shows_nothing(known, client, sent):
    page = client.post(address("identity_open", known, KIND), sent)
    assert page.status_code == 200
    assert "Fenna" not in page.content.decode()
    assert not VaultOpening.objects.exists()


def test_looking_at_a_page_never_opens_the_vault(known, client):
    for name, also in (
        ("identity_open", [KIND]),
        ("identity_change", [KIND]),
        ("photo_open", []),
        ("identity", []),
    ):
        page = client.get(address(name, known, *also), {"why": "contact"})
        assert "Fenna" not in page.content.decode()
    assert not VaultOpening.objects.exists()


def test_first_time_is_filled_in_at_once_and_what_is_wrong_stays_on_the_page(case, client):
    there = address("identity_change", case, KIND)
    assert "Given names" in text(client.get(there))
    wrong = client.post(there, {"seen": "0", "given_names": "Fenna", "birth_date": "31-2-2008"})
    assert "This date does not exist." in text(wrong)
    assert 'value="Fenna"' in wrong.content.decode()
    assert not IdentityVersion.objects.exists()
    kept = client.post(there, {"seen": "0", "given_names": "Fenna", "birth_date": "3-2-2008"})
    assert kept.headers["Location"] == address("identity", case)
    assert IdentityVersion.objects.get().number == 1


def test_correction_opens_first_with_a_reason_and_makes_a_next_version(known, client):
    there = address("identity_change", known, KIND)
    assert "Why do you open this?" in text(client.get(there))
    filled = client.post(there, {"why": "check"}).content.decode()
    assert 'value="Fenna Isolde"' in filled
    assert re.search(r'name="seen"[^>]*value="1"|value="1"[^>]*name="seen"', filled)
    assert VaultOpening.objects.get().why == "check"
    client.post(there, {"seen": "1", "given_names": "Ilse"})
    assert IdentityVersion.objects.order_by("-number").first().number == 2


def test_correction_of_what_somebody_else_changed_keeps_what_was_typed(known, client, by):
    services.keep_identity(known.person, dossier=known.pk, category=KIND, fields=NAME, by=by)
    page = client.post(address("identity_change", known, KIND), {"seen": "1", "given_names": "Ilse"})
    assert "Somebody else changed this" in text(page)
    assert 'value="Ilse"' in page.content.decode()


def test_destroyed_identity_is_said_to_be_destroyed(known, client, by):
    services.forget(known.pk, categories=[KIND], reason="term", by=by)
    assert "This was destroyed" in text(client.get(address("identity", known)))
    page = client.post(address("identity_open", known, KIND), {"why": "contact"})
    assert "Nothing is kept here any more." in text(page)


def picture():
    made = io.BytesIO()
    Image.new("RGB", (40, 30), (200, 30, 30)).save(made, "JPEG")
    return io.BytesIO(made.getvalue())


def test_photo_is_kept_and_opened_with_a_reason(case, client):
    sent = picture()
    sent.name = "photo.jpg"
    assert client.post(address("photo_new", case), {"photo": sent}).status_code == 302
    assert "Open the photo" in text(client.get(address("identity", case)))
    assert "Why do you open this?" in text(client.get(address("photo_open", case)))
    shown = client.post(address("photo_open", case), {"why": "check"})
    assert shown.headers["Content-Type"] in ("image/jpeg", "image/png")
    assert Image.open(io.BytesIO(shown.content)).size == (40, 30)
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    assert shown.headers["Cache-Control"] == "no-store"
    assert VaultOpening.objects.get().part == "photo"


def test_file_that_is_no_photo_is_refused(case, client):
    sent = io.BytesIO(b"<svg onload=alert(1)>")
    sent.name = "photo.jpg"
    page = client.post(address("photo_new", case), {"photo": sent})
    assert page.status_code == 200
    assert "Choose one of" in text(page) or "damaged" in text(page)
    assert "Choose a photo." in text(client.post(address("photo_new", case)))
    assert not IdentityVersion.objects.exists()
    assert "Nothing is kept here any more." in text(
        client.post(address("photo_open", case), {"why": "check"})
    )


def test_stranger_sees_no_tab_and_no_page(known):
    stranger = signed_in(actor("municipality"))
    for name, also in (
        ("identity", []),
        ("identity_open", [KIND]),
        ("identity_change", [KIND]),
        ("photo_open", []),
        ("photo_new", []),
    ):
        for page in (stranger.get, stranger.post):
            assert page(address(name, known, *also)).status_code == 404


def test_reader_of_the_organisation_sees_why_not(known, by):
    reader = signed_in(actor(role=Reader, of=by.organisation))
    page = reader.get(address("identity", known))
    assert "Your role (Reader) does not include this" in text(page)
    for name in ("identity_open", "identity_change"):
        assert reader.post(address(name, known, KIND), {"why": "contact"}).status_code == 403
    assert reader.get(address("find")).status_code == 403


def test_kind_that_the_vault_does_not_hold_is_not_found(known, client):
    assert client.get(address("identity_open", known, "health")).status_code == 404
    assert client.get(address("identity_change", known, "photo")).status_code == 404


def test_person_is_found_by_name_with_post_only(known, client):
    found = client.post(address("find"), {"name": "van der Proefwaarde", "birth_year": "2008"})
    assert known.person.pseudonym in text(found)
    assert "Proefwaarde" not in head(found)
    looked = client.get(address("find"), {"name": "van der Proefwaarde", "birth_year": "2008"})
    assert known.person.pseudonym not in text(looked)
    assert VaultSearch.objects.count() == 1
    nobody = client.post(address("find"), {"number": "XX1"})
    assert "Nothing found" in text(nobody)


def test_search_that_is_too_vague_says_what_to_add(known, client):
    page = client.post(address("find"), {"name": "Proefwaarde", "telephone": "12"})
    assert "a family name with the birth year" in text(page)
    assert "This cannot be a telephone number" in text(page)
    assert 'value="Proefwaarde"' in page.content.decode()


def test_dossier_one_may_no_longer_open_is_not_found(known, by):
    other = also_given(known, joined(known, by), "identity", by=by)
    services.open_identity(known.person, dossier=known.pk, category=KIND, why="help", by=other)
    asked = {"name": "van der Proefwaarde", "birth_year": "2008"}
    theirs = signed_in(other)
    assert known.person.pseudonym in text(theirs.post(address("find"), asked))
    theirs.post(address("leave", known), {"reason": "Klaar"})
    assert known.person.pseudonym not in text(theirs.post(address("find"), asked))


def test_budget_sends_to_a_fresh_proof_and_then_stops(known, client, by, monkeypatch):
    others = [dossier(by) for _ in range(2)]
    for one in others:
        services.keep_identity(one.person, dossier=one.pk, category=KIND, fields=NAME, by=by)
    budget = budgets.Budget(clock.today(), "test", 1, 2, 1)
    monkeypatch.setattr(budgets, "current", lambda: budget)
    proved = []
    monkeypatch.setattr("vangnet.cases.views.identity.recently_proved", lambda request: bool(proved))
    client.post(address("identity_open", known, KIND), {"why": "help"})
    sent_away = client.post(address("identity_open", others[0], KIND), {"why": "help"})
    assert sent_away.status_code == 302
    assert "Fenna" not in sent_away.content.decode()
    proved.append(1)
    assert "Fenna" in text(client.post(address("identity_open", others[0], KIND), {"why": "help"}))
    stopped = client.post(address("identity_open", others[1], KIND), {"why": "help"})
    assert "It stops here until the hour is over" in text(stopped)
    assert "Fenna" not in stopped.content.decode()
    client.post(address("find"), {"number": "1"})
    assert "You searched 1 times" in text(client.post(address("find"), {"number": "2"}))
