"""Sharing, consent and emergencies in a browser, on a wide and on a narrow screen, as people do it."""

import pytest
from django.urls import reverse
from django.utils import translation

from tests.factories import actor, dossier, joined
from vangnet.access.models import Disclosure
from vangnet.access.roles import PrivacyOfficer
from vangnet.cases.models import BreakGlass, BreakGlassReview, Consent

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = [1280, 320]


@pytest.fixture
def shelter():
    return actor("shelter")


@pytest.fixture
def made(shelter):
    of = dossier(shelter)
    joined(of, shelter, "police")
    return of


def path(name, *of):
    with translation.override("nl"):
        return reverse(f"cases:{name}", args=of)


@pytest.mark.parametrize("width", WIDTHS)
def test_pages_about_sharing_can_be_read_by_everybody(visit, accessible, picture, shelter, made, width):
    page = visit(shelter, path("sharing", made.address), viewport={"width": width, "height": 900})
    for name in ("sharing", "may_i", "why", "involve", "consent", "consent_new", "consent_aloud"):
        page.goto(path(name, made.address))
        picture(page, f"sharing-{name}-{width}")
        accessible(page)
    page.goto(path("emergency"))
    picture(page, f"sharing-emergency-{width}")
    accessible(page)


def test_consent_is_asked_and_something_is_shared_on_it(visit, accessible, shelter, made):
    page = visit(shelter, path("consent", made.address))
    page.get_by_role("link", name="Gesprek over delen").click()
    page.get_by_label("gegeven").check()
    page.get_by_label("signalen en wat de betrokkene").first.check()
    page.get_by_label("elke organisatie van de soort: Politie").first.check()
    page.get_by_label("Waarvoor?").select_option("protection")
    page.get_by_label("Wanneer was het gesprek?").fill("gisteren")
    page.get_by_label("In welke taal?").fill("Hongaars")
    page.get_by_label("de betrokkene", exact=True).check()
    page.get_by_label("de betrokkene is volwassen").check()
    page.get_by_role("button", name="Opslaan").click()
    assert page.get_by_text("gegeven", exact=True).first.is_visible()
    assert Consent.objects.get().language == "Hongaars"
    page.goto(path("sharing", made.address))
    page.get_by_role("link", name="Mag ik dit delen?").click()
    police = made.involvements.exclude(organisation=shelter.organisation).get().organisation
    page.get_by_label("Welke organisatie?").select_option(police.code)
    page.get_by_label("signalen en wat de betrokkene").first.check()
    page.get_by_label("Waar gebruikt de ontvanger het voor?").select_option("protection")
    page.get_by_label("Op welke grondslag?").select_option("consent")
    page.get_by_role("button", name="Kijk wat de regels zeggen").click()
    accessible(page)
    for box in (
        page.get_by_role("group", name="Voorwaarden waaraan u zich houdt").get_by_role("checkbox").all()
    ):
        box.check()
    page.get_by_label("De organisatie dit laten zien in het dossier").check()
    page.get_by_role("button", name="Dit vastleggen").click()
    assert Disclosure.objects.filter(receiver=police, ground="consent").exists()


def test_emergency_is_opened_seen_and_reviewed(visit, accessible, shelter, made):
    doctor, officer = actor("hospital"), actor(role=PrivacyOfficer, of=shelter.organisation)
    page = visit(doctor, path("emergency"))
    page.get_by_label("Pseudoniem van de betrokkene").fill(made.person.pseudonym)
    page.get_by_label("Iemand is nu in gevaar").check()
    page.get_by_label("Wat is er aan de hand?").fill("Staat hier en is gewond")
    page.get_by_label("gezondheid").check()
    page.get_by_role("button", name="Openen met noodtoegang").click()
    assert page.get_by_text("Dit dossier is geopend met noodtoegang").is_visible()
    accessible(page)
    assert BreakGlass.objects.get().organisation == doctor.organisation
    page = visit(officer, path("reviews"))
    accessible(page)
    page.get_by_role("link", name="Beoordelen").click()
    accessible(page)
    page.get_by_label("Ja, het was nodig").check()
    page.get_by_label("Wat hebt u gevonden?").fill("Gebeld, klopt")
    page.get_by_role("button", name="Beoordeling opslaan").click()
    assert BreakGlassReview.objects.get().is_justified
