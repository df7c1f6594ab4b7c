"""What only a browser can tell: nothing sticks out, nothing is blocked, everything can be reached and read."""

import pytest

from tests.browser import AXE, RULES, page_at, until

VIEWS = [
    ("/design/?form=wrong", 1280, "light"),
    ("/en/design/", 1280, "dark"),
    ("/en/design/?form=wrong", 320, "light"),
    ("/design/", 320, "dark"),
    ("/nowhere/", 320, "light"),
]


@pytest.fixture
def show(opened):
    """Opens a page and checks at the end that the browser had nothing to complain about."""
    faults = []

    def at(address, width=1280, **how):
        return page_at(opened, address, faults=faults, viewport={"width": width, "height": 800}, **how)

    yield at
    assert [fault for fault in faults if "404" not in fault] == []


@pytest.mark.parametrize(("address", "width", "scheme"), VIEWS)
def test_page_passes_the_accessibility_rules(show, address, width, scheme):
    with show(address, width, color_scheme=scheme, bypass_csp=True) as page:
        page.evaluate(AXE.read_text())
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found["violations"]] == []
    assert len(found["passes"]) > 20


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_nothing_sticks_out_of_the_page(show, width):
    with show("/design/?form=wrong", width) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 1280])
def test_everything_to_press_is_large_enough(show, width):
    small = """[...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')]
        .map(one => [one, one.getBoundingClientRect()])
        .filter(([one, box]) => box.height > 0 && box.height < 24
            && !one.closest('p, td, th, dd, li.vn-event, .vn-error-summary, .vn-choice, .utrecht-breadcrumb-nav'))
        .map(([one, box]) => `${one.outerHTML.slice(0, 90)} ${box.height}`)"""
    with show("/design/", width) as page:
        assert page.evaluate(small) == []


def test_error_summary_takes_the_focus_and_its_links_lead_to_the_fields(show):
    with show("/en/design/?form=wrong") as page:
        assert page.evaluate("document.activeElement.hasAttribute('data-error-summary')")
        page.get_by_role("link", name="Where was the first contact?").click()
        assert page.evaluate("document.activeElement.id") == "id_place_0"


def test_page_works_without_scripts(show):
    with show("/en/design/", java_script_enabled=False) as page:
        page.get_by_label("Track").first.select_option("residence")
        page.get_by_role("button", name="Filter").click()
        assert "track=residence" in page.url
        assert page.get_by_label("Track").first.input_value() == "residence"


def test_choosing_a_filter_is_enough_with_scripts(show):
    with show("/en/design/") as page:
        assert page.get_by_text("The list changes as soon as you choose.").is_visible()
        page.get_by_label("Track").first.select_option("residence")
        page.wait_for_url("**track=residence**")
        until(page, "document.activeElement.id === 'id_track'")


def test_keyboard_goes_first_to_the_skip_link_and_then_to_the_content(show):
    with show("/en/design/") as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
        page.locator(":focus").press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"


def test_focus_is_always_visible(show):
    with show("/en/design/") as page:
        for _ in range(25):
            page.keyboard.press("Tab")
            width = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
            assert float(width.removesuffix("px")) >= 2, page.evaluate("document.activeElement.outerHTML")


def test_paper_shows_what_was_folded_and_leaves_out_the_menu(show):
    with show("/en/design/?print=1") as page:
        page.emulate_media(media="print")
        assert page.get_by_text("nobody has parental authority").is_visible()
        assert not page.get_by_role("navigation", name="Language").is_visible()
        assert not page.get_by_role("search").is_visible()


def test_list_to_choose_from_shows_that_it_opens(show):
    with show("/en/design/") as page:
        image = page.evaluate("getComputedStyle(document.querySelector('select')).backgroundImage")
    assert "gradient" in image
