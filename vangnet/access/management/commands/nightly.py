"""The work of the night: seal, check, bring up to date. Privacy officers are told when something does not succeed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vangnet.access import nights
from vangnet.access.actors import system
from vangnet.access.wall.context import command_as_service


class Command(BaseCommand):
    help = "Do the work of the night; ends with 1 and tells privacy officers when something is wrong."

    def handle(self, *args: Any, **options: Any) -> None:
        with command_as_service("The work of the night goes through everything, when nobody asks."):
            problems = nights.work_through(by=system())
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(
                f"{len(problems)} things went wrong; privacy officers were told.", returncode=1
            )
        self.stdout.write("The work of the night is done.")
