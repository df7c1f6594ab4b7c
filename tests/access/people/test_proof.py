"""Heavy acts ask for a new proof: password, code, or once more through the organisation."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from tests.access.people.conftest import PASSWORD, code_for
from tests.access.people.provider import Provider
from tests.factories import organisation
from vangnet.access import services
from vangnet.access.actors import system
from vangnet.access.models import Invitation
from vangnet.access.proof import VOUCHED_AT, VOUCHED_THROUGH
from vangnet.access.roles import Administrator
from vangnet.access.second_step.adapter import SecondStepAdapter

pytestmark = pytest.mark.django_db
SECRET = generate_totp_secret()
HEAVY = "/en/people/new/"


@pytest.fixture
def anna():
    who = services.open_account("anna", display_name="Anna", password=PASSWORD, by=system())
    services.add_membership(who, organisation=organisation("registrar"), role=Administrator, by=system())
    TOTP.activate(who, SECRET)
    return who


@pytest.fixture
def signed_in(client, anna):
    client.post("/en/account/login/", {"login": "anna", "password": PASSWORD})
    client.post("/en/account/second-step/authenticate/", {"code": code_for(SECRET)})
    return client


def given(where):
    return {
        "display_name": "Kim",
        "username": "kim",
        "organisation": str(where.pk),
        "role": "reader",
        "language": "en",
    }


def text(response):
    return response.content.decode()


def test_heavy_act_goes_on_after_the_password_with_what_was_filled_in(signed_in):
    where = organisation("police")
    asked = signed_in.post(HEAVY, given(where))
    assert asked["Location"].startswith("/en/account/reauthenticate/")
    page = text(signed_in.get(asked["Location"]))
    assert "Show once more who you are" in page
    assert "with a code" in page
    assert "<title>Error:" in text(signed_in.post(asked["Location"], {"password": "wrong", "next": HEAVY}))
    assert not Invitation.objects.exists()
    done = signed_in.post(asked["Location"], {"password": PASSWORD, "next": HEAVY})
    assert "The link is ready" in text(done)
    assert Invitation.objects.get().username == "kim"


def test_code_is_a_proof_as_well_and_lasts_for_some_minutes(signed_in, monkeypatch):
    address = f"/en/account/second-step/reauthenticate/?next={HEAVY}"
    assert "Six digits" in text(signed_in.get(address))
    assert signed_in.post(address, {"code": code_for(SECRET, 1), "next": HEAVY})["Location"] == HEAVY
    assert signed_in.get(HEAVY).status_code == 200
    later = time.time() + 400
    monkeypatch.setattr("allauth.account.internal.flows.reauthentication.time.time", lambda: later)
    assert signed_in.get(HEAVY).status_code == 302


@pytest.fixture
def vouched(settings, anna):
    running = Provider()
    settings.VANGNET_SIGN_ON = {"politie": running.settings()}
    settings.VANGNET_STRONG_BACKENDS = ("django.contrib.auth.backends.ModelBackend",)
    client = Client()
    client.force_login(anna, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[VOUCHED_AT], session[VOUCHED_THROUGH] = int(time.time()) - 400, "politie"
    session.save()
    settings.VANGNET_STRONG_BACKENDS = ()
    services.link_identity(anna, issuer=running.issuer, subject="person-1", by=system())
    yield client, running
    running.close()


def test_who_came_through_the_organisation_proves_it_there_once_more(vouched):
    client, provider = vouched
    asked = client.get(HEAVY)
    assert asked["Location"].startswith("/en/account/sign-on/politie/?again=1")
    away = client.get(asked["Location"])["Location"]
    assert "prompt=login" in away
    assert "max_age=0" in away
    assert client.get(provider.answer(away))["Location"] == HEAVY
    assert client.get(HEAVY).status_code == 200


def test_old_proof_of_the_organisation_is_no_new_proof(vouched):
    client, provider = vouched
    away = client.get(client.get(HEAVY)["Location"])["Location"]
    page = client.get(provider.answer(away, auth_time=int(time.time()) - 400))
    assert "just now" in text(page)
    assert client.get(HEAVY).status_code == 302


def test_keys_and_spare_codes_have_their_pages(signed_in):
    signed_in.post("/en/account/reauthenticate/", {"password": PASSWORD, "next": "/en/account/"})
    assert "Add the key" in text(signed_in.get("/en/account/second-step/webauthn/add/"))
    assert "No key is set up" in text(signed_in.get("/en/account/second-step/webauthn/"))
    refused = signed_in.post("/en/account/second-step/webauthn/add/", {"name": "x", "credential": ""})
    assert "The key did not answer" in text(refused)
    address = "/en/account/second-step/recovery-codes/"
    assert "ten new spare codes" in text(signed_in.get(f"{address}generate/"))
    assert signed_in.post(f"{address}generate/")["Location"] == address
    assert signed_in.get(f"{address}download/").headers["Content-Type"].startswith("text/plain")


def test_key_gets_another_name_and_is_taken_away(signed_in, anna):
    signed_in.post("/en/account/reauthenticate/", {"password": PASSWORD, "next": "/en/account/"})
    key = Authenticator.objects.create(user=anna, type="webauthn", data={"name": "Old", "credential": {}})
    address = f"/en/account/second-step/webauthn/keys/{key.pk}/"
    assert 'value="Old"' in text(signed_in.get(f"{address}edit/"))
    signed_in.post(f"{address}edit/", {"name": "Blue"})
    assert "Blue" in text(signed_in.get("/en/account/second-step/webauthn/"))
    assert "no longer sign in" in text(signed_in.get(f"{address}remove/"))
    signed_in.post(f"{address}remove/")
    assert not Authenticator.objects.filter(pk=key.pk).exists()


def test_secret_is_read_with_an_older_key_of_the_installation_but_not_with_another(settings):
    closed = SecondStepAdapter().encrypt("seed")
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "x" * 60
    assert SecondStepAdapter().decrypt(closed) == "seed"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(ValueError, match="another key"):
        SecondStepAdapter().decrypt(closed)
    assert SecondStepAdapter().send_notification_mail("x") is None
