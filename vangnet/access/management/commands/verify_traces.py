"""Check every line of every log against its seal, and the seals against each other and against copies elsewhere."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from vangnet.access.evidence import sealing_now
from vangnet.access.moments_given import moment
from vangnet.access.sealing.anchors import AnchorFault
from vangnet.access.sealing.seals import KeyFault
from vangnet.access.wall.context import command_as_service


class Command(BaseCommand):
    help = "Check that all logs are what they were when they were sealed. Ends with 1 when something does not fit."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anchor",
            action="append",
            type=Path,
            default=[],
            help="a file or folder with copies of seals; besides the folders that are set up",
        )
        parser.add_argument(
            "--since", type=moment, help="read lines under seals from this day or moment only"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with command_as_service("The check reads every line of every log, and shows none."):
                report = sealing_now.check(extra=options["anchor"], since=options["since"])
        except (AnchorFault, KeyFault) as fault:
            raise CommandError(str(fault)) from fault
        for problem in report.problems:
            self.stderr.write(problem)
        if report.more:
            self.stderr.write(f"... and {report.more} more.")
        self.stdout.write(
            f"{report.lines} lines under {report.seals} seals; {report.waiting} wait for a seal; "
            + ("compared with copies elsewhere." if report.is_anchored else "there were no copies elsewhere.")
        )
        if not report.is_sound:
            raise CommandError(f"{len(report.problems) + report.more} things do not fit.", returncode=1)
        self.stdout.write("Everything fits.")
