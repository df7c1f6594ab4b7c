from datetime import date

import pytest

from tests.factories import actor, on
from vangnet.signals.adding_up.limits import in_force


@pytest.fixture
def limits():
    return in_force(date(2025, 3, 3))


@pytest.fixture
def now(db):
    with on():
        yield


@pytest.fixture
def police(now):
    return actor("police")


@pytest.fixture
def inspectorate(now):
    return actor("labour_inspectorate")


@pytest.fixture
def registrar(now):
    return actor("registrar")
