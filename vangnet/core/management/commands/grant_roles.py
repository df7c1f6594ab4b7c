"""Give the application role exactly the rights it needs on every table, and on logs no more than reading and adding."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from vangnet.core.models import Derived, GrowsOnly, Sealed

ONLY_READ = "SELECT"
READ_AND_ADD = "SELECT, INSERT"
ALL_ROWS = "SELECT, INSERT, UPDATE, DELETE"


class Command(BaseCommand):
    help = "Give the application role its rights on the tables (run by migrate)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS)

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        role = settings.DATABASE_APPLICATION_ROLE
        if connection.settings_dict["USER"] == role:
            self.stderr.write(
                f"The application signs in as '{role}', the owner of the tables: the database does not guard the logs. "
                "Give the owner its own address in DATABASE_OWNER_URL."
            )
            return
        existing = set(connection.introspection.table_names())
        tables = {table: right for table, right in rights().items() if table in existing}
        # In one go: a right is never away for a moment, and a run that is cut off changes nothing.
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            for statement in statements(connection, role, tables):
                cursor.execute(statement)
        if options["verbosity"] > 1:
            self.stdout.write(f"{role} has rights on {len(tables)} tables.")


def rights() -> dict[str, str]:
    """What the application may do with each table."""
    models = apps.get_models(include_auto_created=True)
    managed = {model._meta.db_table: _right(model) for model in models if model._meta.managed}
    return managed | {"django_migrations": "SELECT"}


def statements(connection: BaseDatabaseWrapper, role: str, tables: dict[str, str]) -> list[str]:
    """The SQL that makes it so; first everything is taken away, so that a right once given does not linger."""
    to = connection.ops.quote_name(role)
    given = [
        f"GRANT USAGE ON SCHEMA public TO {to}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {to}",
    ]
    for table, right in sorted(tables.items()):
        name = connection.ops.quote_name(table)
        given.append(f"REVOKE ALL ON {name} FROM {to}")
        if right:
            given.append(f"GRANT {right} ON {name} TO {to}")
    return given


def _right(model: type[Model]) -> str:
    if issubclass(model, Sealed):
        return ""
    if issubclass(model, Derived):
        return ONLY_READ
    return READ_AND_ADD if issubclass(model, GrowsOnly) else ALL_ROWS
