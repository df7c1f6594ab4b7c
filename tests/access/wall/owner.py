"""Working in the test database as the owner of the tables, and as a raw stranger with the rights of the application."""

from contextlib import contextmanager

import psycopg
from django.db import connection

from vangnet.config.environment import database_address


@contextmanager
def as_owner():
    """The owner on the connection of the test itself, so that both see the same; everything is taken back at the end."""
    with psycopg.connect(_address(as_owner=True)) as owner:
        try:
            with _instead(owner):
                yield owner
        finally:
            owner.rollback()


@contextmanager
def _instead(owner):
    """Let Django ask on the owner's connection for a moment: what it changed is not committed and nobody else sees it."""
    kept = connection.connection
    owner.cursor_factory = kept.cursor_factory
    connection.connection = owner
    try:
        yield
    finally:
        connection.connection = kept


@contextmanager
def as_application(**how):
    """A connection of the application that nobody prepared: it stands nowhere."""
    with psycopg.connect(_address(as_owner=False), **how) as raw:
        yield raw


def _address(*, as_owner):
    return psycopg.conninfo.make_conninfo(
        database_address(as_owner=as_owner), dbname=connection.settings_dict["NAME"]
    )
