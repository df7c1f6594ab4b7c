"""Make the key pair with which backups are locked and opened."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from vangnet.config.backups import locking
from vangnet.config.backups.places import BackupError


class Command(BaseCommand):
    help = "Make a key for backups: the private half into a file to keep elsewhere, the public half on the screen."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="where the private half goes; take it off this machine")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.stdout.write(locking.new_key(options["file"]))
        except BackupError as fault:
            raise CommandError(str(fault)) from fault
