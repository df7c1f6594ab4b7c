"""Test databases: one template made by the owner, a clone per worker, and the application's own role inside the tests.

The template is kept as long as migrations and rights stay the same, so that a second run starts at once. A clone is also how
a test that commits is cleaned up after: the application may not empty tables, and data of migrations comes back by itself.
"""

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from vangnet.access.wall import door
from vangnet.config.environment import connection as settings_of
from vangnet.config.environment import database_address, keyring_address

ROOT = Path(__file__).resolve().parents[1]
PREFIX = "vangnet_test"
A_DAY = 24 * 60 * 60
ATTEMPTS = 5  # each waits up to five seconds by itself before it gives up
_LOCK = 7_264_264  # any number, as long as it is ours: template and clones are made one at a time


class SplitRolesError(RuntimeError):
    """The tests cannot tell owner and application apart."""


def split_roles() -> None:
    """With one database address, make a second role, since the tests prove what the application may not do."""
    if os.environ.get("DATABASE_OWNER_URL"):
        return
    owner = os.environ["DATABASE_URL"]
    role, password = f"{PREFIX}_app", hashlib.sha256(owner.encode()).hexdigest()
    try:
        with psycopg.connect(owner, autocommit=True) as server:
            with contextlib.suppress(psycopg.errors.DuplicateObject):
                server.execute(f"CREATE ROLE {role}")
            server.execute(f"ALTER ROLE {role} LOGIN PASSWORD '{password}'")
    except psycopg.errors.InsufficientPrivilege as refusal:
        raise SplitRolesError(
            "The tests need two roles. Give the owner's address in DATABASE_OWNER_URL and the application's in DATABASE_URL, "
            "or give a role in DATABASE_URL that may create roles and databases."
        ) from refusal
    parts = urlsplit(owner)
    place = parts.netloc.rpartition("@")[2]
    os.environ["DATABASE_OWNER_URL"] = owner
    os.environ["DATABASE_URL"] = urlunsplit(parts._replace(netloc=f"{role}:{password}@{place}"))


def stand_as_service(wrapper: BaseDatabaseWrapper) -> None:
    """Let a new connection of the application stand as a service, unless a request or an act says otherwise.

    What a test makes and looks up by itself is done by nobody; whom a request or an act is done by is never guessed.
    """
    if wrapper.settings_dict["USER"] == settings.DATABASE_APPLICATION_ROLE:
        raw = wrapper.connection
        token = door.process_token(
            settings.DOOR_KEY, door.A_SERVICE, connection=raw.info.backend_pid, seconds=A_DAY
        )
        raw.execute("SELECT set_config('vangnet.token', %s, false)", [token])
        raw.commit()


def make(name: str) -> None:
    """Make a fresh test database as a clone of the template."""
    with _maintenance() as server:
        template = _template(server)
        _remove(server, name)
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        server.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')


def drop(name: str) -> None:
    """Remove a test database."""
    with _maintenance() as server:
        _remove(server, name)


def remove_old_keyrings() -> None:
    """Remove the keys of runs that have ended; a run shares its keys among all its processes."""
    with psycopg.connect(keyring_address("test"), autocommit=True) as server:
        names = server.execute("SELECT nspname FROM pg_namespace WHERE nspname ~ '^test_[0-9]+'").fetchall()
        for (name,) in names:
            if not Path("/proc", name.split("_")[1]).exists():
                server.execute(f'DROP SCHEMA IF EXISTS "{name}" CASCADE')


def _remove(server: psycopg.Connection, name: str) -> None:
    """Drop it, and end what the application left open there.

    The owner is not the application and may not end its connections (`WITH (FORCE)` fails on them, and on a worker that
    tidies up tables); the application may end its own, and a plain drop waits for the worker.
    """
    for _attempt in range(ATTEMPTS):
        try:
            server.execute(f'DROP DATABASE IF EXISTS "{name}"')
            return
        except psycopg.errors.ObjectInUse:
            with psycopg.connect(database_address(as_owner=False), autocommit=True) as application:
                application.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = %s AND usename = current_user",
                    [name],
                )
    server.execute(f'DROP DATABASE IF EXISTS "{name}"')


@contextlib.contextmanager
def _maintenance() -> Iterator[psycopg.Connection]:
    address = database_address(as_owner=True)
    with psycopg.connect(address, autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        yield server


def _template(server: psycopg.Connection) -> str:
    name = f"{PREFIX}_template_{_fingerprint()}"
    known = {
        row[0]
        for row in server.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{PREFIX}%"])
    }
    if name in known:
        return name
    for old in known:
        if "_template_" in old or not _run_is_alive(old):
            _remove(server, old)
    half_made = f"{PREFIX}_template_making"
    server.execute(f'CREATE DATABASE "{half_made}"')
    _migrate(half_made)
    server.execute(f'ALTER DATABASE "{half_made}" RENAME TO "{name}"')
    return name


def _migrate(name: str) -> None:
    kept = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(settings_of(database_address(as_owner=True)), NAME=name)
    try:
        call_command("migrate", verbosity=0)
    finally:
        connection.close()
        connection.settings_dict.update(kept)


def _fingerprint() -> str:
    """Everything a fresh database depends on: migrations, the marks of logs, the rights, the role and the packages."""
    parts = [
        *ROOT.glob("vangnet/*/migrations/*.py"),
        *ROOT.glob("vangnet/*/models*.py"),
        *ROOT.glob("vangnet/*/models/*.py"),
    ]
    parts += [*ROOT.glob("vangnet/core/management/commands/*.py"), ROOT / "requirements" / "base.txt"]
    parts += [*ROOT.glob("vangnet/cases/redactions.py"), ROOT / "vangnet" / "access" / "append_only.py"]
    parts += [ROOT / "vangnet" / "config" / "settings.py", *ROOT.glob("vangnet/*/walls.py")]
    parts += [*ROOT.glob("vangnet/access/wall/*.py"), *ROOT.glob("vangnet/access/wall/sql/*.sql")]
    parts += [
        ROOT / "vangnet" / "access" / "evidence" / "triggers.py",
        ROOT / "vangnet" / "shelter" / "guards.py",
    ]
    parts += [ROOT / "vangnet" / "access" / "categories.py"]
    text = hashlib.sha256(database_address(as_owner=False).encode() + settings.DOOR_KEY.encode())
    for part in sorted(parts):
        text.update(str(part.relative_to(ROOT)).encode() + part.read_bytes())
    return text.hexdigest()[:16]


def _run_is_alive(name: str) -> bool:
    number = name.removeprefix(f"{PREFIX}_").split("_")[0]
    return number.isdigit() and Path("/proc", number).exists()
