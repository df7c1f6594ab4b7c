"""Coming in through the sign-on of an organisation: only known people, only strongly, only freshly."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.test import Client

from tests.access.people.provider import Provider
from tests.factories import actor
from vangnet.access import services
from vangnet.access.models import AuditEntry
from vangnet.access.sign_on.claims import Demand, Fault, fault_in
from vangnet.config import sign_on

pytestmark = pytest.mark.django_db
OUT = "/en/account/sign-on/politie/"


@pytest.fixture(scope="module")
def running():
    found = Provider()
    yield found
    found.close()


@pytest.fixture
def provider(running, settings):
    running.sign_with = running.key
    settings.VANGNET_SIGN_ON = {"politie": running.settings()}
    return running


@pytest.fixture
def officer(provider, administrator):
    who = actor("police")
    services.link_identity(who.account, issuer=provider.issuer, subject="person-1", by=administrator)
    return who


def text(response):
    return response.content.decode()


def come_in(client, provider, out=OUT, **changes):
    away = client.get(out)["Location"]
    assert away.startswith(f"{provider.issuer}/authorize?")
    return client.get(provider.answer(away, **changes))


def is_in(client):
    return client.get("/en/account/").status_code == 200


def test_sign_in_page_names_the_organisation(client, provider):
    page = text(client.get("/en/account/login/"))
    assert "Sign in through Politie (oefening)" in page
    assert f'href="{OUT}"' in page


def test_known_person_comes_in_without_password_and_without_second_step_here(client, provider, officer):
    assert come_in(client, provider)["Location"] == "/en/"
    assert officer.account.display_name in text(client.get("/en/account/"))


def test_way_out_asks_state_nonce_challenge_and_nothing_about_mail(client, provider):
    asked = parse_qs(urlsplit(client.get(OUT)["Location"]).query)
    assert {"state", "nonce", "code_challenge", "max_age"} <= set(asked)
    assert asked["scope"] == ["openid"]
    assert asked["code_challenge_method"] == ["S256"]


def test_way_out_cannot_be_changed_from_outside(client, provider):
    asked = parse_qs(urlsplit(client.get(OUT + "?scope=email&auth_params=prompt%3Dnone")["Location"]).query)
    assert asked["scope"] == ["openid"]
    assert "prompt" not in asked


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sub": "person-2", "email": "user-1@politie.example"}, "do not know you"),
        ({"amr": ["pwd"]}, "one step only"),
        ({"amr": None}, "one step only"),
        ({"amr": "hwk"}, "one step only"),
        ({"nonce": "another"}, "does not belong to the question"),
        ({"nonce": None}, "does not belong to the question"),
        ({"auth_time": None}, "just now"),
        ({"auth_time": 1_700_000_000}, "just now"),
        ({"aud": "somebody else"}, "was broken"),
        ({"iss": "http://127.0.0.1:1"}, "was broken"),
        ({"exp": 1_700_000_000}, "was broken"),
    ],
)
def test_anything_less_is_refused_with_words(client, provider, officer, changes, words):
    page = come_in(client, provider, **changes)
    assert words in text(page)
    assert not is_in(client)


def test_strong_class_of_the_organisation_is_enough(client, provider, officer):
    come_in(client, provider, acr="high", amr=None)
    assert is_in(client)


def test_token_with_another_signature_is_refused(client, provider, officer):
    provider.sign_with = provider.other_key
    assert "was broken" in text(come_in(client, provider))
    assert not is_in(client)


def test_answer_to_another_browser_does_not_work(client, provider, officer):
    back = provider.answer(client.get(OUT)["Location"])
    other = Client()
    first = other.get(back)
    assert "One moment" in text(first)
    assert "was broken" in text(other.get(back + "&_redir="))
    assert not is_in(other)


def test_answer_works_once(client, provider, officer):
    back = provider.answer(client.get(OUT)["Location"])
    assert client.get(back)["Location"] == "/en/"
    client.logout()
    assert "was broken" in text(client.get(back + "&_redir="))
    assert not is_in(client)


def test_unknown_person_leaves_a_line_without_a_name(client, provider):
    come_in(client, provider, sub="secret-name")
    line = AuditEntry.objects.get(act="session.unknown")
    assert line.outcome == "refused"
    assert "secret-name" not in str(line.__dict__)


def test_leaver_does_not_come_in_any_more(client, provider, officer, administrator):
    identity = officer.account.identities.get()
    services.unlink_identity(identity, by=administrator)
    assert come_in(client, provider).status_code == 403
    services.link_identity(officer.account, issuer=provider.issuer, subject="person-1", by=administrator)
    services.close_account(officer.account, by=administrator)
    assert come_in(client, provider).status_code == 403


def test_subject_belongs_to_one_account(officer, administrator, provider):
    with pytest.raises(ValidationError):
        services.link_identity(
            actor("police").account, issuer=provider.issuer, subject="person-1", by=administrator
        )


def test_sign_on_that_is_not_there_does_not_exist(client, provider):
    assert client.get("/en/account/sign-on/elsewhere/").status_code == 404
    assert client.get("/en/account/sign-on/elsewhere/back/?code=1&state=2").status_code == 404


def test_somebody_else_coming_back_during_a_session_is_refused(client, provider, officer, administrator):
    other = actor("police")
    services.link_identity(other.account, issuer=provider.issuer, subject="person-2", by=administrator)
    come_in(client, provider)
    assert "does not belong" in text(come_in(client, provider, out=OUT + "?again=1", sub="person-2"))
    assert officer.account.display_name in text(client.get("/en/account/"))


def test_next_page_is_never_elsewhere(client, provider, officer):
    assert come_in(client, provider, out=OUT + "?next=https://elsewhere.example/")["Location"] == "/en/"
    assert come_in(Client(), provider, out=OUT + "?next=/en/account/")["Location"] == "/en/account/"


DEMAND = Demand("n", frozenset({"high"}), frozenset({"hwk"}), 600)
GOOD = {"nonce": "n", "sub": "s", "amr": ["hwk"], "auth_time": 1000}


def test_claims_that_will_do_have_no_fault():
    assert fault_in(GOOD, DEMAND, now=1100.0) is None


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"sub": ""}, Fault.NO_SUBJECT),
        ({"sub": 7}, Fault.NO_SUBJECT),
        ({"auth_time": True}, Fault.NO_MOMENT),
        ({"auth_time": "1000"}, Fault.NO_MOMENT),
        ({"auth_time": 5000}, Fault.TOO_LONG_AGO),
        ({"auth_time": 100}, Fault.TOO_LONG_AGO),
        ({"amr": 5}, Fault.NOT_STRONG),
    ],
)
def test_each_fault_has_its_own_name(changes, fault):
    assert fault_in({**GOOD, **changes}, DEMAND, now=1100.0) is fault


def test_question_without_a_word_accepts_no_answer():
    empty = Demand("", frozenset(), frozenset({"hwk"}), 600)
    assert fault_in({**GOOD, "nonce": ""}, empty, now=time.time()) is Fault.OTHER_ANSWER


FILE = """
politie:
  name: Politie
  issuer: https://sign-on.example
  client_id: vangnet
  secret_in: TEST_SIGN_ON_SECRET
