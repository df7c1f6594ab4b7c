"""What only a browser can tell about the handbook: it can be read, reached and printed, and no two words meet in a drawing."""

import re

import pytest

from tests.browser import AXE, RULES, page_at, until
from vangnet.signals import catalogue

ROUTE = "/en/handbook/situation/third_country/from_12_to_17/"
PAGES = [
    ("/handbook/", 1280, "light"),
    ("/en/handbook/agreements/few-leads-pilot/", 320, "dark"),
    ("/handbook/agreements/continued-stay/", 1280, "dark"),
    ("/handbook/agreements/reflection-period/differences/2013-06-01/2023-05-19/", 320, "light"),
    ("/handbook/organisations/school_attendance/", 320, "light"),
    (ROUTE, 1280, "light"),
    (ROUTE, 320, "dark"),
    (f"{ROUTE}protection/", 320, "light"),
    ("/handbook/situation/?origin=third_country&age_class=under_12&phase=all", 1280, "light"),
    ("/handbook/situation/?origin=nl&age_class=unknown", 320, "dark"),
    ("/en/handbook/coverage/", 320, "light"),
    ("/en/handbook/examples/cases/003-5-courier-boy/", 1280, "light"),
    ("/handbook/glossary/", 320, "light"),
    ("/en/handbook/search/?q=guardian", 1280, "light"),
    ("/handbook/reading/", 320, "light"),
    ("/handbook/sharing/", 320, "light"),
    ("/en/handbook/sharing/", 1280, "dark"),
    ("/handbook/sharing/hospital/", 320, "dark"),
    ("/en/handbook/sharing/shelter/signal/", 320, "light"),
    ("/handbook/sharing/ask/?who=hospital&what=signal&whom=police&ground=conflict_of_duties", 320, "light"),
    ("/en/handbook/sharing/ask/", 1280, "light"),
    ("/handbook/sharing/stories/", 320, "dark"),
    ("/handbook/signals/", 320, "light"),
    ("/en/handbook/signals/lists/nurse_or_doctor/", 1280, "dark"),
    ("/handbook/signals/lists/labour_inspector/", 320, "light"),
    ("/en/handbook/signals/indicators/?profession=bank&type_=F", 320, "dark"),
    ("/handbook/signals/indicators/?page=3", 1280, "light"),
    ("/handbook/signals/not-indicators/", 320, "light"),
    ("/handbook/signals/weighing/", 320, "light"),
    (
        "/en/handbook/signals/weighing/?list=police_officer&see-adults=papers_taken&context=no_identity_document",
        1280,
        "dark",
    ),
]
MEETING = """[...document.querySelectorAll('svg')].flatMap(svg => {
    const boxes = [...svg.querySelectorAll('text')].map(one => [one.textContent, one.getBBox()]);
    return boxes.flatMap(([text, box], place) => boxes.slice(place + 1)
        .filter(([_, other]) => box.x + box.width > other.x + 1 && other.x + other.width > box.x + 1
            && box.y + box.height > other.y + 4 && other.y + other.height > box.y + 4)
        .map(([other]) => `${text} | ${other}`)); })"""
STICKING_OUT = """[...document.querySelectorAll('svg')].flatMap(svg => [...svg.querySelectorAll('.dr-text')].filter(text => {
    const box = text.getBBox();
    return ![...svg.querySelectorAll('.dr-node')].some(node => { const around = node.getBBox();
        return around.x <= box.x && box.x + box.width <= around.x + around.width
            && around.y <= box.y && box.y + box.height <= around.y + around.height; }); }).map(text => text.textContent))"""


@pytest.fixture
def show(opened):
    faults = []

    def at(address, width=1280, **how):
        return page_at(opened, address, faults=faults, viewport={"width": width, "height": 800}, **how)

    yield at
    assert faults == []


@pytest.mark.parametrize(("address", "width", "scheme"), PAGES)
def test_handbook_page_passes_the_accessibility_rules_and_fits(show, address, width, scheme):
    with show(address, width, color_scheme=scheme, bypass_csp=True) as page:
        page.evaluate(AXE.read_text())
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found["violations"]] == []


@pytest.mark.parametrize(
    "address", [ROUTE, f"{ROUTE}all/", "/handbook/organisations/police/", "/handbook/organisations/guardian/"]
)
def test_words_in_a_drawing_never_meet_and_stay_in_their_box(show, address):
    with show(address) as page:
        assert page.evaluate("document.querySelectorAll('svg .dr-text').length") > 20
        assert page.evaluate(MEETING) == []
        assert page.evaluate(STICKING_OUT) == []


def test_drawing_that_does_not_fit_scrolls_by_keyboard(show):
    with show("/handbook/organisations/police/", 320) as page:
        region = page.locator(".vn-drawing").first
        region.focus()
        page.keyboard.press("ArrowRight")
        until(page, "document.querySelector('.vn-drawing').scrollLeft > 0")


def test_overview_of_a_route_fits_on_two_screens_and_its_drawing_in_the_page(show):
    with show("/handbook/situation/?origin=third_country&age_class=under_12") as page:
        assert page.locator("#whole-route").bounding_box()["y"] < 2 * 900
        assert page.evaluate("document.documentElement.scrollHeight") < 3000
        assert (
            page.evaluate("(box => box.scrollWidth - box.clientWidth)(document.querySelector('.vn-drawing'))")
            <= 0
        )


def test_clause_keeps_its_sentence_term_and_ground_in_sight_and_unfolds_the_rest(show):
    with show("/en/handbook/agreements/reflection-period/") as page:
        clause = page.locator("article.vn-clause--duty").first
        assert clause.locator("h3").is_visible()
        assert clause.get_by_text("Within", exact=True).is_visible()
        assert clause.get_by_text("Ground", exact=True).is_visible()
        assert not clause.get_by_text("As soon as", exact=True).is_visible()
        clause.locator("summary").press("Enter")
        assert clause.get_by_text("As soon as", exact=True).is_visible()


def test_answer_is_one_step_away_by_keyboard(show):
    with show("/en/handbook/situation/?origin=third_country&age_class=under_12") as page:
        page.locator(".vn-answers a").first.press("Enter")
        page.wait_for_url("**exploitation_signs=yes")
        assert "Are there signs that somebody is using the child?" not in page.inner_text("main")


@pytest.mark.parametrize("code", [one.code for one in catalogue.current().lists()])
@pytest.mark.parametrize("language", ["", "/en"])
def test_signal_list_is_one_page_on_paper(show, code, language):
    with show(f"{language}/handbook/signals/lists/{code}/") as page:
        paper = page.pdf(format="A4", margin=dict.fromkeys(("top", "right", "bottom", "left"), "12mm"))
        assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


def test_somebody_without_javascript_comes_from_the_start_to_a_list_and_finds_an_indicator(show):
    with show("/", 320, java_script_enabled=False) as page:
        for name in ("Handboek", "Signalen: wat kunt u zien?", "Hotel en vakantiepark"):
            page.get_by_role("link", name=name, exact=True).first.click()
        assert page.get_by_role("heading", level=1).inner_text() == "Hotel en vakantiepark"
        page.get_by_role("link", name="Signalen: wat kunt u zien?").click()
        page.get_by_role("link", name="Alle indicatoren").click()
        page.get_by_label("Woorden").fill("paspoort")
        page.get_by_label("Beroep").select_option("bank")
        page.get_by_role("button", name="Filter").click()
        assert page.get_by_text("Een ander houdt het paspoort of andere papieren").is_visible()
        assert not page.get_by_text("Valt steeds in slaap").is_visible()
