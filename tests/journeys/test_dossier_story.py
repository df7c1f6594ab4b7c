"""Somebody is found, and what has to happen follows: told through the pages, without scripts where that is said."""

import re

import pytest
from django.urls import reverse
from django.utils import translation
from playwright.sync_api import expect

from tests.factories import actor, organisation
from vangnet.cases import queries
from vangnet.cases.models import Dossier

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def police():
    return actor("police")


def start(language="nl"):
    with translation.override(language):
        return reverse("cases:index")


def open_dossier(page):
    page.get_by_role("link", name="Dossier openen").last.click()
    page.get_by_label("Hoe oud is de betrokkene?").fill("16")
    page.get_by_label("Land buiten de EU").check()
    page.get_by_role("group", name="Om welke vorm van uitbuiting gaat het?").get_by_label("Onbekend").check()
    page.get_by_label("Wanneer kwam dit aan het licht?").fill("gisteren 10:00")
    page.get_by_label("Wat was de aanleiding?").select_option("indication")
    page.get_by_label("Op welke grondslag opent u dit dossier?").fill("WvSr 273f")
    page.get_by_role("button", name="Open het dossier").click()


def test_from_first_contact_to_next_step_without_scripts(visit, picture, police):
    page = visit(police, start(), java_script_enabled=False)

    open_dossier(page)
    assert page.get_by_text("minderjarig · van buiten de EU · vorm van uitbuiting onbekend").is_visible()
    asked = page.locator("li.vn-card", has=page.get_by_role("heading", name="Op rechten gewezen", exact=True))
    asked.get_by_text("Waarom?").click()
    assert asked.get_by_text("deze stap is vastgelegd: Geringste aanwijzing").is_visible()

    asked.get_by_role("link", name="Leg vast: Op rechten gewezen").click()
    page.get_by_label("Wanneer gebeurde het?").fill("vandaag")
    page.get_by_role("button", name="Opslaan").click()
    assert page.get_by_role("heading", name="Klaar", exact=True).is_visible()
    picture(page, "dossier-saved-1280")

    page.get_by_role("link", name="Terug naar het dossier").click()
    page.get_by_role("link", name="Sporen en plichten").click()
    row = page.get_by_role("row", name="Op rechten gewezen").first
    assert row.get_by_text("Op tijd gedaan").is_visible()


def test_going_against_the_agreement_is_possible_with_a_reason(visit, accessible, police):
    page = visit(police, start())
    open_dossier(page)
    page.get_by_role("link", name="Leg een stap vast").click()
    page.get_by_label("Zoek een stap").fill("bedenktijd verleend")
    page.get_by_role("button", name="Filter").click()
    page.get_by_role("link", name="Bedenktijd verleend").click()
    page.get_by_label("Wanneer gebeurde het?").fill("vandaag")
    page.get_by_label("Notitie").fill("Aan het loket gezegd.")
    page.get_by_role("button", name="Opslaan").click()

    expect(page).to_have_title(re.compile("^Fout:"))
    assert page.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    assert page.get_by_label("Notitie").input_value() == "Aan het loket gezegd."
    accessible(page)

    page.get_by_label("Waarom ging het anders?").fill("De tolk kwam later.")
    page.get_by_role("button", name="Opslaan").click()
    assert page.get_by_text("Opgegeven reden: De tolk kwam later.").first.is_visible()
    assert page.get_by_role("heading", name="Termijnen die begonnen").is_visible()


def test_pressing_twice_records_once(visit, police):
    page = visit(police, start())
    open_dossier(page)
    page.get_by_role("link", name="Leg vast: Op rechten gewezen").click()
    page.get_by_label("Wanneer gebeurde het?").fill("vandaag")
    page.get_by_role("button", name="Opslaan").dblclick()
    page.get_by_role("heading", name="Wat dit veranderde").wait_for()
    entries = queries.entries(police, Dossier.objects.get())
    assert [entry.step for entry in entries].count("rights_explained") == 1


def test_story_is_walked_in_time(visit, police):
    page = visit(police, start("en").replace("/en/", "/"))
    open_dossier(page)
    page.get_by_role("link", name="Vorige gebeurtenis").click()
    assert page.get_by_text("U kijkt naar een ander moment").is_visible()
    page.get_by_role("link", name="De hele tijdlijn").click()
    assert page.get_by_text("U kijkt naar een ander moment").is_visible()
    page.get_by_text("Bekijk op een andere datum").click()
    page.get_by_label("Bekijk vanaf het moment").fill("1-1-2020")
    page.get_by_role("button", name="Bekijk").click()
    assert page.get_by_text("Zo stond het dossier ervoor op woensdag 1 januari 2020").is_visible()
    assert page.get_by_text("leeftijd onbekend").is_visible()
    page.get_by_role("link", name="Terug naar vandaag").click()
    assert not page.get_by_text("U kijkt naar een ander moment").is_visible()


def test_organisation_is_asked_from_the_duty_that_needs_it(visit, accessible, police):
    organisation("registrar", "Meldpunt Noord")
    page = visit(police, start())
    open_dossier(page)
    page.get_by_role("link", name="Wie doen mee").click()
    page.get_by_role("link", name="Vraag een organisatie om mee te doen").click()
    page.get_by_label("Welke organisatie?").select_option(label="Meldpunt Noord (CoMensha)")
    page.get_by_label("Op welke grondslag deelt u dit dossier?").select_option("duty")
    page.get_by_role("button", name="Kijk wat de organisatie te zien krijgt").click()
    assert page.get_by_text("Wat Meldpunt Noord te zien krijgt").is_visible()
    accessible(page)
    page.get_by_role("button", name="Vragen").click()
    assert page.get_by_text("Meldpunt Noord").first.is_visible()
    accessible(page)
