"""What a draft of the weights would do to the signals that are kept; counts only, and nothing changes."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from vangnet.access.actors import system
from vangnet.access.wall.context import command_as_service
from vangnet.signals import weights
from vangnet.signals.services.impact import impact_of
from vangnet.signals.weighing import BookErrors, load
from vangnet.signals.weighing_commands import impact_lines


class Command(BaseCommand):
    help = "Say which signals a draft of the weights would bring forward or back, by kind of reporter."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("draft", type=Path, metavar="DRAFT_DIR", help="folder with the draft")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            draft = load(options["draft"], weights.types())[-1]
        except BookErrors as errors:
            raise CommandError(str(errors)) from errors
        with command_as_service("A draft is tried on all signals, whoever owns them; only counts come out."):
            found = impact_of(draft, by=system())
        for line in impact_lines(found):
            self.stdout.write(line)
