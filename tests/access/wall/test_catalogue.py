"""The database stands as declared, and a check notices every way in which it does not."""

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, connections

from tests.access.wall.owner import as_owner
from vangnet.access.wall import building, catalogue, policies
from vangnet.access.wall.declarations import Everyone, Nobody, Services

pytestmark = pytest.mark.django_db

# What somebody with the rights of the owner might do to the wall, and what the check says of it.
CHANGES = {
    "policy dropped": ("DROP POLICY vangnet_see ON cases_dossier", "vangnet_see is gone"),
    "policy that says yes to all": (
        "ALTER POLICY vangnet_see ON cases_dossier USING (true)",
        "not as declared",
    ),
    "policy added": ("CREATE POLICY open ON cases_dossier USING (true)", "nobody declared the policy open"),
    "policy of a closed table": (
        "CREATE POLICY open ON access_worksession USING (true)",
        "nobody may reach its rows",
    ),
    "policy made restrictive": (
        "DROP POLICY vangnet_see ON cases_track; CREATE POLICY vangnet_see ON cases_track AS RESTRICTIVE USING (true)",
        "of another kind",
    ),
    "security off": ("ALTER TABLE cases_dossier DISABLE ROW LEVEL SECURITY", "not enabled and forced"),
    "security not forced": (
        "ALTER TABLE cases_dossier NO FORCE ROW LEVEL SECURITY",
        "not enabled and forced",
    ),
    "table nobody declared": ("CREATE TABLE loose (id int)", "loose: no package declares"),
    "table gone": ("DROP TABLE cases_remainder", "is declared and does not exist"),
    "view of the owner": ("CREATE VIEW peek AS SELECT * FROM cases_dossier", "peek: this view"),
    "view of access without its condition": (
        "CREATE OR REPLACE VIEW vangnet_reach WITH (security_barrier = true) AS "
        "SELECT dossier_id, account_id, level, categories, until FROM access_effectiveaccess",
        "the view that every policy asks",
    ),
    "view of access without its barrier": (
        "ALTER VIEW vangnet_reach RESET (security_barrier)",
        "the view that every policy asks",
    ),
    "function gone": ("DROP FUNCTION vangnet_sessions_of_me()", "the function is gone"),
    "function for everybody": ("GRANT EXECUTE ON FUNCTION vangnet_is_new TO PUBLIC", "everybody may call it"),
    "inner function for the application": (
        "GRANT EXECUTE ON FUNCTION vangnet_stand TO {application}",
        "the application may call it",
    ),
    "function without path": (
        "ALTER FUNCTION vangnet_is_new RESET search_path",
        "has no fixed search path",
    ),
    "right on a log": (
        "GRANT UPDATE ON access_auditentry TO {application}",
        "more rights than it needs: UPDATE",
    ),
    "right on a closed table": ("GRANT SELECT ON access_worksession TO {application}", "more rights"),
}


def test_database_stands_as_declared(capsys):
    assert catalogue.faults() == []
    call_command("check_wall")
    assert "stands as declared" in capsys.readouterr().out


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_of_the_wall_is_noticed(name):
    statement, said = CHANGES[name]
    with as_owner() as owner:
        owner.execute(statement.format(application=connection.settings_dict["USER"]))
        found = catalogue.faults()
    assert [fault for fault in found if said in fault], found


@pytest.mark.parametrize(
    "key", sorted((one.table, one.name) for one in building.expected(building.declared()))
)
def test_no_policy_can_be_dropped_or_opened_unnoticed(key):
    table, name = key
    with as_owner() as owner:
        part = "WITH CHECK" if name == "vangnet_add" else "USING"
        owner.execute(f"ALTER POLICY {name} ON {table} {part} (1 = 1)")
        opened = catalogue.faults()
        owner.execute(f"DROP POLICY {name} ON {table}")
        dropped = catalogue.faults()
    assert any(fault.startswith(f"{table}: the policy {name} is not as declared") for fault in opened)
    assert f"{table}: the policy {name} is gone." in dropped


