"""After restoring a keyring: destroy the keys that have a certificate of destruction once more."""

from typing import Any

from django.core.management.base import BaseCommand

from vangnet.access.actors import system
from vangnet.persons import services


class Command(BaseCommand):
    help = "Destroy keys that were destroyed before and came back with an old copy of the keyring."

    def handle(self, *args: Any, **options: Any) -> None:
        back = services.destroy_again(by=system())
        self.stdout.write(f"{len(back)} keys had come back and are destroyed again.")
