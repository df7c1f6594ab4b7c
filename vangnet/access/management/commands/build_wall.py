"""Build the wall in the database anew from what the packages declare; migrate does so by itself."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import DEFAULT_DB_ALIAS, connections

from vangnet.access.wall import building


class Command(BaseCommand):
    help = "Build functions, triggers and policies of the wall in the database (run by migrate)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS)

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        tables = building.build(connection, role=settings.DATABASE_APPLICATION_ROLE)
        if options["verbosity"] > 1:
            self.stdout.write(f"{tables} tables stand behind the wall.")
