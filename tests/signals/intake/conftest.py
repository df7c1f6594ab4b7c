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


@pytest.fixture
def emm():
    return actor("emm")


@pytest.fixture
def reception():
    return actor("asylum_reception")
