"""From closing a dossier to its destruction by two people, and a request of the person, in a real browser."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import actor, dossier, joined
from vangnet.access.models import Destruction
from vangnet.access.roles import PrivacyOfficer
from vangnet.cases import queries, services
from vangnet.core import clock

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = [1280, 320]
IN_DOSSIER = ["keeping", "hold", "longer", "destroy", "ask_right", "account"]
REVIEW = ["hold", "longer", "destroy", "ask_right"]


@pytest.fixture
def police():
    return actor("police")


@pytest.fixture
def officer(police):
    return actor(role=PrivacyOfficer, of=police.organisation)


@pytest.fixture
def old(police):
    """A dossier that was closed more than five years ago, with a partner, a hold that ended and a request of the person."""
    now = clock.now()
    with clock.fixed(now - timedelta(days=2000)):
        made = dossier(police, step="indication")
        joined(made, police)
        services.close_track(queries.tracks(police, made)[0], reason="Klaar", by=police)
        services.close_dossier(made, reason="Alles gedaan", by=police)
    return made


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["/en/", "/"])
def test_pages_are_readable_for_everybody(visit, accessible, picture, old, police, officer, width, language):
    services.ask_hold(old, reason="Strafzaak", by=police)
    services.record_request(
        old, right="correction", asker="person", received_on=clock.today(), wish="Leeftijd", by=police
    )
    page = visit(police, path=language, viewport={"width": width, "height": 900})
    for name in IN_DOSSIER:
        page.goto(language.rstrip("/") + f"/dossiers/{old.address}/{_path(name)}")
        assert page.locator("h1").count() == 1
        accessible(page)
        picture(page, f"keeping-{name}-{language.strip('/') or 'nl'}-{width}")
    page = visit(officer, path=language, viewport={"width": width, "height": 900})
    page.goto(language.rstrip("/") + "/oversight/keeping/")
    accessible(page)
    picture(page, f"keeping-review-{language.strip('/') or 'nl'}-{width}")
    page.goto(language.rstrip("/") + f"/oversight/keeping/{old.address}/")
    accessible(page)
    for name in REVIEW:
        page.goto(language.rstrip("/") + f"/oversight/keeping/{old.address}/{_last(name)}")
        accessible(page)


def _path(name):
    return reverse(f"cases:{name}", args=["x"]).split("/x/")[1]


def _last(name):
    return reverse(f"oversight_keeping:{name}", args=["x"]).split("/x/")[1]


def test_two_people_destroy_what_has_passed(visit, old, police, officer):
    page = visit(police)
    page.goto(f"/en/dossiers/{old.address}/")
    page.get_by_role("link", name="Keeping and rights").click()
    page.get_by_role("link", name="Propose to destroy data").click()
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_label("What is the reason?").fill("Termijn voorbij")
    page.get_by_role("button", name="Propose").click()
    assert page.get_by_text("You proposed this yourself").is_visible()

    page = visit(officer)
    page.get_by_role("link", name="Oversight").first.click()
    page.get_by_role("link", name="What may be destroyed").click()
    page.get_by_role("link", name=old.person.pseudonym).first.click()
    page.get_by_role("link", name="Answer proposal 1").click()
    page.get_by_label("Yes, do it").check()
    page.get_by_role("button", name="Answer").click()
    assert page.get_by_text("Certificate of destruction:").is_visible()
    assert Destruction.objects.get().digest in page.content()


def test_request_of_the_person_is_handled_without_a_mouse_or_a_script(visit, police, officer, old):
    page = visit(police, java_script_enabled=False)
    page.goto(f"/en/dossiers/{old.address}/keeping/requests/new/")
    page.get_by_label("see my data").focus()
    page.keyboard.press("Space")
    page.get_by_label("the guardian").focus()
    page.keyboard.press("Space")
    page.get_by_label("On which day did the request come?").focus()
    page.keyboard.type(f"{clock.today():%d-%m-%Y}")
    page.locator(":focus").press("Enter")
    page.get_by_role("link", name="Overview of data for the person").click()
    assert page.get_by_text("What is recorded about you").is_visible()
    page.go_back()
    page.get_by_role("link", name="Answer request 1").click()
    page.get_by_label("done as asked").check()
    page.get_by_label("What do you tell the person?").fill("Samen gelezen")
    page.get_by_role("button", name="Answer").click()
    assert page.get_by_text("Samen gelezen").is_visible()
