import pytest
from django.test import Client

from tests.factories import ROUTE, actor, on


@pytest.fixture(autouse=True)
def _route(settings, db):
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
