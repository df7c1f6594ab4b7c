"""From invitation to first use in a real browser: with an app, with a key that one holds, and without scripts."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from playwright.sync_api import expect

from tests.factories import actor, dossier, organisation
from vangnet.access import disclosures
from vangnet.access.roles import Administrator

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "vier losse woorden samen"


@pytest.fixture
def link(visit, accessible, picture):
    """The administrator invites somebody; gives the link that is shown once."""
    cache.clear()
    organisation("police", name="Basisteam Oost")
    page = visit(
        actor("registrar", role=Administrator), "/en/people/", viewport={"width": 1280, "height": 900}
    )
    page.get_by_role("link", name="Invite a colleague").click()
    accessible(page)
    picture(page, "invite-1280")
    page.get_by_label("Name on screen").fill("Kim de Wit")
    page.get_by_label("User name").fill("kim")
    page.get_by_label("Organisation").select_option("Basisteam Oost")
    page.get_by_label("Role").select_option("Caseworker")
    page.get_by_label("English").check()
    page.get_by_role("button", name="Make the link").click()
    accessible(page)
    picture(page, "invited-1280")
    return page.locator("#link").inner_text()


def choose_password(page, accessible, picture, width):
    accessible(page)
    picture(page, f"invitation-{width}")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password, once more").fill(PASSWORD)
    page.get_by_role("button", name="Choose this password").click()
    accessible(page)
    picture(page, f"second-step-{width}")


def code(secret, later=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


@pytest.mark.parametrize(("width", "javascript"), [(1280, True), (320, True), (1280, False)])
def test_app_is_set_up_and_used(visit, accessible, picture, link, width, javascript):
    page = visit(path=link, viewport={"width": width, "height": 900}, java_script_enabled=javascript)
    check = accessible if javascript else lambda _page: None
    choose_password(page, check, picture, width)
    page.get_by_role("link", name="Use an app").click()
    check(page)
    picture(page, f"app-{width}")
    page.get_by_label("Code from the app").fill("000000")
    page.get_by_role("button", name="The app works").click()
    expect(page).to_have_title(re.compile("^Error:"))
    check(page)
    secret = page.locator("code").inner_text()
    page.get_by_label("Code from the app").fill(code(secret))
    page.get_by_role("button", name="The app works").click()
    assert page.locator(".va-codes li").count() == 10
    check(page)
    picture(page, f"spare-codes-{width}")
    page.get_by_role("link", name="I have kept them").click()
    assert page.get_by_text("Basisteam Oost").first.is_visible()
    page.get_by_role("button", name="Sign out").click()
    _sign_in_again(page, check, picture, secret, width)


def _sign_in_again(page, check, picture, secret, width):
    page.goto("/en/account/login/")
    page.get_by_label("User name").fill("kim")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    check(page)
    picture(page, f"authenticate-{width}")
    page.get_by_label("Code").fill(code(secret, 1))
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto("/en/account/")
    assert page.get_by_role("heading", name="My account").is_visible()
    check(page)
    picture(page, f"account-{width}")
    page.get_by_role("link", name="Look at my second step").click()
    check(page)
    picture(page, f"my-second-step-{width}")


def test_key_that_one_holds_is_set_up_and_used(visit, accessible, picture, link):
    page = visit(path=link, viewport={"width": 1280, "height": 900})
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "usb",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
            }
        },
    )
    choose_password(page, accessible, picture, 1280)
    page.get_by_role("link", name="Use a key").click()
    accessible(page)
    picture(page, "key-1280")
    page.get_by_label("Name of the key").fill("Blue key")
    with page.expect_navigation():
        page.get_by_role("button", name="Add the key").click()
    assert page.locator(".va-codes li").count() == 10
    page.get_by_role("link", name="I have kept them").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/en/account/login/")
    page.get_by_label("User name").fill("kim")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in with the key").click()
    page.goto("/en/account/second-step/webauthn/")
    assert page.get_by_text("Blue key").is_visible()
    accessible(page)


@pytest.mark.parametrize("width", [1280, 320])
def test_link_that_does_not_work_says_what_to_do(visit, accessible, picture, width):
    page = visit(path="/en/account/invitation/nothing/", viewport={"width": width, "height": 900})
    assert re.search("Nobody was invited", page.locator("main").inner_text())
    accessible(page)
    picture(page, f"no-invitation-{width}")


@pytest.mark.parametrize("width", [1280, 320])
def test_administrator_pages_can_be_read_by_everybody(visit, accessible, picture, width):
    administrator = actor("registrar", role=Administrator)
    other = actor("police")
    addresses = {
        "person": f"/en/people/{other.account.address}/",
        "roles": "/en/people/roles/",
        "organisation": f"/en/organisations/{other.organisation.code}/",
        "contacts": "/en/contacts/",
    }
    page = visit(administrator, viewport={"width": width, "height": 900})
    for name, address in addresses.items():
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        accessible(page)
        picture(page, f"{name}-{width}")


@pytest.mark.parametrize("width", [1280, 320])
def test_guest_is_let_in_with_link_and_code(visit, accessible, picture, width):
    police = actor("police")
    one = dossier(police)
    receiver = organisation("lawyer", name="Kantoor Ankerplaats")
    disclosures.record(
        one.pk, receiver=receiver, ground="Wpg 19", categories=["progress"], kind="spoken", by=police
    )
    screen = {"width": width, "height": 900}
    inside = visit(police, f"/en/dossiers/{one.address}/sharing/", viewport=screen)
    inside.get_by_role("link", name="Guests").click()
    accessible(inside)
    picture(inside, f"guests-{width}")
    inside.get_by_label("What the guest may see").select_option(index=1)
    inside.get_by_label("Name of the guest").fill("Mr. Ankerman")
    inside.get_by_label("For how long").select_option("a day")
    inside.get_by_role("button", name="Make the pass").click()
    accessible(inside)
    link, code = inside.locator("#link").inner_text(), inside.locator("#code").inner_text()
    outside = visit(path=link, viewport=screen)
    accessible(outside)
    picture(outside, f"guest-code-{width}")
    outside.get_by_label("Code").fill(code)
    outside.get_by_role("button", name="Go on").click()
    accessible(outside)
    picture(outside, f"guest-{width}")
    assert outside.get_by_text("Each time you look is written down").is_visible()


@pytest.mark.parametrize("width", [1280, 320])
def test_open_sessions_can_be_read_by_everybody(visit, accessible, picture, width):
    page = visit(actor("police"), "/en/account/sessions/", viewport={"width": width, "height": 900})
    accessible(page)
    picture(page, f"sessions-{width}")
