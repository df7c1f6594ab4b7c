"""What tests of the public form need: a desk that gets reports, the system that acts, and a report under way."""

import pytest
from django.test import Client

from tests.factories import actor, on
from tests.signals.public.browsing import begin, fill, send
from vangnet.access.actors import system
from vangnet.signals.services import drafts


@pytest.fixture(autouse=True)
def _now(db):
    with on():
        yield


@pytest.fixture
def nobody():
    """Who acts when nobody signed in."""
    return system()


@pytest.fixture
def registrar():
    """The desk that the routes name for what arrives without an account."""
    return actor("registrar")


@pytest.fixture
def begun(nobody):
    """The words and the code of a report under way."""
    return drafts.begin(by=nobody)


@pytest.fixture
def code(begun):
    return begun[1]


@pytest.fixture
def browser():
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def filled(browser):
    told = begin(browser)
    fill(browser)
    return told


@pytest.fixture
def sent(browser, filled):
    assert send(browser)["Location"] == "/en/report/sent/"
    return filled
