import pytest

from tests.factories import actor, on


@pytest.fixture(autouse=True)
def _now(db):
    with on():
        yield


@pytest.fixture
def registrar():
    return actor("registrar")


@pytest.fixture
def police():
    return actor("police")
