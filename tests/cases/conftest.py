import pytest

from tests.factories import ROUTE, actor, on


@pytest.fixture(autouse=True)
def _route(settings, db):
    settings.AGREEMENTS_DIR = ROUTE
    with on():
        yield


@pytest.fixture
def police():
    return actor("police")
