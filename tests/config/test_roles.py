import pytest
from django.apps import apps
from django.db import ProgrammingError, connection
from django.db.utils import InternalError

from vangnet.access.models.keeping import Redaction
from vangnet.core.models import AppendOnly, Derived, Sealed

pytestmark = pytest.mark.django_db

LOGS = [model for model in apps.get_models() if issubclass(model, AppendOnly)]


def ask(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def test_application_role_has_no_special_powers():
    powers = "rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication"
    assert ask(f"SELECT {powers} FROM pg_roles WHERE rolname = current_user") == [(False,) * 5]


def test_application_role_owns_nothing():
    owned = "SELECT relname FROM pg_class WHERE relowner = (SELECT oid FROM pg_roles WHERE rolname = current_user)"
    assert ask(owned) == []


def test_application_role_makes_no_tables():
    with pytest.raises(ProgrammingError, match="permission denied"):
        ask("CREATE TABLE own (id int)")


def test_every_log_grants_reading_and_adding_only():
    assert LOGS
    for model in LOGS:
        granted = ask(
            "SELECT privilege_type FROM information_schema.role_table_grants WHERE table_name = %s AND grantee = current_user",
            model._meta.db_table,
        )
        rights = (
            {"SELECT"} if model is Redaction else {"SELECT", "INSERT"}
        )  # only the owner's function adds there
        assert {right for (right,) in granted} == rights, model


@pytest.mark.parametrize("act", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"])
@pytest.mark.parametrize("model", LOGS)
def test_log_refuses_change_even_by_plain_sql(model, act):
    table = connection.ops.quote_name(model._meta.db_table)
    with pytest.raises((ProgrammingError, InternalError), match="permission denied"):
        ask(act.format(table))


def test_application_may_work_in_every_other_table():
    there = set(connection.introspection.table_names())
    for model in apps.get_models(include_auto_created=True):
        if (
            model._meta.db_table not in there
            or model in LOGS
            or not model._meta.managed
            or issubclass(model, Derived | Sealed)
        ):
            continue
        rights = [
            ask("SELECT has_table_privilege(%s, %s)", model._meta.db_table, right)[0][0]
            for right in ("SELECT", "INSERT")
        ]
        assert all(rights), model


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_committing_test_starts_with_a_fresh_database(turn, django_user_model):
    content = apps.get_model("contenttypes", "ContentType")
    assert not content.objects.filter(app_label="left_behind").exists()
    content.objects.create(app_label="left_behind", model=f"turn{turn}")
