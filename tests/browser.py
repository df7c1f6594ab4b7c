"""A browser that gets its pages straight from the application: no server, no network, the real headers."""

import os
import shutil
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import sync_playwright

SITE = "http://localhost:9"
AXE = Path(__file__).resolve().parents[1] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
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
