"""Coming in: the open pages, signing in and out, and working for another organisation."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from playwright.sync_api import expect

from tests.factories import actor, organisation
from vangnet.access import services
from vangnet.access.actors import system
from vangnet.access.personas import Persona
from vangnet.access.roles import Caseworker, Reader

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "vier losse woorden samen"
APP = generate_totp_secret()
OPEN_PAGES = ["/", "/en/", "/about/", "/privacy/", "/accessibility/", "/account/login/"]


@pytest.fixture
def colleague():
    cache.clear()  # codes of other journeys count as used
    who = services.open_account("kim", display_name="Kim de Wit", password=PASSWORD, by=system())
    TOTP.activate(who, APP)
    for role, name in ((Caseworker, "Basisteam Oost"), (Reader, "Opvang De Linde")):
        where = organisation("police" if role is Caseworker else "shelter", name=name)
        services.add_membership(who, organisation=where, role=role, by=system())
    return who


def sign_in(page, password=PASSWORD):
    page.get_by_label("User name").fill("kim")
    page.get_by_label("Password").fill(password)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in", exact=True).click()
    if "second-step/authenticate" in page.url:
        page.get_by_label("Code").fill(format_hotp_value(hotp_value(APP, int(time.time()) // 30)))
        with page.expect_navigation():
            page.get_by_role("button", name="Sign in", exact=True).click()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
@pytest.mark.parametrize("address", OPEN_PAGES)
def test_open_page_can_be_read_by_everybody(visit, accessible, picture, address, width, scheme):
    page = visit(path=address, viewport={"width": width, "height": 900}, color_scheme=scheme)
    accessible(page)
    name = address.strip("/").replace("/", "-") or "start"
    picture(page, f"open-{name}-{width}")


@pytest.mark.parametrize("javascript", [True, False])
def test_signing_in_and_out(visit, colleague, javascript):
    page = visit(path="/en/", java_script_enabled=javascript)
    page.get_by_role("link", name="Sign in", exact=True).first.click()
    sign_in(page)
    assert page.url.endswith("/en/")
    assert page.get_by_text("Kim de Wit").is_visible()
    page.get_by_role("button", name="Sign out").click()
    assert page.get_by_role("link", name="Sign in", exact=True).first.is_visible()
    page.goto("/en/account/")
    assert "/account/login/" in page.url


def test_wrong_password_says_what_to_do_and_keeps_the_name(visit, accessible, picture, colleague):
    page = visit(path="/en/account/login/", viewport={"width": 1280, "height": 900})
    sign_in(page, "wrong")
    expect(page).to_have_title(re.compile("^Error:"))
    assert page.get_by_label("User name").input_value() == "kim"
    assert page.get_by_label("Password").input_value() == ""
    accessible(page)
    picture(page, "sign-in-wrong-1280")


def test_somebody_with_two_organisations_chooses(visit, accessible, picture, colleague):
    page = visit(path="/en/account/login/", viewport={"width": 1280, "height": 900})
    sign_in(page)
    page.get_by_role("link", name="My account").click()
    accessible(page)
    picture(page, "account-1280")
    page.get_by_label("Opvang De Linde: Reader").check()
    page.get_by_role("button", name="Choose").click()
    assert page.get_by_text("You now work for Opvang De Linde.").is_visible()


@pytest.mark.parametrize("width", [1280, 320])
def test_password_page_can_be_read_by_everybody(visit, accessible, picture, colleague, width):
    page = visit(path="/en/account/login/", viewport={"width": width, "height": 900})
    sign_in(page)
    page.goto("/en/account/password/change/")
    accessible(page)
    picture(page, f"password-{width}")
    page.get_by_role("button", name="Change my password").click()
    expect(page).to_have_title(re.compile("^Error:"))
    accessible(page)


def listed_personas():
    return [
        Persona("kim", "Kim de Wit", "Basisteam Oost", "Sees signals in the street.", PASSWORD),
        Persona("sam", "Sam Bos", "Opvang De Linde", "Looks for a safe bed.", PASSWORD),
    ]


@pytest.mark.parametrize("width", [1280, 320])
def test_visitor_of_the_demonstration_looks_around_as_somebody(
    visit, accessible, picture, colleague, settings, monkeypatch, width
):
    settings.VANGNET_PERSONAS = "somewhere.else"
    settings.VANGNET_STRONG_BACKENDS = tuple(
        settings.AUTHENTICATION_BACKENDS
    )  # as the cards of a demonstration
    Authenticator.objects.all().delete()
    monkeypatch.setattr("vangnet.access.personas.import_string", lambda name: listed_personas)
    page = visit(path="/en/account/login/", viewport={"width": width, "height": 900})
    accessible(page)
    picture(page, f"personas-{width}")
    page.get_by_role("button", name="Sign in as Kim de Wit").click()
    assert page.url.endswith("/en/")
    assert page.get_by_text("Basisteam Oost").first.is_visible()


def test_account_that_works_for_nobody_can_still_sign_out(visit, accessible):
    cache.clear()
    TOTP.activate(services.open_account("kim", display_name="Kim", password=PASSWORD, by=system()), APP)
    page = visit(path="/en/account/login/")
    sign_in(page)
    assert page.get_by_text("Ask the administrator to add you").is_visible()
    accessible(page)
    page.get_by_role("button", name="Sign out").click()
    assert page.get_by_role("link", name="Sign in", exact=True).first.is_visible()


def test_person_of_one_organisation_has_nothing_to_choose(visit):
    page = visit(actor("police"), "/en/account/")
    assert page.get_by_role("button", name="Choose").count() == 0
