"""Make the functions that empty lines of logs on an agreed order, from what `redactions` says; only the owner can."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import DEFAULT_DB_ALIAS, connections

from vangnet.cases import redactions


class Command(BaseCommand):
    help = "Make the functions that empty lines of logs on an agreed order (run by migrate)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS)

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        needed = {*redactions.LINES, redactions.EVENT, "access_redaction"}
        missing = needed - set(connection.introspection.table_names())
        if missing:
            self.stderr.write(f"Not all tables are there yet: {', '.join(sorted(missing))}.")
            return
        with connection.cursor() as cursor:
            for statement in redactions.statements(application=settings.DATABASE_APPLICATION_ROLE):
                cursor.execute(statement)
