"""Somebody without an account reports: without scripts, by keyboard, on a small screen, and without leaving anything behind."""

import logging

import pytest
from django.db import connection
from playwright.sync_api import expect

from tests.factories import actor
from vangnet.portal.reporting import languages, pages
from vangnet.signals.models import Draft, Signal

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("_desk")]
HEAVIEST = 150_000
ADDRESS = "198.51.100.77"
STORY = "Iemand mag het huis aan de kade niet uit."


@pytest.fixture
def _desk(monkeypatch):
    actor("registrar")
    # A browser that is driven is faster than a person.
    monkeypatch.setattr("vangnet.signals.told.waited_long_enough", lambda *_: True)


def words_on(page):
    return " ".join(page.locator("#words li").all_inner_texts())


def begin(page, start="Start", on="Go on"):
    page.get_by_role("button", name=start, exact=True).click()
    told = words_on(page)
    page.get_by_role("link", name=on, exact=True).click()
    return told


def fill(page, each=lambda name: None):
    """Answer as many pages as there are; `each` looks at every one of them."""
    each("seen")
    page.get_by_label("What did you see, hear or go through?").fill(STORY)
    keep(page)
    each("danger")
    page.get_by_label("I do not know").check()
    keep(page)
    each("who")
    page.get_by_label("How old is this person, about?").fill("17")
    keep(page)
    each("where")
    page.get_by_label("In which town or city?").fill("Ergens")
    keep(page)
    each("signs")
    page.get_by_role("checkbox").first.check()
    keep(page)
    each("reporter")
    page.get_by_label("I would rather not say").check()
    keep(page)
    each("contact")
    page.get_by_label("Only on the page that my words open").check()
    keep(page)
    each("files")
    page.get_by_role("link", name="Go on", exact=True).click()
    each("check")


def keep(page):
    page.get_by_role("button", name="Keep and go on").click()


def test_report_without_scripts_on_a_small_screen(visit, accessible, picture):
    page = visit(None, "/en/report/", java_script_enabled=True, viewport={"width": 320, "height": 640})

    def look(name):
        accessible(page)
        picture(page, f"report-{name}")

    look("start")
    page.get_by_role("button", name="Start", exact=True).click()
    look("words")
    told = words_on(page)
    page.get_by_role("link", name="Go on", exact=True).click()
    fill(page, look)
    page.get_by_role("button", name="Send").click()
    look("sent")
    reference = page.locator("#reference").inner_text()
    assert Signal.objects.get().reference == reference

    plain = visit(None, "/en/report/come-back/", java_script_enabled=False)
    plain.get_by_label("Your words").fill(told)
    plain.get_by_role("button", name="Open").click()
    assert reference in plain.content()
    page.goto("/en/report/return/")
    look("return")
    page.goto("/en/report/come-back/")
    look("come-back")


@pytest.mark.parametrize("scripts", [True, False])
def test_report_that_was_closed_goes_on_with_what_was_typed(visit, accessible, picture, scripts):
    page = visit(None, "/report/", java_script_enabled=True, viewport={"width": 320, "height": 640})
    page.get_by_role("button", name="Start", exact=True).click()
    told = words_on(page)
    state = page.context.storage_state()
    page = visit(
        None,
        "/report/seen/",
        java_script_enabled=scripts,
        viewport={"width": 320, "height": 640},
        storage_state=state,
    )
    page.locator("textarea").fill("Zij mag niet weg.")
    page.context.clear_cookies()
    page.get_by_role("button", name="Bewaren en verder").click()
    page.get_by_label("Jouw woorden").fill("appel molen")
    page.get_by_role("button", name="Verder", exact=True).click()
    if scripts:
        accessible(page)
        picture(page, "report-closed")
    assert "Wat je net invulde, staat hier niet." in page.locator("main").inner_text()
    page.get_by_label("Jouw woorden").fill(told)
    page.get_by_role("button", name="Verder", exact=True).click()
    page.goto("/report/check/")
    assert "Zij mag niet weg." in page.locator("main").inner_text()


def test_whole_report_works_without_any_script(visit):
    page = visit(None, "/en/report/", java_script_enabled=False)
    begin(page)
    fill(page)
    page.get_by_role("button", name="Send").click()
    assert "Your report has arrived" in page.content()
    page.get_by_role("link", name="See how it goes").click()
    page.get_by_label("What do you want to add?").fill("Zij zijn verhuisd.")
    page.get_by_role("button", name="Send it along").click()
    assert "What you added has arrived." in page.content()


