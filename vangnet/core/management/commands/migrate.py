"""Django's migrate, followed by all that the database keeps beside its tables, so that they never drift apart."""

from typing import Any

from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

# Rights of the application role, the wall between organisations, and the functions that empty lines on an agreed order.
AFTERWARDS = ("grant_roles", "build_wall", "build_seals", "build_redaction")


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        if options["plan"] or options["check_unapplied"]:
            return
        whole = _is_whole(options["database"])
        for command in AFTERWARDS:
            if whole or command != "build_wall":
                call_command(command, database=options["database"], verbosity=options["verbosity"])
        call_command("prepare_keyring", verbosity=options["verbosity"])


def _is_whole(database: str) -> bool:
    """Whether all migrations are applied: the wall is declared for the tables of the present."""
    executor = MigrationExecutor(connections[database])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
