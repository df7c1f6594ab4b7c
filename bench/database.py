"""A database of its own for measurements: made by the owner, measured as the application, thrown away afterwards."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

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
            _drop(server)


def _again(owner: str) -> None:
    with psycopg.connect(owner, autocommit=True) as server:
        _drop(server)
        server.execute(f'CREATE DATABASE "{NAME}"')


def _drop(server: psycopg.Connection) -> None:
    """Remove the database; without force, since the server's own cleaning may be in it and ends when it is asked."""
    for _ in range(20):
        with suppress(psycopg.errors.ObjectInUse):
            server.execute(f'DROP DATABASE IF EXISTS "{NAME}"')
            return
        time.sleep(0.3)
    raise SystemExit(f"The database {NAME} is in use. Wait until other measurements have ended.")
