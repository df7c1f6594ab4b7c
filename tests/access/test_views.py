import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from tests.factories import account, actor, organisation
from vangnet.access import services
from vangnet.access.actors import system
from vangnet.access.personas import Persona, personas
from vangnet.access.refusals import RefusalPages
from vangnet.access.roles import Caseworker, Reader
from vangnet.access.verdicts import NotAllowed, NotFound, refused

pytestmark = pytest.mark.django_db
PASSWORD = "vier losse woorden samen"


def text(response):
    return response.content.decode()


@pytest.fixture
def colleague():
    who = services.open_account("kim", display_name="Kim de Wit", password=PASSWORD, by=system())
    for role, name in ((Caseworker, "Basisteam Oost"), (Reader, "Opvang De Linde")):
        where = organisation("police", name=name)
        services.add_membership(who, organisation=where, role=role, by=system())
    return who


@pytest.fixture
def signed_in(colleague):
    client = Client()
    client.force_login(colleague, backend="django.contrib.auth.backends.ModelBackend")
    return client


def sign_in(client, password=PASSWORD, address="/en/account/login/", **also):
    return client.post(address, {"login": "kim", "password": password, **also})


@pytest.mark.parametrize(("address", "start"), [("/account/login/", "/"), ("/en/account/login/", "/en/")])
def test_signing_in_leads_to_the_start_page_in_the_same_language(colleague, address, start):
    assert sign_in(Client(), address=address)["Location"] == start


def test_signing_in_leads_to_the_page_that_was_asked_for_but_never_elsewhere(colleague):
    assert sign_in(Client(), next="/en/account/")["Location"] == "/en/account/"
    assert sign_in(Client(), next="https://elsewhere.example/")["Location"] == "/en/"


@pytest.mark.parametrize("login", ["kim", "nobody"])
def test_wrong_sign_in_says_the_same_for_every_name_and_forgets_the_password(colleague, login):
    page = Client().post("/en/account/login/", {"login": login, "password": "wrong one"})
    assert page.status_code == 200
    assert "not correct" in text(page)
    assert f'value="{login}"' in text(page)
    assert "wrong one" not in text(page)
    assert "<title>Error:" in text(page)


def test_empty_sign_in_says_what_to_fill_in():
    page = text(Client().post("/account/login/", {}))
    assert "Vul uw gebruikersnaam in." in page
    assert "Vul uw wachtwoord in." in page
    assert "<title>Fout:" in page


def test_closed_account_cannot_sign_in(colleague):
    services.close_account(colleague, by=system())
    assert sign_in(Client()).status_code in (200, 302)
    client = Client()
    sign_in(client)
    assert client.get("/en/account/")["Location"].startswith("/en/account/login/")


def test_session_ends_with_the_browser(colleague):
    answer = sign_in(Client())
    assert answer.cookies["vangnet-session"]["max-age"] == ""
    assert answer.cookies["vangnet-session"]["samesite"] == "Strict"


@pytest.mark.parametrize("address", ["signup/", "email/", "password/reset/", "password/set/"])
def test_nobody_makes_an_account_or_gets_mail(address, signed_in):
    assert signed_in.get(f"/en/account/{address}")["Location"] == "/en/account/"
    assert Client().get(f"/en/account/{address}")["Location"].startswith("/en/account/login/")
    assert address not in text(Client().get("/en/account/login/"))


def test_password_is_changed_by_who_knows_the_old_one(signed_in, colleague):
    given = {
        "oldpassword": PASSWORD,
        "password1": "heel andere woorden nu",
        "password2": "heel andere woorden nu",
    }
    page = signed_in.post("/en/account/password/change/", {**given, "oldpassword": "guess"})
    assert "<title>Error:" in text(page)
    assert "Forgot" not in text(page)
    weak = {"password1": "short", "password2": "short"}
    assert "too short" in text(signed_in.post("/en/account/password/change/", {**given, **weak}))
    assert signed_in.post("/en/account/password/change/", given)["Location"] == "/en/account/"
    colleague.refresh_from_db()
    assert colleague.check_password("heel andere woorden nu")


def test_signing_out_leads_to_the_open_page(signed_in):
    assert signed_in.post("/en/account/logout/")["Location"] == "/en/"
    assert "Sign in" in text(signed_in.get("/en/"))


def test_account_page_says_who_you_are_and_what_your_role_allows(signed_in):
    page = text(signed_in.get("/en/account/"))
    assert "Kim de Wit" in page
    assert "Basisteam Oost" in page
    assert str(Caseworker.sentence) in page


def test_account_without_password_is_offered_none_to_change():
    client = Client()
    client.force_login(actor("police").account, backend="django.contrib.auth.backends.ModelBackend")
    page = text(client.get("/en/account/"))
    assert "no password of its own" in page
    assert "password/change" not in page


def test_choosing_another_organisation_lasts_for_the_session(signed_in, colleague):
    with translation.override("en"):
        wanted = colleague.memberships.get(role="reader")
    assert signed_in.post("/en/account/", {"membership": str(wanted.pk)})["Location"] == "/en/"
    assert "Opvang De Linde" in text(signed_in.get("/en/account/")).split("<main")[0]
    again = Client()
    again.force_login(colleague, backend="django.contrib.auth.backends.ModelBackend")
    assert "Basisteam Oost" in text(again.get("/en/account/")).split("<main")[0]


def test_organisation_of_somebody_else_cannot_be_chosen(signed_in):
    other = actor("shelter").account.memberships.get()
    page = signed_in.post("/en/account/", {"membership": str(other.pk)})
    assert page.status_code == 200
    assert "is not one of the choices" in text(page)
    assert "Basisteam Oost" in text(signed_in.get("/en/account/")).split("<main")[0]


def test_account_without_organisation_can_sign_out():
    client = Client()
    client.force_login(account(), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/en/account/")
    assert page.status_code == 403
    assert "Sign out" in text(page)


def test_no_personas_are_shown_unless_the_settings_name_them(settings, monkeypatch):
    settings.VANGNET_PERSONAS = ""
    assert personas() == []
    assert "demonstration" not in text(Client().get("/en/account/login/"))
    settings.VANGNET_PERSONAS = "somewhere.listed"
    listed = [Persona("kim", "Kim", "Basisteam", "Sees <signals>.", PASSWORD)]
    monkeypatch.setattr("vangnet.access.personas.import_string", lambda name: lambda: listed)
    page = text(Client().get("/en/account/login/"))
    assert "Sign in as Kim" in page
    assert "Sees &lt;signals&gt;." in page


@pytest.fixture
def refused_page():
    def answer(problem):
        request = RequestFactory().get("/en/x/")
        with translation.override("en"):
            return RefusalPages(lambda _request: None).process_exception(request, problem)

    return answer


def test_refusal_shows_its_reason_and_source(refused_page):
    page = refused_page(NotAllowed(refused("Only the owner can do this.", source="Wet A")))
    assert page.status_code == 403
    assert "Only the owner can do this." in text(page)
    assert "Wet A" in text(page)


def test_what_may_not_be_known_looks_like_what_does_not_exist(refused_page):
    hidden, absent = refused_page(NotFound()), Client().get("/en/nowhere/")
    assert hidden.status_code == absent.status_code == 404
    heading = "<h1>This page does not exist</h1>"
    assert heading in text(hidden)
    assert heading in text(absent)


def test_other_faults_are_left_to_the_error_page(refused_page):
    assert refused_page(ValueError("x")) is None
