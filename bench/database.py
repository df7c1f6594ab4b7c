"""A database of its own for measurements: made by the owner, measured as the application, thrown away afterwards."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import django
import psycopg

NAME = "vangnet_bench"


@contextmanager
def own_database() -> Iterator[str]:
    """Make an empty database with all tables, and let Django work in it as the application; gives the owner's address."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "vangnet.config.settings"
    os.environ["VANGNET_MODE"] = (
        "test"  # as in production, without the list of queries that development keeps
    )
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from vangnet.config.environment import connection as settings_of
    from vangnet.config.environment import database_address

    owner = database_address(as_owner=True)
    _again(owner)
    kept = dict(connection.settings_dict)
    try:
        connection.close()
        connection.settings_dict.update(settings_of(owner), NAME=NAME)
        call_command("migrate", verbosity=0)
        connection.close()
        connection.settings_dict.update(kept, NAME=NAME)
        yield psycopg.conninfo.make_conninfo(owner, dbname=NAME)
    finally:
        connection.close()
        connection.settings_dict.update(kept)
        with psycopg.connect(owner, autocommit=True) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)')


def _again(owner: str) -> None:
    with psycopg.connect(owner, autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{NAME}"')
