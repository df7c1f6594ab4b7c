"""A keyring and root keys of one test module, apart from those of the product."""

import os
from uuid import uuid4

import pytest
from django.conf import settings

from vangnet.persons.vault.keyring import Keyring
from vangnet.persons.vault.roots import LocalKeyFile


@pytest.fixture
def roots(tmp_path):
    return LocalKeyFile(tmp_path / "roots.json", may_make=True)


@pytest.fixture
def ring(roots):
    """An empty keyring."""
    made = Keyring(settings.KEYRING_ADDRESS, roots, f"test_{os.getpid()}_{uuid4().hex[:8]}")
    made.prepare()
    yield made
    made.drop()
