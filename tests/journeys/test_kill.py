"""The server is killed in the middle of concurrent submissions: what was acknowledged is there once, and sending again adds nothing."""

import os
import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from threading import Event, Thread
from urllib.parse import urlencode, urlsplit, urlunsplit
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection

from tests.factories import actor
from tests.journeys.conftest import _signed_in
from tools.steps import ROOT, tool
from vangnet.cases import queries, services
from vangnet.config.environment import database_address
from vangnet.core import clock
from vangnet.protocol import catalogue
from vangnet.protocol.moments import exactly

SENDERS = 6
ENOUGH = 20
PATIENCE = 20
TOKEN = "t" * 32


@pytest.fixture
def port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def server(port):
    """A real server in a process group of its own, on the database of this test, signed in as the application."""
    environment = os.environ | {
        "VANGNET_MODE": "test",
        "VANGNET_PORT": str(port),
        "DATABASE_URL": here(as_owner=False),
        "DATABASE_OWNER_URL": here(as_owner=True),
        "DJANGO_SETTINGS_MODULE": "tests.settings",  # in which the way in of the tests exists
    }
    words = tool("gunicorn", "--config", "tools/serve.py", "vangnet.config.wsgi")
    running = subprocess.Popen(
        words, cwd=ROOT, env=environment, start_new_session=True, stdout=subprocess.DEVNULL
    )
    try:
        wait_for(lambda: status(port, "/alive") == 200)
        yield running
    finally:
        kill(running)


def here(*, as_owner):
    parts = urlsplit(database_address(as_owner=as_owner))
    return urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))


def kill(running):
    if running.poll() is None:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def wait_for(it_is_so):
    until = time.monotonic() + PATIENCE
    while not it_is_so():
        assert time.monotonic() < until, "this took too long"
        time.sleep(0.05)


def status(port, path, cookies="", fields=None):
    """The status of an answer; nothing when the server was gone before it answered."""
    asked = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
    try:
        asked.request("POST" if fields else "GET", path, urlencode(fields or {}), headers)
        answer = asked.getresponse()
        # Being sent away to sign in again is no acknowledgement.
        return 401 if "/account/" in (answer.getheader("Location") or "") else answer.status
    except (OSError, HTTPException):
        return None
    finally:
        asked.close()


@pytest.fixture
def story(port):
    """A dossier, the address of a form of it, and who sends."""
    police = actor("police")
    one = services.open_dossier(
        {"age": 30, "origin": "nl"}, occurred=exactly(clock.now()), ground="Wet A", by=police
    )
    plain = (
        code
        for code, step in catalogue.current().corpus.steps.items()
        if not (step.derived or step.fields) and "police" in step.by
    )
    session = _signed_in(police.account, f"http://127.0.0.1:{port}")
    cookies = f"{session['name']}={session['value']}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
    return police, one, f"/dossiers/{one.address}/record/{next(plain)}/", cookies


def submission(key):
    return {
        "csrfmiddlewaretoken": TOKEN,
        "submission_key": key,
        "occurred": "vandaag",
        "party": "police",
        "deviation_reason": "the server is about to be killed",
    }


def keep_sending(send, acknowledged, unanswered, stop):
    while not stop.is_set():
        key = str(uuid4())
        answer = send(key)
        (acknowledged if answer == 302 else unanswered).append(key)
        if answer is None:
            return


@pytest.mark.django_db(transaction=True)
def test_acknowledged_submissions_survive_a_killed_server_exactly_once(story, port):
    police, one, path, cookies = story

    def send(key):
        return status(port, path, cookies, submission(key))

    acknowledged, unanswered, stop = [], [], Event()
    with server(port) as running:
        senders = [
            Thread(target=keep_sending, args=(send, acknowledged, unanswered, stop)) for _ in range(SENDERS)
        ]
        for sender in senders:
            sender.start()
        try:
            wait_for(lambda: len(acknowledged) >= ENOUGH or unanswered)
            kill(running)
        finally:
            stop.set()
            for sender in senders:
                sender.join()
    assert len(acknowledged) >= ENOUGH
    assert unanswered  # it was really in the middle of something
    kept = keys_in(police, one)
    assert {key for key in acknowledged if kept.count(key) != 1} == set()
    with server(port):
        again = [send(key) for key in (*unanswered, *acknowledged[-5:])]
    assert set(again) == {302}
    kept = keys_in(police, one)
    assert sorted(kept) == sorted({*acknowledged, *unanswered})


def keys_in(police, one):
    recorded = queries.entries(police, one)
    assert [entry.sequence for entry in recorded] == list(range(1, len(recorded) + 1))
    return [entry.submission_key for entry in recorded if entry.submission_key]
