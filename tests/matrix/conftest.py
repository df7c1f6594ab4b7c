import pytest
from django.db import transaction

from tests.matrix import world as worlds


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """One world for all tests of a module; every test takes its own changes back, and nothing of it stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.made()
        transaction.set_rollback(True)
