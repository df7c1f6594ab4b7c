"""Make the tables of the keyring in its own database, unless they are there."""

from typing import Any

from django.core.management.base import BaseCommand

from vangnet.persons import keys


class Command(BaseCommand):
    help = "Make the tables of the keyring (run by migrate)."

    def handle(self, *args: Any, **options: Any) -> None:
        keys.keyring().prepare()
        if options["verbosity"] > 1:
            self.stdout.write("The keyring is ready.")
