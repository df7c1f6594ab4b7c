"""Building the wall while people work: what waits for each other is done again, anything else is said."""

import psycopg
import pytest
from django.db import OperationalError, connection

from vangnet.access.wall import building


def failing(times, cause):
    """A build that fails so many times, and then gives a number."""
    left = [times]

    def build(connection, role):
        if left[0]:
            left[0] -= 1
            raise OperationalError("the database said no") from cause
        return 7

    return build


def test_wall_is_built_again_when_it_and_somebodys_work_waited_for_each_other(monkeypatch):
    monkeypatch.setattr(building, "_build", failing(building.ATTEMPTS - 1, psycopg.errors.DeadlockDetected()))
    assert building.build(connection, role="app") == 7


@pytest.mark.parametrize(
    ("times", "cause"),
    [(building.ATTEMPTS, psycopg.errors.DeadlockDetected()), (1, psycopg.errors.AdminShutdown())],
)
def test_wall_that_cannot_be_built_says_so(monkeypatch, times, cause):
    monkeypatch.setattr(building, "_build", failing(times, cause))
    with pytest.raises(OperationalError, match="said no"):
        building.build(connection, role="app")
