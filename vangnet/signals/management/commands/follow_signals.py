"""Let no signal wait in silence: run it every hour, since an urgent offer is reminded of after an hour."""

from typing import Any

from django.core.management.base import BaseCommand

from vangnet.access.actors import system
from vangnet.access.wall.context import command_as_service
from vangnet.signals.services import watching


class Command(BaseCommand):
    help = "Remind of offers, signals nobody looked at, days to look again and reporters who heard nothing. Run it every hour."

    def handle(self, *args: Any, **options: Any) -> None:
        with command_as_service("Offers of all organisations are followed, when nobody asks."):
            told = (
                watching.follow_offers(by=system())
                + watching.watch_new(by=system())
                + watching.look_again(by=system())
                + watching.watch_feedback(by=system())
            )
        self.stdout.write(f"Told {told} times.")
