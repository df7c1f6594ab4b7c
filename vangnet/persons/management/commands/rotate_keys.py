"""Renew root keys and wrap all data keys with them. Safe to stop and start again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from vangnet.access.actors import system
from vangnet.persons import keys, services
from vangnet.persons.vault.connections import KeyringUnavailableError
from vangnet.persons.vault.roots import RootKeyError

OPTIONS = {
    "--prepare": "make the root keys that are missing (once, before the first start in production)",
    "--new": "first make a new version of every root key in use (local file only; a KMS does that itself)",
    "--retire": "at the end destroy old versions that wrap nothing any more",
}


class Command(BaseCommand):
    help = "Wrap all data keys with the current root keys, and tell which versions are in use."

    def add_arguments(self, parser: CommandParser) -> None:
        for option, words in OPTIONS.items():
            parser.add_argument(option, action="store_true", help=words)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._rotate(options)
        except (RootKeyError, KeyringUnavailableError) as problem:
            raise CommandError(str(problem)) from None

    def _rotate(self, options: dict[str, Any]) -> None:
        if options["prepare"]:
            services.prepare_root_keys(by=system())
        if options["new"]:
            services.renew_root_keys(by=system())
        self.stdout.write(f"{services.rewrap_keys(by=system())} keys were wrapped anew.")
        if options["retire"]:
            for category, version in services.retire_root_keys(by=system()):
                self.stdout.write(f"{category}: version {version} is destroyed.")
        for (category, version), count in sorted(keys.keyring().versions().items()):
            self.stdout.write(f"{category}: {count} keys with version {version}.")
