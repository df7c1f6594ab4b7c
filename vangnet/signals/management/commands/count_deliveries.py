"""Count the large files that somebody let count, once or again and again."""

import os
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from vangnet.access.actors import system
from vangnet.signals.services import bulk


class Command(BaseCommand):
    help = "Count delivered files that wait; with --watch go on until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--watch", type=float, default=0, help="seconds between two looks; 0 looks once")
        parser.add_argument(
            "--with-parent", action="store_true", help="end when the process that started this one ends"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        began_under = os.getppid()
        while True:
            for delivery in bulk.count_waiting(by=system()):
                self.stdout.write(f"{delivery.number}: {delivery.get_state_display()}, {delivery.rows} rows.")
            if not options["watch"] or (options["with_parent"] and os.getppid() != began_under):
                return
            time.sleep(options["watch"])
