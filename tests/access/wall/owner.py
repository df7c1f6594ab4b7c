"""Working in the test database as the owner of the tables, and as a stranger with nothing but the rights of the application."""

from contextlib import contextmanager

import psycopg
from django.db import connection

from vangnet.config.environment import connection as settings_of
from vangnet.config.environment import database_address


@contextmanager
def as_owner():
    """The owner, asked on the connection of the test, so that both see the same; everything is taken back at the end."""
    other = connection.copy()
    other.settings_dict = other.settings_dict | settings_of(database_address(as_owner=True))
    other.settings_dict["NAME"] = connection.settings_dict["NAME"]
    other.connect()
    owner, kept = other.connection, connection.connection
    owner.autocommit = False
    owner.execute("SET lock_timeout = '5s'")
    connection.connection = owner
    try:
        yield owner
    finally:
        connection.connection = kept
        owner.rollback()
        owner.close()


@contextmanager
def as_application(**how):
    """A connection of the application that nobody prepared: it stands nowhere."""
    address = psycopg.conninfo.make_conninfo(
        database_address(as_owner=False), dbname=connection.settings_dict["NAME"]
    )
    with psycopg.connect(address, **how) as raw:
        yield raw
