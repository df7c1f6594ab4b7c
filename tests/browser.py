"""A browser that gets its pages straight from the application: no server, no network, the real headers."""

import os
import shutil
from contextlib import contextmanager, nullcontext
from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Locator, sync_playwright

SITE = "http://localhost:9"
AXE = Path(__file__).resolve().parents[1] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Whether a click, or the key Enter, leads to another page: on a link, or by a form that the browser lets through.
LEADS_ON = """(one, by_key) => {
    const link = one.closest('a[href]');
    if (link) return !link.download && !link.target && link.href.split('#')[0] !== location.href.split('#')[0];
    const sends = one.closest(by_key ? 'button, input' : 'button, input[type=submit]');
    const form = sends && sends.type !== 'button' && sends.form;
    return Boolean(form) && (form.noValidate || sends.formNoValidate || form.checkValidity());
}"""
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}


class NoBrowserError(RuntimeError):
    """There is no Chromium on this machine."""


def chromium():
    found = os.environ.get("VANGNET_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        raise NoBrowserError(
            "Chromium is missing. Install it (apt-get install chromium) or set VANGNET_CHROMIUM."
        )
    return found


def arriving(patch):
    """Let a click and the key Enter be over when the page that follows is there: the browser goes on before, on a slow machine."""
    click, press = Locator.click, Locator.press

    def click_and_arrive(pressed, **how):
        with _following(pressed, by_key=False):
            click(pressed, **how)

    def press_and_arrive(pressed, key, **how):
        with _following(pressed, by_key=True) if key == "Enter" else nullcontext():
            press(pressed, key, **how)

    patch.setattr(Locator, "click", click_and_arrive)
    patch.setattr(Locator, "press", press_and_arrive)


def _following(pressed, *, by_key):
    leads_on = pressed.evaluate(LEADS_ON, by_key)
    return pressed.page.expect_navigation() if leads_on else nullcontext()


def until(page, expression, seconds=10):
    """Wait until something holds in the page; asked from here, since the policy of a page refuses what would wait in it."""
    for _ in range(seconds * 50):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"It never held within {seconds} seconds: {expression}")


@contextmanager
def browser():
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=flags)
        try:
            yield opened
        finally:
            opened.close()


def answer(route):
    """Answer a request of the browser from the application, or from the files beside it."""
    address = urlsplit(route.request.url)
    if f"{address.scheme}://{address.netloc}" != SITE:
        raise AssertionError(f"The page asked for {route.request.url}, which lies elsewhere.")
    if address.path.startswith("/static/"):
        file = Path(finders.find(address.path.removeprefix("/static/")))
        route.fulfill(body=file.read_bytes(), content_type=TYPES[file.suffix])
        return
    response = Client().get(address.path, query_params=dict(_pairs(address.query)))
    route.fulfill(status=response.status_code, headers=dict(response.headers), body=response.content)


def _pairs(query):
    return [part.split("=", 1) for part in query.split("&") if "=" in part]


@contextmanager
def page_at(opened, address, *, faults, **how):
    """A page at an address, with what the browser complained about in `faults`."""
    context = opened.new_context(**how)
    page = context.new_page()
    page.route("**/*", answer)
    page.on(
        "console",
        lambda message: faults.append(message.text) if message.type in {"error", "warning"} else None,
    )
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(SITE + address)
    try:
        yield page
    finally:
        context.close()
