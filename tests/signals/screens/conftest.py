import pytest

from tests.factories import actor, on
from vangnet.access.roles import Reader


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
def reader(registrar):
    return actor(of=registrar.organisation, role=Reader)
