"""Who somebody is, walked through in a browser: by keyboard, on a narrow screen, in two languages, with nothing to see before the reason."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import actor, dossier
from vangnet.persons import services
from vangnet.persons.models import VaultOpening

pytestmark = pytest.mark.django_db(transaction=True)
NAME = {"given_names": "Fenna Isolde", "family_name": "van der Proefwaarde", "birth_date": "2008-02-03"}


@pytest.fixture
def by():
    return actor()


@pytest.fixture
def case(by):
    made = dossier(by)
    services.keep_identity(made.person, dossier=made.pk, category="identity", fields=NAME, by=by)
    return made


def path(name, of=None, *also, language="en"):
    found = reverse(f"cases:{name}", args=[of.address, *also] if of else [])
    return found if language == "en" and found.startswith("/en/") else f"/en{found}"


@pytest.mark.parametrize("width", [1280, 320])
def test_identity_is_opened_with_a_reason_and_every_page_is_accessible(
    visit, accessible, picture, by, case, width
):
    page = visit(by, path("identity", case), viewport={"width": width, "height": 900})
    accessible(page)
    picture(page, f"identity-{width}")
    assert "Fenna" not in page.content()
    page.get_by_role("link", name="Open: names, birth date and documents").click()
    accessible(page)
    page.get_by_role("button", name="Open").click()
    accessible(page)
    expect(page).to_have_title(re.compile("^Error"))
    page.get_by_label("To speak with or reach the person").check()
    page.get_by_role("button", name="Open").click()
    page.get_by_text("Fenna Isolde").wait_for()
    accessible(page)
    picture(page, f"identity-opened-{width}")
    assert "Fenna" not in page.title() + page.url
    page.get_by_role("link", name="Close").click()
    assert "To speak with or reach the person" in page.get_by_role("table").last.inner_text()
    assert VaultOpening.objects.count() == 1


def test_identity_is_corrected_by_keyboard_alone(visit, accessible, by, case):
    page = visit(by, path("identity_change", case, "identity"))
    page.get_by_label("To check who this is, or whether it is right").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Open").focus()
    page.locator(":focus").press("Enter")
    page.get_by_label("Birth date").wait_for()
    accessible(page)
    page.get_by_label("Birth date").fill("2007")
    page.get_by_role("button", name="Keep").focus()
    page.locator(":focus").press("Enter")
    page.get_by_text("Version 2").wait_for()


def test_person_is_found_without_a_trace_in_the_address(visit, accessible, picture, by, case):
    page = visit(by, path("index"))
    page.get_by_role("link", name="Find by name or number").click()
    accessible(page)
    page.get_by_label("Name", exact=False).first.fill("van der Proefwaarde")
    page.get_by_label("Birth year").fill("2008")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name=case.person.pseudonym).wait_for()
    accessible(page)
    picture(page, "identity-found")
    assert "Proefwaarde" not in page.url + page.title()


def test_photo_form_and_dutch_pages_are_accessible(visit, accessible, by, case):
    page = visit(by, path("photo_new", case), viewport={"width": 320, "height": 900})
    accessible(page)
    page.goto(reverse("cases:identity", args=[case.address]).removeprefix("/en"))
    accessible(page)
    assert page.get_by_role("heading", name="Wie het is").first.is_visible()
