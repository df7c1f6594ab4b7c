import pytest

from tests.factories import ROUTE, on


@pytest.fixture
def route(settings, db):
    """The agreement made up for tests, at the start of the story, in English."""
    settings.AGREEMENTS_DIR = ROUTE
    with on():
        yield
