"""Which databases there are to keep, with whose powers, and by which programs."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

from vangnet.config import environment
from vangnet.config.embedded.places import (
    KEYRING,
    OWNER,
    SUPERUSER,
    EmbeddedError,
    find_home,
    find_keyring,
    wheel_programs,
)

_STEADY = {"TimeZone": "UTC", "DateStyle": "ISO, YMD", "IntervalStyle": "iso_8601", "bytea_output": "hex"}


class BackupError(RuntimeError):
    """A backup cannot be made or put back; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Place:
    """One database: its name here, the address that sees every row, and the one that owns the tables."""

    name: str
    reader: str
    owner: str
    embedded: bool

    def program(self, name: str) -> str:
        """pg_dump or pg_restore: ours beside our own database, that of the machine (which knows TLS) for one elsewhere."""
        if self.embedded:
            return str(wheel_programs() / name)
        found = shutil.which(name)
        if not found:
            raise BackupError(
                f"{name} is missing. Install the PostgreSQL client programs of your server's version."
            )
        return found

    @contextmanager
    def opened(self, *, as_owner: bool = False) -> Iterator[psycopg.Connection]:
        """A connection on which every value is written the same way everywhere."""
        with psycopg.connect(self.owner if as_owner else self.reader) as connection:
            for setting, value in _STEADY.items():
                connection.execute("SELECT set_config(%s, %s, false)", [setting, value])
            connection.commit()
            yield connection


def database() -> Place:
    """The database. No role of everyday work can read all of it, so elsewhere it takes a role of its own."""
    if not os.environ.get("DATABASE_URL"):
        home = find_home()
        return Place("database", home.url(SUPERUSER), home.url(OWNER), embedded=True)
    reader = os.environ.get("VANGNET_BACKUP_URL", "")
    if not reader:
        raise BackupError(
            "VANGNET_BACKUP_URL is missing: the address of a role that may read every row and nothing else "
            "(LOGIN BYPASSRLS, member of pg_read_all_data)."
        )
    return Place("database", reader, environment.database_address(as_owner=True), embedded=False)


def keyring() -> Place:
    """The keyring, which has one role."""
    given = os.environ.get("VANGNET_KEYRING_URL", "")
    address = given or find_keyring().url(KEYRING)
    return Place("keyring", address, address, embedded=not given)


def without_password(address: str) -> tuple[str, dict[str, str]]:
    """An address for a command line that everybody on the machine can read, and the password for the environment."""
    scheme, _mark, rest = address.partition("://")
    entry, slash, tail = rest.partition("/")
    user, at, place = entry.rpartition("@")
    plain = f"{scheme}://{user.partition(':')[0]}{at}{place}{slash}{tail}"
    secret = environment.connection(address)["PASSWORD"]
    return plain, {"PGPASSWORD": secret, "PATH": os.environ.get("PATH", os.defpath)}


__all__ = ["BackupError", "EmbeddedError", "Place", "database", "keyring", "without_password"]
