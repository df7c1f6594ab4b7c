"""The key that signs seals: show the public part, make one for production, or replace the one of this installation."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from vangnet.access.evidence import keys
from vangnet.access.sealing.seals import KeyFault, new_key, signer


class Command(BaseCommand):
    help = "Show the public key of the seals; --new makes a key for VANGNET_SEAL_KEY, --replace renews the kept one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--new", action="store_true", help="print a fresh private key and its public key")
        parser.add_argument("--replace", action="store_true", help="sign with a new key from now on")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["new"]:
                fresh = new_key()
                self.stdout.write(f"VANGNET_SEAL_KEY={fresh}")
                self.stdout.write(f"VANGNET_SEAL_PUBLIC_KEYS={signer(fresh).public}")
                return
            own = keys.replace() if options["replace"] else keys.own()
        except KeyFault as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(own.public)
