"""Copying dossiers row by row inside the database, as its owner: fast, and every copy is what its template is."""

from __future__ import annotations

import psycopg

# Tables of a dossier, in the order in which their rows point to each other.
TABLES = (
    "protocol_history",
    "persons_person",
    "cases_dossier",
    "protocol_logentry",
    "access_disclosure",
    "access_grant",
    "access_effectiveaccess",
    "cases_involvement",
    "cases_involvementchange",
    "cases_track",
    "cases_dossierstanding",
    "cases_worklistentry",
    "access_auditentry",
)
# Keys of rows that are copied along get a new key; keys of people and organisations stay.
STAY = (
    "organisation_id",
    "account_id",
    "provider_id",
    "provided_by_id",
    "receiver_id",
    "holder_id",
    "owner_id",
    "offered_by_id",
)
STAY += ("changed_by_id",)
# What a list needs of a dossier; without its log and its traces a million of them take minutes and not hours.
FOR_LISTS = tuple(
    table
    for table in TABLES
    if table not in ("protocol_logentry", "cases_involvementchange", "cases_track", "access_auditentry")
)


def multiply(server: psycopg.Connection, wanted: int, tables: tuple[str, ...] = TABLES) -> None:
    """Copy the dossiers that are there until there are so many. The copies wait for no seal, and their access is copied too."""
    there = server.execute("SELECT count(*) FROM cases_dossier").fetchone()[0]
    times = -(-wanted // there) - 1
    server.execute(
        "CREATE FUNCTION again(key uuid, n int) RETURNS uuid LANGUAGE sql IMMUTABLE AS "
        "$$ SELECT CASE WHEN key IS NULL THEN NULL ELSE md5(key::text || n)::uuid END $$"
    )
    server.execute(
        "CREATE FUNCTION word(n bigint, long int) RETURNS text LANGUAGE sql AS $$ SELECT string_agg("
        "substr('BCDFGHJKLMNPQRSTVWXZ', 1 + floor(random() * 20)::int, 1), '') || n FROM generate_series(1, long) $$"
    )
    pointing = _taken_off(server, tables)
    for table in tables:
        server.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        columns = server.execute(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s ORDER BY ordinal_position",
            [table],
        ).fetchall()
        names = ", ".join(f'"{name}"' for name, _ in columns)
        values = ", ".join(_value(table, name, kind) for name, kind in columns)
        only = " WHERE t.dossier_id IS NOT NULL" if table == "access_auditentry" else ""
        server.execute(
            f"INSERT INTO {table} ({names}) SELECT {values} FROM (SELECT *, row_number() OVER () AS place FROM {table}) t "
            f"CROSS JOIN generate_series(1, {times}) n{only}"
        )
    for table, name, definition in pointing:
        server.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
    for table in tables:
        server.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    server.commit()


def _taken_off(server: psycopg.Connection, tables: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """The keys that point elsewhere, taken off: put back, they are checked per table, and not once for every row."""
    found = server.execute(
        "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s)",
        [list(tables)],
    ).fetchall()
    for table, name, _definition in found:
        server.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    return found


def _value(table: str, name: str, kind: str) -> str:
    if (table, name) == ("persons_person", "pseudonym"):
        return "word(t.place * 100000 + n, 4)"
    if (table, name) == ("cases_dossier", "address"):
        return "lower(word(t.place * 100000 + n, 6))"
    if (table, name) == ("cases_dossier", "opened_by_id") or kind != "uuid" or name in STAY:
        return f't."{name}"'
    return f'again(t."{name}", n)'
