"""The worklist in a real browser, from the duty that is asked to the dossier behind it."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import actor, dossier, joined, on, step
from vangnet.access.roles import Administrator, PrivacyOfficer, Rapporteur
from vangnet.cases import services

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = [(1280, "light"), (320, "light"), (1280, "dark")]


def minor(police):
    return dossier(police, {"age": 16, "origin": "third_country", "form_of_exploitation": "criminal"})


@pytest.fixture
def police():
    return actor("police")


@pytest.fixture
def caseload(police):
    """Real duties of the real agreements, some of them late by the clock of the browser."""
    with on():
        registrar = None
        for number in range(4):
            one = minor(police) if number % 2 else dossier(police)
            step(one, "indication", police)
            registrar = registrar or joined(one, police, "registrar")
    recent = dossier(police, {"age": "unknown", "origin": "unknown"})
    step(recent, "indication", police)
    with on(days=2):
        asked = dossier(actor("shelter"), {"age": 15})
        services.involve(
            asked,
            organisation=police.organisation,
            ground="vc:b8.3",
            message="Somebody waits at the door each night.",
            by=actor("shelter", of=asked.opened_by),
        )
    return recent


@pytest.mark.parametrize(("width", "scheme"), WIDTHS)
def test_worklist_can_be_read_by_everybody(visit, accessible, picture, police, caseload, width, scheme):
    page = visit(police, "/", viewport={"width": width, "height": 900}, color_scheme=scheme)
    accessible(page)
    picture(page, f"worklist-{width}-{scheme}")


@pytest.mark.parametrize("javascript", [True, False])
def test_way_from_a_duty_to_its_dossier(visit, police, caseload, javascript):
    page = visit(police, java_script_enabled=javascript)
    page.get_by_label("Parts of the worklist").get_by_role("link", name="Late 8").click()
    assert "block=late" in page.url
    page.locator(".vn-task__subject").first.click()
    assert "/en/dossiers/" in page.url


def test_offer_is_declined_with_a_reason_by_keyboard(visit, accessible, picture, police, caseload):
    page = visit(police, "/en/?block=offered", viewport={"width": 1280, "height": 900})
    page.get_by_role("link", name="Answer", exact=True).click()
    accessible(page)
    picture(page, "offer-1280-light")
    page.get_by_label("No, we cannot take part").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Send the answer").press("Enter")
    expect(page).to_have_title(re.compile("^Error:"))
    page.get_by_label("Reason when you say no").fill("Ask the team of the region North.")
    page.get_by_role("button", name="Send the answer").press("Enter")
    assert page.get_by_text("Your answer is recorded").is_visible()


ROLES = {
    "figures": (Rapporteur, "/", "national_rapporteur"),
    "overview": (Administrator, "/", "registrar"),
    "people": (Administrator, "/people/", "registrar"),
    "organisations": (Administrator, "/organisations/", "registrar"),
    "new-account": (Administrator, "/people/new/", "registrar"),
    "new-organisation": (Administrator, "/organisations/new/", "registrar"),
    "trail": (PrivacyOfficer, "/", "police"),
}


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("name", ROLES)
def test_pages_of_other_roles_can_be_read_by_everybody(
    visit, accessible, picture, police, caseload, name, width
):
    role, address, party = ROLES[name]
    who = actor(party, role=role, of=police.organisation if party == "police" else None)
    page = visit(who, address, viewport={"width": width, "height": 900})
    accessible(page)
    picture(page, f"{name}-{width}")