def test_report_by_keyboard_alone(visit):
    page = visit(None, "/en/report/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Leave this page"
    start = page.get_by_role("button", name="Start", exact=True)
    for _ in range(30):
        if start.evaluate("one => one === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.locator(":focus").press("Enter")
    page.wait_for_url("**/words/")
    page.goto("/en/report/danger/")
    page.get_by_label("Yes").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.locator(":focus").press("Enter")
    page.wait_for_url("**/who/")


def test_every_page_weighs_little_and_asks_nobody_else(visit, live_server):
    page = visit(None, "/en/report/")
    begin(page)
    known, heaviest = page.context.storage_state(), {}
    for name in ("", *(f"{one}/" for one in (*pages.BY_NAME, "files", "check", "come-back"))):
        fresh = visit(None, "/alive", storage_state=known)
        sizes = {}
        fresh.on("response", lambda response, sizes=sizes: sizes.update({response.url: response}))
        fresh.goto(f"/en/report/{name}", wait_until="networkidle")
        assert [url for url in sizes if not url.startswith(live_server.url)] == []
        heaviest[name] = sum(len(response.body()) for response in sizes.values() if response.ok)
        fresh.context.close()
    assert {name: size for name, size in heaviest.items() if not 20_000 < size <= HEAVIEST} == {}


def leaves(page, act):
    """Leave, and give where that leads; the page elsewhere is answered here, since tests go nowhere."""
    led = []

    def answer(route):
        response = route.fetch(max_redirects=0)
        led.append(response.headers["location"])
        route.fulfill(body="<title>Weather</title>", content_type="text/html")

    page.context.route("**/leave/", answer)
    act()
    expect(page).to_have_title("Weather")
    return led


@pytest.mark.parametrize("way", ["link", "keys", "plain"])
def test_leaving_at_once_and_coming_back_shows_nothing(visit, live_server, way):
    page = visit(None, "/en/report/", java_script_enabled=way != "plain")
    begin(page)
    page.get_by_label("What did you see, hear or go through?").fill(STORY)
    keep(page)
    page.goto("/en/report/seen/")
    if way == "keys":
        led = leaves(page, lambda: [page.keyboard.press("Shift") for _ in range(3)])
    else:
        led = leaves(page, lambda: page.get_by_role("link", name="Leave this page").first.click())
    assert led[0].startswith("https://www.knmi.nl/")
    assert page.context.cookies(live_server.url) == []
    page.go_back()
    assert STORY not in page.content()


def test_nothing_says_who_reported(visit, live_server, caplog):
    caplog.set_level(logging.DEBUG)
    agent = "Browser-of-somebody/7.7"
    page = visit(None, "/en/report/", user_agent=agent, extra_http_headers={"X-Forwarded-For": ADDRESS})
    told = begin(page)
    fill(page)
    page.get_by_role("button", name="Send").click()
    page.get_by_role("link", name="See how it goes").click()
    held = everything_in_the_database()
    for trace in (ADDRESS, "127.0.0.1", agent, STORY, told):
        assert trace not in held, trace
        assert trace not in caplog.text or trace == "127.0.0.1", trace
    assert not Draft.objects.exists()


def everything_in_the_database():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('%I', tablename) AS name FROM pg_tables WHERE schemaname = 'public' "
            "AND has_table_privilege(format('%I.%I', schemaname, tablename), 'SELECT')"
        )
        tables = [row[0] for row in cursor.fetchall()]
        held = []
        for table in tables:
            cursor.execute(f"SELECT t::text FROM {table} AS t")
            held += [row[0] or "" for row in cursor.fetchall()]
    return "\n".join(held)


@pytest.mark.parametrize("language", ["", *languages.FURTHER])
def test_every_language_is_readable(visit, accessible, picture, language):
    path = f"/report/{language}/" if language else "/report/"
    page = visit(None, path, viewport={"width": 320, "height": 640})
    assert page.locator("html").get_attribute("lang") == (language or "nl")
    accessible(page)
    picture(page, f"report-start-{language or 'nl'}")
    page.locator("main form button").first.click()
    accessible(page)
    page.goto(f"{path}who/")
    accessible(page)
    picture(page, f"report-who-{language or 'nl'}")


def test_everybody_finds_the_form_from_the_start_page(visit):
    page = visit(None, "/en/")
    page.get_by_role("link", name="Seen something? Report it").first.click()
    assert page.url.endswith("/en/report/")
