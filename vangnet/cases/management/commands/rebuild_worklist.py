"""Compute the worklist of all dossiers that are behind: after a new agreement version, or after a repair."""

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandParser

from vangnet.access.actors import system
from vangnet.cases import services as cases

MANY = 1_000


class Command(BaseCommand):
    help = "Compute anew the worklist of every dossier that is behind (or of all). May be broken off and started again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--all", action="store_true", help="every dossier, also those that are up to date"
        )
        parser.add_argument("--after", type=UUID, help="go on after this dossier, as printed before")

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0
        for progress in cases.rebuild_worklist(
            everything=options["all"], after=options["after"], by=system()
        ):
            done = progress.done
            if options["verbosity"]:
                self.stdout.write(f"{progress.done} of {progress.total} dossiers (last: {progress.last})")
        self.stdout.write(f"The worklist is right again: {done} dossiers computed.")
        if done >= MANY:
            self.stdout.write("Many lines are new. Renew the statistics: ./run manage refresh_statistics")
