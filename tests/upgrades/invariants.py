"""What may not change when the tables do: how much there is, what happened, how it is judged, and who takes part.

This file runs in the checkout of an older version as well as in this one, so it leans on little: tables by name, and the log
with its engine. `python -m tests.upgrades.invariants FILE` writes what it finds.
"""

import json
import os
import sys
from contextlib import nullcontext
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

AT = datetime(2026, 12, 24, 12, tzinfo=UTC)
NOT_COUNTED = ("django_", "auth_", "cases_worklistentry", "cases_dossierstanding")
TAKES_PART = """SELECT d.address, o.code, i.state FROM cases_involvement i
    JOIN cases_dossier d ON d.id = i.dossier_id JOIN access_organisation o ON o.id = i.organisation_id ORDER BY 1, 2"""
MEMBERS = """SELECT a.username, o.code, m.role FROM access_membership m
    JOIN access_account a ON a.id = m.account_id JOIN access_organisation o ON o.id = m.organisation_id ORDER BY 1, 2, 3"""
TABLES = """SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
    AND has_table_privilege(oid, 'SELECT') ORDER BY 1"""
REACHED = """SELECT d.address, o.code, e.level FROM access_effectiveaccess e
    JOIN cases_dossier d ON d.id = e.dossier_id JOIN access_organisation o ON o.id = e.organisation_id ORDER BY 1, 2"""


def read():
    """Everything that a new version must find again, as plain lists and numbers."""
    tables = [name for (name,) in rows(TABLES)]
    return {
        "access": rows(REACHED) if "access_effectiveaccess" in tables else [],
        "counts": {table: rows(f'SELECT count(*) FROM "{table}"')[0][0] for table in counted()},
        "involvements": rows(TAKES_PART),
        "memberships": rows(MEMBERS),
        "histories": judgements(),
    }


def counted():
    return [name for (name,) in rows(TABLES) if not name.startswith(NOT_COUNTED)]


def rows(statement):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [list(row) for row in cursor.fetchall()]


def judgements():
    """By the address of a dossier: the end of its log, and each duty with what became of it."""
    from vangnet.protocol import catalogue, log, queries
    from vangnet.protocol.engine import judge

    program = catalogue.current().program
    found = {}
    for key, address in rows("SELECT id, address FROM cases_dossier ORDER BY address"):
        entries = queries.entries(key)
        made = judge(log.as_case(str(key), entries), program, at=AT.timestamp(), known=None)
        duties = sorted([one.duty, sorted(one.holder), one.status] for one in made.duties)
        found[address] = {"end": entries[-1].digest, "entries": len(entries), "duties": duties}
    return found


def main(words):
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vangnet.config.settings")
    django.setup()
    with everything_seen():
        Path(words[0]).write_text(json.dumps(read(), sort_keys=True, default=str))


def everything_seen():
    """Versions with a wall between rows count as a service; older ones have none."""
    if find_spec("vangnet.access.wall") is None:
        return nullcontext()
    from vangnet.access.wall.context import as_service

    return as_service("What an upgrade may not change is counted over everything.")


if __name__ == "__main__":
    main(sys.argv[1:])
