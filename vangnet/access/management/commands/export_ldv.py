"""Write the log of data processing (Logboek Dataverwerkingen) of a period to a file: JSON, one line per person and act."""

import json
import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from vangnet.access import processing_log, queries
from vangnet.access.actors import system
from vangnet.access.moments_given import moment
from vangnet.access.wall.context import command_as_service

PRIVATE = 0o600


class Command(BaseCommand):
    help = "Write the log of data processing to a file; confidential activities only with --confidential, to a file of their own."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--since", type=moment, help="from this day or moment on")
        parser.add_argument("--until", type=moment, help="before this day or moment")
        parser.add_argument(
            "--confidential", action="store_true", help="confidential activities instead of the others"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with command_as_service(
            "The log of data processing is made of the trail of everybody, without users."
        ):
            count = self._write(options)
        self.stdout.write(f"{count} lines in {options['file']}.")

    def _write(self, options: dict[str, Any]) -> int:
        entries = queries.every_line(system(), since=options["since"], until=options["until"])
        made = processing_log.lines(entries.iterator(2000), confidential=options["confidential"])
        count = 0
        with os.fdopen(os.open(options["file"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE), "w") as file:
            for line in made:
                file.write(json.dumps(line, sort_keys=True) + "\n")
                count += 1
        return count
