"""Let the database look again at how full its tables are, after many rows were added at once; only the owner may ask it."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection


class Command(BaseCommand):
    help = (
        "After a bulk load or a full rebuild: renew the statistics that the database plans its queries with."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if connection.settings_dict["USER"] == settings.DATABASE_APPLICATION_ROLE != _owner():
            raise CommandError(
                "The application may not do this. Give the owner's address in DATABASE_OWNER_URL and start with "
                "VANGNET_DB_ROLE=owner (./run manage does so by itself)."
            )
        existing = set(connection.introspection.table_names())
        tables = sorted({model._meta.db_table for model in apps.get_models()} & existing)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, tables))}")
        if options["verbosity"]:
            self.stdout.write(f"The database knows again how full its {len(tables)} tables are.")


def _owner() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tableowner FROM pg_tables WHERE tablename = 'django_migrations'")
        return str(cursor.fetchone()[0])
