import pytest
from django.test import Client

from tests.factories import ROUTE, actor, on


@pytest.fixture
def _route(settings, db):
    """The short agreement for tests, on the first day of its story; the handbook is tested with the real ones."""
    settings.AGREEMENTS_DIR = ROUTE
    with on():
        yield


@pytest.fixture
def police():
    return actor("police")


@pytest.fixture
def browse():
    """A client in which somebody is signed in."""

    def signed_in(who):
        client = Client()
        client.force_login(who.account, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
