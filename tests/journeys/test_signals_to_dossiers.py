"""What becomes of a signal, in a real browser: a dossier for each person in it, and, years later, two people who let it go."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import actor, dossier, signal
from vangnet.access.models import Destruction
from vangnet.access.roles import PrivacyOfficer
from vangnet.cases import services
from vangnet.cases.models import Dossier, SignalLink
from vangnet.core import clock
from vangnet.protocol import catalogue
from vangnet.signals import services as signals
from vangnet.signals.answers import Answer, Known
from vangnet.signals.reports import ReportedPerson

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = [1280, 320]
PEOPLE = (
    ReportedPerson(age_answer=Known.UNKNOWN, is_minor=Answer.YES, nationality="ro", forms=("labour",)),
    ReportedPerson(age=30, forms=("labour", "sexual"), number_of_people=3),
)
GROUND = "Vc B8/3.4"


@pytest.fixture(autouse=True)
def _real_agreements(settings):
    settings.AGREEMENTS_DIR = catalogue.PACKAGED


@pytest.fixture
def registrar():
    return actor("registrar")


@pytest.fixture
def found(registrar):
    """A signal in hand, about a child whose age nobody knows and three people who were not told apart."""
    one = signal(persons=PEOPLE)
    signals.take(one, by=registrar)
    return one


def size(width):
    return {"viewport": {"width": width, "height": 900}}


def to_register(page, one):
    """From the start page to the people of a signal, by links only."""
    page.get_by_role("link", name="Signals", exact=True).click()
    page.get_by_label("Parts of the inbox").get_by_role("link", name="In hand 1").click()
    page.get_by_role("link", name=one.reference).click()
    page.get_by_role("link", name="Register as possible victim").first.click()


def open_first(page):
    page.get_by_role("link", name="Open a dossier: Person 1").click()


def fill_in(page):
    page.get_by_label("Not known").first.uncheck()
    page.get_by_label("How old is the person?").fill("16")
    page.get_by_label("On which ground do you open this dossier?").fill(GROUND)


@pytest.mark.parametrize("width", WIDTHS)
def test_dossier_is_opened_for_a_person_of_a_signal(visit, accessible, picture, registrar, found, width):
    page = visit(registrar, **size(width))
    to_register(page, found)
    assert page.get_by_text("The report names more than one form: Labour, Sexual").is_visible()
    accessible(page)
    picture(page, f"from-signal-{width}")
    open_first(page)
    assert page.get_by_text("The report says: younger than 18, age not known").is_visible()
    accessible(page)
    picture(page, f"from-signal-open-{width}")
    page.get_by_role("button", name="Open the dossier").click()
    assert page.title().startswith("Error:")
    accessible(page)
    picture(page, f"from-signal-mistake-{width}")
    fill_in(page)
    page.get_by_role("button", name="Open the dossier").click()
    assert page.get_by_text(found.reference).first.is_visible()
    accessible(page)
    picture(page, f"from-signal-dossier-{width}")
    assert SignalLink.objects.get().dossier == Dossier.objects.get()


@pytest.mark.parametrize("width", WIDTHS)
def test_signal_is_added_to_the_dossier_of_somebody_who_is_known(
    visit, accessible, picture, registrar, found, width
):
    there = dossier(registrar)
    page = visit(registrar, **size(width))
    to_register(page, found)
    page.get_by_role("link", name="Add to a dossier that exists: Group 2: 3 people").click()
    accessible(page)
    page.get_by_label("Pseudonym of the person").fill("XXXX-0000")
    page.get_by_role("button", name="Add the signal").click()
    assert page.get_by_text("takes part in no dossier with this pseudonym").first.is_visible()
    accessible(page)
    picture(page, f"from-signal-join-{width}")
    page.get_by_label("Pseudonym of the person").fill(there.person.pseudonym)
    page.get_by_role("button", name="Add the signal").click()
    assert page.get_by_role("heading", name=there.person.pseudonym).is_visible()
    page.get_by_role("link", name=found.reference).first.click()
    page.get_by_role("link", name="Look at the dossiers that came from this signal").click()
    assert page.get_by_text("Open a dossier for each of them: 1 of 3 done.").is_visible()
    accessible(page)
    picture(page, f"from-signal-half-{width}")
    page.get_by_role("link", name=found.reference).click()
    page.get_by_role("link", name="How long this signal is kept").click()
    assert page.get_by_text("As long as the signal is open, or a dossier").is_visible()


@pytest.mark.parametrize("path", ["from_signal", "from_signal_open", "from_signal_join"])
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_are_readable_in_dutch(visit, accessible, picture, registrar, found, path, width):
    number = [] if path == "from_signal" else [1]
    address = reverse(f"cases:{path}", args=[found.address, *number]).removeprefix("/en")
    page = visit(registrar, address, **size(width))
    assert page.locator("h1").count() == 1
    accessible(page)
    picture(page, f"{path.replace('_', '-')}-nl-{width}")


def test_dossier_is_opened_without_a_script_and_without_a_mouse(visit, registrar, found):
    page = visit(registrar, java_script_enabled=False)
    page.get_by_role("link", name="Signals", exact=True).press("Enter")
    page.get_by_label("Parts of the inbox").get_by_role("link", name="In hand 1").press("Enter")
    page.get_by_role("link", name=found.reference).press("Enter")
    page.get_by_role("link", name="Register as possible victim").first.press("Enter")
    page.get_by_role("link", name="Open a dossier: Person 1").press("Enter")
    fill_in(page)
    page.get_by_role("button", name="Open the dossier").press("Enter")
    assert SignalLink.objects.get().person == 1
    assert found.reference in page.content()


@pytest.fixture
def officer(registrar):
    return actor(role=PrivacyOfficer, of=registrar.organisation)


@pytest.fixture
def ended(registrar):
    """A signal that was closed longer ago than signals are kept."""
    with clock.fixed(clock.now() - timedelta(days=2000)):
        one = signal()
        signals.close(one, reason="explained_otherwise", basis="inquiry", by=registrar)
    return one


def to_keeping(page, one):
    """From the start page of who decides about keeping to the page about one signal, by links only."""
    page.get_by_role("link", name="Oversight").first.click()
    page.get_by_role("link", name="What may be destroyed").click()
    page.get_by_role("link", name="Signals: keeping and rights").click()
    if one.closed_at:
        page.get_by_role("link", name=one.reference).first.click()
        return
    page.get_by_label("Reference of the signal").fill(one.reference)
    page.get_by_role("button", name="Find the signal").click()


@pytest.mark.parametrize("width", WIDTHS)
def test_two_people_let_a_signal_go(visit, accessible, picture, registrar, officer, ended, width):
    page = visit(officer, **size(width))
    ended.refresh_from_db()
    to_keeping(page, ended)
    page.get_by_role("link", name="Propose to let it go").click()
    page.get_by_role("button", name="Propose").click()
    assert page.title().startswith("Error:")
    accessible(page)
    picture(page, f"signal-keeping-propose-{width}")
    page.get_by_label("What is the reason?").fill("De termijn is voorbij")
    page.get_by_role("button", name="Propose").click()
    assert page.get_by_text("You proposed this yourself").is_visible()
    accessible(page)
    picture(page, f"signal-keeping-proposed-{width}")

    page = visit(registrar, **size(width))
    page.get_by_role("link", name="Signals", exact=True).click()
    page.get_by_role("link", name="How long signals are kept").click()
    page.get_by_role("link", name=ended.reference).first.click()
    page.get_by_role("link", name="Answer proposal 1").click()
    accessible(page)
    picture(page, f"signal-keeping-answer-{width}")
    page.get_by_label("Yes, do it").check()
    page.get_by_role("button", name="Answer").click()
    assert page.get_by_text("Certificate of destruction:").is_visible()
    assert Destruction.objects.get().digest in page.content()
    accessible(page)
    picture(page, f"signal-keeping-gone-{width}")


@pytest.mark.parametrize("language", ["/en/", "/"])
@pytest.mark.parametrize("width", WIDTHS)
def test_pages_about_keeping_are_readable_for_everybody(
    visit, accessible, picture, registrar, officer, ended, found, width, language
):
    held = services.ask_signal_hold(found, reason="Strafzaak loopt", by=registrar)
    services.answer_signal_hold(held, signal=found, approve=True, by=officer)
    services.record_signal_request(
        found, right="access", asker="lawyer", received_on=clock.today(), wish="Alles", by=officer
    )
    services.propose_signal_destruction(ended, reason="Voorbij", by=registrar)
    page = visit(officer, language, **size(width))
    name = language.strip("/") or "nl"
    for what, place in {
        "list": "",
        "missing": "?reference=SEIN-0000-0000",
        "held": f"{found.address}/",
        "hold": f"{ended.address}/hold/",
        "answer": f"{ended.address}/proposals/1/",
        "lift": f"{found.address}/proposals/1/lift/",
        "ask": f"{found.address}/requests/new/",
        "reply": f"{found.address}/requests/1/",
        "later": f"{found.address}/requests/1/later/",
    }.items():
        page.goto(f"{language}oversight/keeping/signals/{place}")
        assert page.locator("h1").count() == 1
        accessible(page)
        picture(page, f"signal-keeping-{what}-{name}-{width}")


def test_open_signal_is_found_and_held_without_a_script_and_without_a_mouse(visit, officer, found):
    page = visit(officer, java_script_enabled=False)
    page.get_by_role("link", name="Oversight").first.press("Enter")
    page.get_by_role("link", name="What may be destroyed").press("Enter")
    page.get_by_role("link", name="Signals: keeping and rights").press("Enter")
    page.get_by_label("Reference of the signal").fill(found.reference)
    page.get_by_label("Reference of the signal").press("Enter")
    page.get_by_role("link", name="Destroy nothing for now").press("Enter")
    page.get_by_label("What is the reason?").fill("Strafzaak loopt")
    page.get_by_role("button", name="Ask").press("Enter")
    assert page.get_by_text("Nothing of this signal may be destroyed now").is_visible()