def test_application_with_powers_or_a_second_role_is_noticed(settings):
    with as_owner() as owner:
        # The owner of the tables makes no roles, so the check is asked about roles that exist with more than it should have.
        settings.DATABASE_APPLICATION_ROLE = owner.execute(
            "SELECT rolname FROM pg_roles WHERE rolsuper ORDER BY rolname LIMIT 1"
        ).fetchone()[0]
        found = catalogue.faults()
    assert any("must be an ordinary role" in fault for fault in found)
    settings.DATABASE_APPLICATION_ROLE = "pg_monitor"
    assert any("pg_monitor: the application belongs to" in fault for fault in catalogue.faults())


def test_application_that_owns_the_tables_is_noticed(settings):
    with as_owner() as owner:
        settings.DATABASE_APPLICATION_ROLE = owner.execute("SELECT current_user").fetchone()[0]
        found = catalogue.faults()
    assert any("belongs to the application" in fault for fault in found)


def test_command_ends_with_one_and_says_what(capsys):
    with as_owner() as owner:
        owner.execute("DROP POLICY vangnet_see ON cases_dossier")
        with pytest.raises(CommandError, match="1 places") as refusal:
            call_command("check_wall")
    assert refusal.value.returncode == 1
    assert "vangnet_see is gone" in capsys.readouterr().err


def test_building_twice_changes_nothing():
    asked = "SELECT tablename, policyname, qual, with_check FROM pg_policies ORDER BY 1, 2"
    role = connection.settings_dict["USER"]
    with as_owner() as owner:
        before = owner.execute(asked).fetchall()
        owner.execute("CREATE POLICY left_over ON cases_dossier USING (true)")
        building.build(connection, role=role)
        assert owner.execute(asked).fetchall() == before
        assert catalogue.faults() == []


def test_closed_tables_have_no_policy_for_the_application():
    closed = [table for table, wall in building.declared().items() if isinstance(wall.see, Nobody)]
    assert closed
    assert not [one for one in building.expected(building.declared()) if one.table in closed]


def test_conditions_use_only_what_gives_nothing_away():
    """Comparisons in conditions that the database may not ask early, because they tell something, would make every list slow."""
    leaky = ("~", " LIKE ", "@>", "lower(", "upper(")
    for policy in building.expected(building.declared()):
        words = f"{policy.using} {policy.check}"
        assert not [word for word in leaky if word in words], policy
        if "EXISTS" in words:
            assert words.count("EXISTS") == words.count("OFFSET 0"), policy


def test_two_packages_cannot_declare_one_table(monkeypatch):
    monkeypatch.setattr(building, "import_module", lambda name: type("Walls", (), {"WALLS": {"one": None}}))
    with pytest.raises(ValueError, match="declared twice"):
        building.declared()


def test_rule_that_nobody_knows_is_refused():
    with pytest.raises(TypeError, match="is no rule"):
        policies.condition("one", object())


def test_rule_for_nobody_and_for_services_lets_no_person_through():
    assert policies.condition("one", Nobody("a test")) == "false"
    assert policies.condition("one", Services("a test")) == "false"
    assert policies.condition("one", Everyone("a test")) == "true"


def test_owner_passes_its_own_wall():
    with as_owner() as owner:
        assert owner.execute("SELECT count(*) FROM access_account").fetchone()[0] >= 0
        with pytest.raises(psycopg.errors.UndefinedFunction), owner.transaction():
            owner.execute("SELECT vangnet_no_such()")


def test_real_installation_does_not_start_behind_an_open_wall(settings):
    catalogue.refuse_open_wall()
    settings.IN_PRODUCTION = True
    with as_owner() as owner:
        owner.execute("DROP POLICY vangnet_see ON cases_dossier")
        with pytest.raises(ImproperlyConfigured, match="vangnet_see is gone"):
            _looked_at(owner)


def _looked_at(owner):
    """Looks without closing the connection that the test goes on with."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connections["default"], "close", lambda: None)
        catalogue.refuse_open_wall()


def test_database_that_is_away_is_no_fault_of_the_wall(settings, monkeypatch):
    def away():
        raise OperationalError("away")

    settings.IN_PRODUCTION = True
    monkeypatch.setattr(catalogue, "faults", away)
    monkeypatch.setattr(connections["default"], "close", lambda: None)
    catalogue.refuse_open_wall()
    monkeypatch.setattr(catalogue, "faults", list)
    catalogue.refuse_open_wall()
