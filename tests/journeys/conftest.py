"""Journeys through the real pages: a server that is the application in the database, a real browser, real agreements."""

import os
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection, connections

from tests.browser import AXE, RULES
from vangnet.access.wall.store import SessionStore

PICTURES = os.environ.get(
    "VANGNET_PICTURES"
)  # a folder for a picture of every page; without it none are taken
README = os.environ.get("VANGNET_SCREENSHOTS")  # a folder for the few pictures of the README


@pytest.fixture
def _no_lasting_connections(monkeypatch):
    # The database is thrown away after each journey, which waits for every connection of the server.
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)


@pytest.fixture
def visit(opened, live_server, _no_lasting_connections):
    """Opens a page of the running system as somebody; at the end the browser may not have complained."""
    contexts, faults = [], []

    def as_somebody(actor=None, path="/en/", **how):
        context = opened.new_context(base_url=live_server.url, bypass_csp=True, **how)
        contexts.append(context)
        if actor is not None:
            context.add_cookies([_signed_in(actor.account, live_server.url)])
        page = context.new_page()
        page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(path)
        return page

    yield as_somebody
    for context in contexts:
        context.close()
    _wait_for_quiet()
    assert [fault for fault in faults if "404" not in fault and "403" not in fault] == []


def _wait_for_quiet(seconds=10):
    """The server may still be answering a page that nobody waits for any more."""
    others = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    for _ in range(seconds * 20):
        with connection.cursor() as cursor:
            cursor.execute(others)
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.05)


def _signed_in(account, url):
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.VANGNET_STRONG_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.create()
    return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": url}


@pytest.fixture
def accessible():
    """Checks a page by the accessibility rules, and that nothing sticks out of it."""

    def check(page):
        page.evaluate(AXE.read_text())
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        assert [(one["id"], [node["html"] for node in one["nodes"]][:3]) for one in found["violations"]] == []
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0

    return check


@pytest.fixture
def picture():
    """Takes a picture of a page when somebody asked for pictures."""

    def take(page, name):
        if PICTURES:
            Path(PICTURES).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)

    return take


@pytest.fixture
def in_readme():
    """Takes a picture of what fits in the window when somebody asked for the pictures of the README."""

    def take(page, name):
        if README:
            Path(README).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(README) / f"{name}.png")

    return take
