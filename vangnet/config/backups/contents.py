"""What is in a database: how many rows of each table, a digest of them, and how far the seals on the logs go."""

from typing import Any

import psycopg
from psycopg import sql

_TABLES = """SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname = ANY(%s) ORDER BY 1, 2"""
_SUMMED = "SELECT count(*), coalesce(sum(hashtextextended(t::text, 7)::numeric), 0)::text FROM {}.{} AS t"
_HEAD = "SELECT number, encode(root, 'hex'), encode(signature, 'hex') FROM access_seal ORDER BY number DESC LIMIT 1"

Contents = dict[str, list[Any]]


def read(connection: psycopg.Connection, schemas: list[str]) -> Contents:
    """By table: its number of rows and a sum over what each row says, whatever their order."""
    tables = connection.execute(_TABLES, [schemas]).fetchall()
    found: Contents = {}
    for schema, table in tables:
        asked = sql.SQL(_SUMMED).format(sql.Identifier(schema), sql.Identifier(table))
        found[f"{schema}.{table}"] = list(connection.execute(asked).fetchone() or ())
    return found


def last_seal(connection: psycopg.Connection, there: Contents) -> list[Any] | None:
    """The number, root and signature of the last seal, when there are seals."""
    if "public.access_seal" not in there:
        return None
    row = connection.execute(_HEAD).fetchone()
    return list(row) if row else None


def differences(wanted: Contents, found: Contents) -> list[str]:
    """In words, which tables are not what they were."""
    told = []
    for table in sorted({*wanted, *found}):
        before, after = wanted.get(table), found.get(table)
        if before is None or after is None:
            told.append(f"{table} {'was not there before' if before is None else 'is missing'}")
        elif before[0] != after[0]:
            told.append(f"{table} has {after[0]} rows and had {before[0]}")
        elif before != after:
            told.append(f"{table} has as many rows as before, but not the same ones")
    return told
