"""The pages about signals in a real browser: from the inbox to what was seen, an offer that is answered, and the figures."""

import pytest

from tests.browser import until
from tests.factories import actor, signal
from vangnet.access.roles import Coordinator, Rapporteur
from vangnet.signals import services
from vangnet.signals.answers import Answer, CareReport, Hardness, Known, Urgency
from vangnet.signals.models import SignalText
from vangnet.signals.reports import ReportedPerson, ReportedText

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = [(1280, "light"), (320, "light"), (1280, "dark")]
Kind, Source = SignalText.Kind, SignalText.Source
TEXTS = (
    ReportedText(
        Kind.SEEN,
        "Every evening the same van brings six people.",
        "",
        Hardness.OBSERVED,
        Source.OWN_OBSERVATION,
    ),
    ReportedText(Kind.INTERPRETATION, "They seem to be afraid of the driver.", "", Hardness.ASSUMED),
    ReportedText(Kind.SAFETY, "Call in the morning only.", "", Hardness.TOLD, Source.TOLD_BY_PERSON),
)
PEOPLE = (
    ReportedPerson(age=11, age_at_recruitment=10, nationality="ro", forms=("labour",), is_suspect=Answer.YES),
    ReportedPerson(age_answer=Known.UNKNOWN, number_of_people=5),
)


@pytest.fixture
def registrar():
    return actor("registrar", role=Coordinator)


@pytest.fixture
def police():
    return actor("police")


@pytest.fixture
def found(registrar, police):
    """A signal that much happened with, beside others that wait."""
    one = signal(
        texts=TEXTS,
        persons=PEOPLE,
        danger=Answer.YES,
        urgency=Urgency.NOW,
        region="Noord",
        care_report=CareReport.NO,
    )
    services.take(one, by=registrar)
    services.ask(one, question="Where does the van stand?", by=registrar)
    services.hear(one, text="Behind the shop.", by=registrar)
    services.view(one, finding="indications", by=registrar)
    services.offer(one, to=police.organisation, why="danger_now", ground="vital_interest", by=registrar)
    for _turn in range(7):
        signal(by=police)
    return one


def size(width, scheme="light"):
    return {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}


@pytest.mark.parametrize(("width", "scheme"), WIDTHS)
def test_inbox_can_be_read_by_everybody(visit, accessible, picture, registrar, found, width, scheme):
    page = visit(registrar, "/signals/", **size(width, scheme))
    accessible(page)
    picture(page, f"signals-inbox-{width}-{scheme}")


@pytest.mark.parametrize(("width", "scheme"), WIDTHS)
def test_signal_can_be_read_by_everybody(visit, accessible, picture, registrar, found, width, scheme):
    page = visit(registrar, f"/signals/{found.address}/", **size(width, scheme))
    accessible(page)
    picture(page, f"signal-{width}-{scheme}")


@pytest.mark.parametrize("width", [1280, 320])
def test_signal_can_be_read_by_whom_it_is_offered_and_who_reported(
    visit, accessible, picture, police, found, width
):
    page = visit(police, f"/en/signals/{found.address}/", **size(width))
    assert page.get_by_text("asks your organisation to take it over").is_visible()
    assert not page.get_by_text("the same van").is_visible()
    accessible(page)
    picture(page, f"signal-offered-{width}")
    page.goto("/en/signals/?block=reported")
    page.locator(".vn-task__subject").first.click()
    assert page.get_by_text("Somebody works here day and night.").is_visible()
    accessible(page)


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("act", ["offer", "view", "park", "note", "feedback", "close", "handler", "withdraw"])
def test_act_can_be_done_by_everybody(visit, accessible, picture, registrar, found, act, width):
    page = visit(registrar, f"/en/signals/{found.address}/{act}/", **size(width))
    accessible(page)
    picture(page, f"signal-act-{act}-{width}")
    page.locator("main form button").first.click()
    accessible(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_way_from_the_menu_to_what_was_seen(visit, registrar, found, javascript):
    page = visit(registrar, java_script_enabled=javascript)
    page.get_by_role("link", name="Signals", exact=True).click()
    page.get_by_label("Parts of the inbox").get_by_role("link", name="In hand 1").click()
    assert "block=in_hand" in page.url
    page.get_by_role("link", name=found.reference).click()
    assert page.get_by_text("Every evening the same van").is_visible()
    assert page.get_by_role("heading", name="What it may mean").is_visible()


def test_offer_is_taken_over_by_keyboard(visit, police, found):
    page = visit(police, "/en/signals/?block=offered", **size(1280))
    page.get_by_role("link", name=found.reference).press("Enter")
    page.get_by_role("link", name="Take it over").first.press("Enter")
    page.get_by_role("button", name="Take over").press("Enter")
    assert page.get_by_text("Every evening the same van").is_visible()
    assert page.get_by_text(f"owner: {police.organisation.name}").is_visible()


def test_refusal_without_a_reason_says_so_and_leads_to_the_field(visit, accessible, police, found):
    page = visit(police, f"/en/signals/{found.address}/refuse/", java_script_enabled=False)
    page.get_by_role("button", name="Send the answer").click()
    assert page.title().startswith("Error:")
    page.get_by_label("What is the reason?").select_option("other_region")
    page.get_by_role("button", name="Send the answer").click()
    assert "/signals/" in page.url


PHONE = {"width": 320, "height": 640}
IN_SIGHT = """(parts) => parts.map((part) => {
    const place = document.querySelector(part).getBoundingClientRect();
    return place.top >= 0 && place.bottom <= window.innerHeight;
})"""


@pytest.mark.parametrize("language", ["", "/en"])
def test_first_screen_of_a_telephone_says_what_is_asked_and_leads_to_the_acts(
    visit, picture, registrar, found, language
):
    page = visit(registrar, f"{language}/signals/{found.address}/", viewport=PHONE, java_script_enabled=True)
    parts = ["main h1", ".vn-badge", ".vs-glance > div:nth-child(1)", ".vs-glance li", ".vs-jump"]
    assert page.evaluate(IN_SIGHT, parts) == [True] * len(parts)
    picture(page, f"signal-first-screen{language.replace('/', '-')}")
    page.locator(".vs-jump").press("Enter")
    until(page, "document.querySelector('#acts').getBoundingClientRect().top < window.innerHeight")
    assert page.locator("#acts a").first.is_visible()


def test_way_to_the_acts_is_not_needed_where_they_stand_beside(visit, registrar, found):
    page = visit(registrar, f"/en/signals/{found.address}/", **size(1280))
    assert page.locator("#acts").is_visible()
    assert not page.locator(".vs-jump").is_visible()


@pytest.mark.parametrize("width", [1280, 320])
def test_figures_can_be_read_by_everybody(visit, accessible, picture, registrar, found, width):
    page = visit(registrar, "/signals/figures/", **size(width))
    accessible(page)
    picture(page, f"signals-figures-own-{width}")
    page = visit(actor("national_rapporteur", role=Rapporteur), "/en/signals/figures/", **size(width))
    assert page.get_by_text("fewer than 5").first.is_visible()
    accessible(page)
    picture(page, f"signals-figures-all-{width}")
