"""Whether every key opens something and everything sealed has its key; counts and subjects only."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vangnet.access.actors import system
from vangnet.access.wall.context import command_as_service
from vangnet.persons import services


class Command(BaseCommand):
    help = "Compare the keyring with what was sealed; ends with 1 when something lost its key without being destroyed."

    def handle(self, *args: Any, **options: Any) -> None:
        with command_as_service("Keys are compared with all rows, whoever they belong to."):
            state = services.check_keyring(by=system())
        self.stdout.write(f"{len(state.keys_without_row)} keys without a row; they open nothing.")
        for subject, category in state.keys_without_row:
            self.stdout.write(f"  {subject} {category}")
        lost = sum(row.count for row in state.rows_without_key)
        self.stdout.write(f"{lost} rows without a key that nobody destroyed.")
        for row in state.rows_without_key:
            self.stdout.write(f"  {row.subject} {row.category}: {row.count}")
        if lost:
            raise CommandError("Restore the keyring from its backup; see docs/howto/backup-and-restore.md.")
