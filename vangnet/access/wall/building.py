"""Building the wall: functions, triggers and policies, all in one transaction, from the declarations of all packages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import OperationalError, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from vangnet.access.wall import door, policies
from vangnet.access.wall.declarations import Wall
from vangnet.access.wall.policies import REACH, Policy
from vangnet.core.models import Derived, GrowsOnly, Sealed

DOOR = "vangnet_door_key"
ATTEMPTS = 5
SQL = Path(__file__).parent / "sql"
FILES = ("context.sql", "sessions.sql", "access.sql")
# Functions that only other functions of the wall call.
INNER = frozenset(
    {
        "vangnet_is_signed",
        "vangnet_works_there",
        "vangnet_stand",
        "vangnet_stand_of_process",
        "vangnet_follow_grants",
        "vangnet_taken_part_in",
        "vangnet_reads_dossiers",
        "vangnet_after_grant",
        "vangnet_after_grant_end",
    }
)


def declared() -> dict[str, Wall]:
    """The walls that all packages declare, by table; raises ValueError when two packages declare one table."""
    walls: dict[str, Wall] = {}
    names = [config.name for config in apps.get_app_configs() if config.name.startswith("vangnet.")]
    for name in dict.fromkeys((*names, "vangnet.config")):
        if find_spec(f"{name}.walls") is None:
            continue
        for table, wall in import_module(f"{name}.walls").WALLS.items():
            if table in walls:
                raise ValueError(f"{name}.walls: the table {table} is declared twice.")
            walls[table] = wall
    return walls


def expected(walls: dict[str, Wall]) -> list[Policy]:
    """The policies that the application's role ought to meet, in a fixed order."""
    kinds = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    found: list[Policy] = []
    for table, wall in sorted(walls.items()):
        model = kinds.get(table)
        grows_only = model is not None and issubclass(model, GrowsOnly)
        read_only = model is None or issubclass(model, Derived | Sealed)
        found += policies.of_application(table, wall, grows_only=grows_only, read_only=read_only)
    return found


def build(connection: BaseDatabaseWrapper, *, role: str) -> int:
    """Build the wall for the role of the application; gives how many tables stand behind it.

    While people work, their statements and the new policies may wait for each other; then it is simply done again.
    """
    for _attempt in range(ATTEMPTS - 1):
        try:
            return _build(connection, role)
        except OperationalError as fault:
            if not isinstance(fault.__cause__, psycopg.errors.DeadlockDetected):
                raise
    return _build(connection, role)


def _build(connection: BaseDatabaseWrapper, role: str) -> int:
    walls = declared()
    quoted = connection.ops.quote_name(role)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        owner = connection.ops.quote_name(cursor.fetchone()[0])
        for statement in _cleared(cursor):
            cursor.execute(statement)
        _door(cursor, owner, quoted)
        for statement in (*_functions(quoted), *_tables(cursor, walls, owner, quoted)):
            cursor.execute(statement)
    return len(walls)


def fingerprint(text: str) -> str:
    """What stands beside a policy, to see later whether it is still the declared one."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def functions() -> str:
    """The text of all functions of the wall, those of the packages after its own."""
    packages = [Path(config.path) / "wall.sql" for config in apps.get_app_configs()]
    files = [*(SQL / file for file in FILES), *(file for file in packages if file.is_file())]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def _door(cursor: CursorWrapper, owner: str, role: str) -> None:
    """The table with the key, which only the owner reads. PUBLIC loses what it might have had."""
    inner, outer = door.pads(settings.DOOR_KEY)
    for statement in (
        f"CREATE TABLE IF NOT EXISTS {DOOR} (only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one), "
        "inner_pad bytea NOT NULL, outer_pad bytea NOT NULL)",
        f"REVOKE ALL ON {DOOR} FROM PUBLIC, {role}" if role != owner else "SELECT 1",
        *_behind_wall(DOOR),
        policies.of_owner(DOOR).statement(owner),
        f"DELETE FROM {DOOR}",  # noqa: S608 - our own table
    ):
        cursor.execute(statement)
    cursor.execute(
        f"INSERT INTO {DOOR} (inner_pad, outer_pad) VALUES (%s, %s)",  # noqa: S608 - our own table
        [inner, outer],
    )


def function_names() -> list[str]:
    """The functions of the wall."""
    return sorted(set(re.findall(r"CREATE OR REPLACE FUNCTION (\w+)", functions())))


def _cleared(cursor: CursorWrapper) -> Iterator[str]:
    """Take down what stood, so that nothing of an earlier declaration stays; the functions after what depends on them."""
    cursor.execute("SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public'")
    for table, name in cursor.fetchall():
        yield f'DROP POLICY "{name}" ON "{table}"'
    for name in function_names():
        yield f"DROP FUNCTION IF EXISTS {name} CASCADE"


def _functions(role: str) -> Iterator[str]:
    yield functions()
    for name in function_names():
        yield f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC"
        yield f"REVOKE ALL ON FUNCTION {name} FROM {role}"
        if name not in INNER:
            yield f"GRANT EXECUTE ON FUNCTION {name} TO {role}"
    yield f"REVOKE ALL ON {REACH} FROM PUBLIC, {role}"
    yield f"GRANT SELECT ON {REACH} TO {role}"
    yield _MARK_OF_REACH


def _tables(cursor: CursorWrapper, walls: dict[str, Wall], owner: str, role: str) -> Iterator[str]:
    for table in sorted(walls):
        yield from _behind_wall(table)
        yield policies.of_owner(table).statement(owner)
    if role != owner:
        for policy in expected(walls):
            yield policy.statement(role)
            yield _mark(policy)
    cursor.execute("SELECT viewname FROM pg_views WHERE schemaname = 'public' AND viewname <> %s", [REACH])
    for (view,) in cursor.fetchall():
        yield f'ALTER VIEW "{view}" SET (security_invoker = true)'


def _behind_wall(table: str) -> Iterator[str]:
    yield f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY'
    yield f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY'


_MARK = """
DO $$ BEGIN EXECUTE format('COMMENT ON POLICY {name} ON "{table}" IS %L', '{declared}:' || (
    SELECT left(encode(sha256(convert_to(coalesce(qual, '') || '|' || coalesce(with_check, ''), 'UTF8')), 'hex'), 32)
    FROM pg_policies WHERE schemaname = 'public' AND tablename = '{table}' AND policyname = '{name}'
)); END $$
"""
_MARK_OF_REACH = f"""
DO $$ BEGIN EXECUTE format('COMMENT ON VIEW {REACH} IS %L',
    encode(sha256(convert_to(pg_get_viewdef('public.{REACH}'::regclass), 'UTF8')), 'hex')); END $$
"""


def _mark(policy: Policy) -> str:
    """Keep beside a policy what it was declared as and how the database reads it; the second is filled in by the database."""
    declared_as = fingerprint(f"{policy.using}|{policy.check}")
    return _MARK.format(name=policy.name, table=policy.table, declared=declared_as)
