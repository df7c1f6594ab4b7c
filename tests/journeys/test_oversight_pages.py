"""The pages for oversight in a real browser: reachable by links, accessible, narrow and wide, light and dark."""

import pytest

from tests.factories import actor, dossier, joined, on, step
from vangnet.access import audit, notices
from vangnet.access.actors import system
from vangnet.access.evidence import sealing_now
from vangnet.access.roles import PrivacyOfficer

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = [(1280, "light"), (320, "light"), (1280, "dark")]
PAGES = ["", "trail/", "refused/", "unusual/", "disclosures/", "seals/", "mine/", "notices/"]


@pytest.fixture(autouse=True)
def _own_key(settings, tmp_path):
    settings.VANGNET_SEAL_KEY_FILE = tmp_path / "seal-key"
    settings.VANGNET_ANCHORS = [str(tmp_path / "anchors")]


def busy_office():
    """Somebody with work, a colleague elsewhere, refused attempts, a notice and a check of the records."""
    worker = actor()
    with on():
        opened = dossier(worker)
        step(opened, "indication", worker)
        joined(opened, worker, party="registrar")
    for _ in range(8):
        audit.record("dossier.read", by=worker, outcome=audit.Outcome.NOT_FOUND)
    officer = actor(role=PrivacyOfficer, of=worker.organisation)
    about = {"problem": "x"}
    notices.tell("nightly.failed", organisation=worker.organisation, about=about, by=system())
    sealing_now.once()
    sealing_now.check()
    return worker, officer, opened


@pytest.mark.parametrize(("width", "scheme"), WIDTHS)
def test_pages_of_oversight_are_accessible(visit, accessible, picture, width, scheme):
    _worker, officer, _opened = busy_office()
    page = visit(officer, viewport={"width": width, "height": 800}, color_scheme=scheme)
    for name in PAGES:
        page.goto(f"/en/oversight/{name}")
        assert page.locator("h1").count() == 1
        accessible(page)
        picture(page, f"oversight-{name.strip('/') or 'index'}-{width}-{scheme}")


@pytest.mark.parametrize(("width", "scheme"), WIDTHS)
def test_page_for_the_person_is_accessible_and_in_plain_dutch(visit, accessible, picture, width, scheme):
    worker, _officer, opened = busy_office()
    page = visit(
        worker,
        f"/oversight/dossiers/{opened.address}/",
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
    )
    assert page.locator("h1").inner_text() == "Wie keek in uw dossier"
    accessible(page)
    picture(page, f"oversight-person-{width}-{scheme}")


def test_privacy_officer_goes_from_start_to_the_lines_behind_a_question_without_scripts(visit):
    worker, officer, _opened = busy_office()
    page = visit(officer, java_script_enabled=False)
    page.get_by_role("link", name="Oversight", exact=True).first.click()
    page.get_by_role("link", name="Look at: Unusual use").click()
    page.get_by_role("link", name=f"The lines of {worker.account.display_name}").first.click()
    assert page.locator("h1").inner_text() == "Audit trail"
    assert "8 lines" in page.content()


def test_worker_goes_from_start_to_who_looked_without_scripts(visit):
    worker, _officer, opened = busy_office()
    page = visit(worker, java_script_enabled=False)
    page.goto(f"/en/dossiers/{opened.address}/")
    page.goto("/en/")
    page.get_by_role("link", name="What I did").click()
    page.get_by_text("Who looked into these dossiers?").click()
    page.get_by_role("link", name=opened.person.pseudonym).first.click()
    assert page.locator("h1").inner_text() == "Who looked into your dossier"
