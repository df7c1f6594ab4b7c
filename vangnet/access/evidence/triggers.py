"""What makes every line of a log wait for its seal: triggers, made by migrate for every log there is."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from vangnet.access.evidence.logs import GROWS, SEALED, logs

FUNCTION = """
CREATE OR REPLACE FUNCTION vangnet_to_be_sealed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO access_unsealedline (log, line) SELECT TG_TABLE_NAME, added.id FROM added;
    RETURN NULL;
END $$
"""
PRIVATE = "REVOKE ALL ON FUNCTION vangnet_to_be_sealed() FROM PUBLIC"
FOUND = """
SELECT t.tgrelid::regclass::text, t.tgname FROM pg_trigger t
WHERE NOT t.tgisinternal AND t.tgname = ANY(%s) AND t.tgenabled IN ('O', 'A')
"""
EARLIER = """
INSERT INTO access_unsealedline (log, line) SELECT %s, r.id FROM {table} r
WHERE NOT EXISTS (SELECT 1 FROM access_leaf l WHERE l.log = %s AND l.line = r.id)
AND NOT EXISTS (SELECT 1 FROM access_unsealedline u WHERE u.log = %s AND u.line = r.id)
"""


def build(connection: BaseDatabaseWrapper) -> list[str]:
    """Let every log mark its lines; what stood there before waits for a seal too. Gives the logs that are new."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        cursor.execute(FUNCTION)
        cursor.execute(PRIVATE)
        guarded = {table for table, name in _working(cursor) if name == SEALED}
        new = sorted((set(logs()) & tables) - guarded)
        for table in new:
            name = connection.ops.quote_name(table)
            cursor.execute(
                f"CREATE OR REPLACE TRIGGER {SEALED} AFTER INSERT ON {name} REFERENCING NEW TABLE AS added "
                "FOR EACH STATEMENT EXECUTE FUNCTION vangnet_to_be_sealed()"
            )
            cursor.execute(f"ALTER TABLE {name} ENABLE TRIGGER {SEALED}")
            cursor.execute(EARLIER.format(table=name), [table] * 3)
    return new


def missing(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """Triggers that should work and do not: log and name."""
    with connection.cursor() as cursor:
        working = set(_working(cursor))
    wanted = {(table, name) for table in logs() for name in (GROWS, SEALED)}
    wanted |= {(table, GROWS) for table in ("access_seal", "access_leaf")}
    return sorted(wanted - working)


def _working(cursor: Any) -> list[tuple[str, str]]:
    cursor.execute(FOUND, [[GROWS, SEALED]])
    return [(str(table).strip('"'), str(name)) for table, name in cursor.fetchall()]