"""


@pytest.fixture
def told(tmp_path, monkeypatch):
    def write(words, secret="x"):
        file = tmp_path / "sign-on.yaml"
        file.write_text(words)
        monkeypatch.setenv("VANGNET_SIGN_ON", str(file))
        monkeypatch.setenv("TEST_SIGN_ON_SECRET", secret)
        return sign_on.providers("production")

    return write


def test_file_of_the_installation_gives_the_sign_ons(told, monkeypatch):
    assert told(FILE)["politie"]["strong_amr"] == sign_on.STRONG_AMR
    monkeypatch.delenv("VANGNET_SIGN_ON")
    assert sign_on.providers("production") == {}


@pytest.mark.parametrize(
    ("words", "secret", "fault"),
    [
        ("[]", "x", "holds no sign-ons"),
        ("politie: {name: P}", "x", "give client_id"),
        (FILE + "  allow_everybody: true\n", "x", "nothing but"),
        (FILE.replace("politie:", "Politie Oost:"), "x", "small letters"),
        (FILE.replace("https://", "http://"), "x", "with https"),
        (FILE, "", "is empty"),
    ],
)
def test_wrong_file_stops_the_start_with_what_to_do(told, words, secret, fault):
    with pytest.raises(ImproperlyConfigured, match=fault):
        told(words, secret)
