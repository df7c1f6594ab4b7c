"""Check that the wall in the database stands as the packages declare it; ends with 1 when something is different."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vangnet.access.wall import catalogue


class Command(BaseCommand):
    help = (
        "Check that every table, policy, function and right in the database is as declared. Changes nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        found = catalogue.faults()
        for fault in found:
            self.stderr.write(fault)
        if found:
            raise CommandError(f"The wall is not as declared in {len(found)} places.", returncode=1)
        self.stdout.write("The wall stands as declared.")
