"""The functions that empty lines: made anew by a command, only for the application, with nothing left open."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from vangnet.cases import redactions
from vangnet.cases.management.commands import build_redaction


def test_nobody_but_the_application_may_call_them(db):
    with connection.cursor() as cursor:
        for signature in redactions.SIGNATURES:
            cursor.execute(
                "SELECT prosecdef, proconfig, has_function_privilege(current_user, oid, 'EXECUTE'), "
                "EXISTS (SELECT 1 FROM aclexplode(proacl) WHERE grantee = 0) FROM pg_proc WHERE oid = %s::regprocedure",
                [signature],
            )
            definer, config, mine, everybodys = cursor.fetchone()
            assert definer and mine and not everybodys
            assert any(setting.startswith("search_path=") for setting in config)


def test_functions_write_constants_and_no_value_that_somebody_gives():
    made = "\n".join(redactions.statements(application="somebody"))
    for line in redactions.LINES.values():
        assert not [value for value in line.empty.values() if "$" in value or "%" in value]
    assert made.count("vangnet_may_destroy(ordered)") == len(redactions.SIGNATURES)
    assert 'REVOKE INSERT ON access_redaction FROM "somebody"' in made


def test_command_waits_until_all_tables_are_there(db, monkeypatch):
    monkeypatch.setattr(redactions, "EVENT", "not_there_yet")
    said = StringIO()
    call_command(build_redaction.Command(stderr=said))
    assert "not_there_yet" in said.getvalue()


def test_command_makes_what_the_declarations_say(db, monkeypatch):
    done = []
    monkeypatch.setattr(
        redactions, "statements", lambda *, application: done.append(application) or ["SELECT 1"]
    )
    call_command("build_redaction")
    assert len(done) == 1


def test_statements_name_every_table_once(db):
    text = redactions.statements(application="x")[0]
    for log in redactions.LINES:
        assert text.count(f"WHEN '{log}' THEN") == 1
    with pytest.raises(KeyError):
        redactions.LINES["access_auditentry"]
