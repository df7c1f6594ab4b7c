"""Write the newest signed root to a file, to give to somebody who keeps it elsewhere."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from vangnet.access.evidence import sealing_now
from vangnet.access.wall.context import command_as_service


class Command(BaseCommand):
    help = (
        "Write the newest seal to a file that somebody else keeps; verify_traces --anchor compares with it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        with command_as_service("A seal names nobody, and somebody elsewhere keeps its copy."):
            number = sealing_now.export_anchor(options["file"])
        if not number:
            raise CommandError("Nothing was sealed yet. Run seal_traces first.")
        self.stdout.write(f"Seal {number} is in {options['file']}.")
