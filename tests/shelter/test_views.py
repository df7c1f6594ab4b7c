"""The pages of shelter addresses: ask, answer, see once; and no trace of the address anywhere else."""

import logging
import re

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.shelter.conftest import CANARY, ask
from vangnet.shelter import queries, services
from vangnet.shelter.models import AddressRequest, Location

pytestmark = pytest.mark.django_db
STREET = "Kanariepad"


def signed_in(by):
    client = Client(headers={"accept-language": "en"})
    client.force_login(by.account)
    return client


def address(name, *holes):
    return reverse(f"shelter:{name}", args=holes)


def text(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_somebody_asks_the_shelter_answers_and_the_address_is_seen_once(world):
    mine, theirs = signed_in(world.asker), signed_in(world.officer)
    sent = mine.post(
        address("ask"),
        {"pseudonym": world.case.person.pseudonym, "shelter": world.house.code, "reason": "bring"},
    )
    request = AddressRequest.objects.get()
    assert sent.headers["Location"] == address("request", request.number)
    assert "waits for an answer" in text(mine.get(sent.headers["Location"]))
    assert str(world.asker.account) in text(theirs.get(address("index")))
    there = address("answer", request.number)
    assert "Zilvermeeuw" in text(theirs.get(there))
    assert theirs.post(there, {"answer": "yes", "location": "Zilvermeeuw"}).status_code == 302
    before = mine.get(address("open", request.number))
    assert STREET not in before.content.decode()
    shown = mine.post(address("open", request.number))
    assert CANARY in text(shown)
    assert "no-store" in shown.headers["Cache-Control"]
    assert STREET not in re.search(r"<title>.*?</title>", shown.content.decode(), re.DOTALL)[0]
    assert mine.post(address("open", request.number)).status_code == 403
    assert "opened" in text(mine.get(address("request", request.number)))


def test_no_with_a_reason_is_shown_to_who_asked(world, asked):
    theirs, there = signed_in(world.officer), address("answer", asked.number)
    assert "Say why not." in text(theirs.post(there, {"answer": "no"}))
    assert "Choose the location" in text(theirs.post(there, {"answer": "yes"}))
    theirs.post(there, {"answer": "no", "refusal": "Not safe today."})
    mine = signed_in(world.asker)
    assert "Not safe today." in text(mine.get(address("request", asked.number)))
    assert mine.get(address("open", asked.number)).status_code == 403


def test_others_meet_no_request_and_no_location(world, asked):
    for who in (world.colleague, world.police, world.elsewhere):
        visitor = signed_in(who)
        for name in ("request", "answer", "open"):
            for method in (visitor.get, visitor.post):
                assert method(address(name, asked.number)).status_code == 404
        for name in ("change_address", "close_location"):
            assert visitor.post(address(name, "Zilvermeeuw")).status_code == 404
        assert "Zilvermeeuw" not in visitor.get(address("index")).content.decode()
    assert signed_in(world.asker).get(address("new_location")).status_code == 403
    assert signed_in(world.asker).get(address("answer", asked.number)).status_code == 403


def test_asking_says_what_is_wrong_and_keeps_what_was_typed(world):
    mine = signed_in(world.asker)
    given = {
        "pseudonym": "KAVO-0000",
        "shelter": world.house.code,
        "reason": "visit",
        "explanation": "At noon",
    }
    page = mine.post(address("ask"), given)
    assert "takes part in no dossier with this pseudonym" in text(page)
    assert "At noon" in page.content.decode()
    theirs = signed_in(world.police)
    page = theirs.post(address("ask"), {**given, "pseudonym": world.case.person.pseudonym})
    assert "takes part in no dossier with this pseudonym" in text(page)


def test_duty_officer_keeps_locations_without_ever_seeing_the_address(world):
    theirs = signed_in(world.officer)
    theirs.post(address("new_location"), {"code_word": "Kievit", "address": "Elderslaan 3"})
    assert Location.objects.filter(code_word="Kievit").exists()
    again = theirs.post(address("new_location"), {"code_word": "kievit", "address": "Elderslaan 4"})
    assert "uses this word already" in text(again)
    page = theirs.get(address("change_address", "Kievit"))
    assert "Elderslaan" not in page.content.decode()
    assert theirs.post(address("change_address", "Kievit"), {"address": "Nieuwlaan 5"}).status_code == 302
    assert "Nobody can open this address" in text(theirs.get(address("close_location", "Kievit")))
    theirs.post(address("close_location", "Kievit"))
    assert "Kievit" not in text(theirs.get(address("index")))


def test_address_lies_nowhere_but_on_the_one_page(world, caplog):
    caplog.set_level(logging.DEBUG)
    request = ask(world)
    services.approve_address(request, location=world.location, by=world.officer)
    services.open_address(queries.request(world.asker, request.number), by=world.asker)
    pages = [
        *(address(name) for name in ("index", "ask", "new_location")),
        *(address(name, request.number) for name in ("request", "answer", "open")),
        address("change_address", "Zilvermeeuw"),
        reverse("cases:overview", args=[world.case.address]),
        reverse("cases:timeline", args=[world.case.address]),
        reverse("cases:identity", args=[world.case.address]),
        reverse("cases:index"),
        reverse("portal:start"),
    ]
    for who in (world.asker, world.officer, world.colleague, world.police):
        visitor = signed_in(who)
        for page in pages:
            answer = visitor.get(page)
            assert STREET not in f"{answer.content.decode()} {answer.headers}", page
    assert STREET not in caplog.text
    assert _tables_with(STREET) == []


def _tables_with(word):
    """Every table that the application can read, as text."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname = 'public' AND c.relkind = 'r' AND has_table_privilege(c.oid, 'SELECT')"
        )
        found = []
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', [f"%{word}%"])
            if cursor.fetchone()[0]:
                found.append(table)
        return found
