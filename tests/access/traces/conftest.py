"""A superuser in the database, for what only somebody with all rights can do to a log."""

import os

import psycopg
import pytest
from django.db import connection, transaction

from vangnet.access.evidence import keys
from vangnet.config import environment
from vangnet.config.embedded.places import SUPERUSER, find_home


@pytest.fixture(autouse=True)
def _own_key_and_copies(settings, tmp_path):
    settings.VANGNET_SEAL_KEY = ""
    settings.VANGNET_SEAL_KEY_FILE = tmp_path / "keys" / "seal-key"
    settings.VANGNET_SEAL_PUBLIC_KEYS = []
    settings.VANGNET_ANCHORS = [str(tmp_path / "anchors")]


@pytest.fixture
def signer(_own_key_and_copies):
    return keys.own()


def _address():
    if os.environ.get("DATABASE_URL"):
        return environment.database_address(as_owner=True)
    return find_home().url(SUPERUSER)


@pytest.fixture
def superuser_connections():
    """Opens connections of somebody who may do everything, to write beside the system; closed at the end."""
    made = []

    def connect():
        wanted = environment.connection(_address())
        made.append(
            psycopg.connect(
                dbname=connection.settings_dict["NAME"],
                user=wanted["USER"],
                password=wanted["PASSWORD"],
                host=wanted["HOST"],
                port=wanted["PORT"] or None,
            )
        )
        return made[-1]

    yield connect
    for one in made:
        one.close()


@pytest.fixture
def superuser(django_db_setup, django_db_blocker):
    """The database as somebody who may do everything sees it; whatever they do is taken back."""
    wanted = environment.connection(_address())
    kept = dict(connection.settings_dict)
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict.update({name: wanted[name] for name in ("USER", "PASSWORD")})
        try:
            with transaction.atomic():
                yield connection
                transaction.set_rollback(True)
        finally:
            connection.close()
            connection.settings_dict.clear()
            connection.settings_dict.update(kept)
