"""Let every log mark its new lines for sealing (run by migrate, after the tables are made)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import DEFAULT_DB_ALIAS, connections

from vangnet.access.evidence import triggers


class Command(BaseCommand):
    help = "Let every log mark its new lines for sealing (run by migrate)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS)

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        if "access_unsealedline" not in connection.introspection.table_names():
            return
        new = triggers.build(connection)
        if options["verbosity"] > 1:
            self.stdout.write(f"{len(new)} logs mark their lines from now on.")
