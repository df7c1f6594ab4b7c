"""Put a backup back into empty databases, bring the tables up to date, and check the seals on the logs."""

import os
import subprocess
import sys
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from vangnet.config.backups import locking, places, restoring
from vangnet.config.backups.places import BackupError, EmbeddedError
from vangnet.core import clock
from vangnet.persons import keys as vault


class Command(BaseCommand):
    help = "Put a backup back into an empty database, and one of the keyring into an empty keyring, and check both."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="the folder of one backup of the database")
        parser.add_argument("--key", type=Path, required=True, help="the file with the private key for it")
        parser.add_argument("--keyring", type=Path, help="the folder of one backup of the keyring")
        parser.add_argument("--keyring-key", type=Path, help="the file with the private key for that one")

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["keyring"]) != bool(options["keyring_key"]):
            raise CommandError("--keyring and --keyring-key belong together: give both or neither.")
        try:
            self._put_back(places.database(), options["folder"], options["key"])
            if options["keyring"]:
                self._put_back(places.keyring(), options["keyring"], options["keyring_key"])
            self._command("migrate", VANGNET_DB_ROLE="owner")
            self._destroy_again()
        except (BackupError, EmbeddedError) as fault:
            raise CommandError(str(fault)) from fault
        self._command("verify_traces")

    def _put_back(self, place: places.Place, folder: Path, key: Path) -> None:
        started = monotonic()
        paper = restoring.restore(place, folder, keys=locking.identities(key), now=clock.now())
        rows = sum(count for count, _sum in paper.contents.values())
        self.stdout.write(
            f"{place.name}: {len(paper.contents)} tables, {rows} rows, the same as on {paper.made} "
            f"({monotonic() - started:.1f} s)"
        )

    def _destroy_again(self) -> None:
        found = restoring.destructions(places.database())
        for subject, categories in found:
            vault.keyring().destroy(subject, categories)
        if found:
            self.stdout.write(f"{len(found)} destructions of keys were carried out again.")

    def _command(self, name: str, **surroundings: str) -> None:
        started = monotonic()
        words = [sys.executable, "manage.py", name, "--verbosity", "0"]
        done = subprocess.run(  # noqa: S603 - our own program
            words, cwd=settings.ROOT, env=os.environ | surroundings, check=False
        )
        if done.returncode:
            raise CommandError(f"The data are back, but `{name}` found something wrong; see above.")
        self.stdout.write(f"{name} ({monotonic() - started:.1f} s)")
