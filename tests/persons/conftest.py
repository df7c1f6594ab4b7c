import pytest

from tests.factories import actor, dossier, on


@pytest.fixture
def by():
    with on():
        yield actor()


@pytest.fixture
def case(by):
    """A dossier that the actor opened."""
    return dossier(by)
