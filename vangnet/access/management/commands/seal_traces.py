"""Put a signed seal on every line that waits for one, once or again and again."""

import os
import signal
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, connection

from vangnet.access.evidence import sealing_now
from vangnet.access.sealing.seals import KeyFault
from vangnet.access.wall.context import command_as_service

EVERY_LINE = "The seals cover every line of every log, and show none."


class Command(BaseCommand):
    help = "Seal the lines of all logs that wait; with --watch go on until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--watch", type=float, default=0, help="seconds between two looks; 0 looks once")
        parser.add_argument(
            "--with-parent", action="store_true", help="end when the process that started this one ends"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if not options["watch"]:
                with command_as_service(EVERY_LINE):
                    made = sealing_now.once()
                self.stdout.write(f"{made} seals made.")
                return
            self._watch(options["watch"], with_parent=options["with_parent"])
        except KeyFault as fault:
            raise CommandError(str(fault)) from fault

    def _watch(self, pause: float, *, with_parent: bool) -> None:
        stopped: list[int] = []
        parent = os.getppid()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda number, _frame: stopped.append(number))
        while not stopped and not (with_parent and os.getppid() != parent):
            try:
                with command_as_service(EVERY_LINE):
                    sealing_now.once()
            except Error as failure:
                # The database may be starting again; what waits is sealed as soon as it answers.
                self.stderr.write(f"Sealing waits for the database: {type(failure).__name__}.")
                connection.close()
            time.sleep(pause)
