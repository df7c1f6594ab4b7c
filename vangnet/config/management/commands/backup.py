"""Make a backup of the database and, apart from it, one of the keyring."""

from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from vangnet.config.backups import locking, manifests, places, saving
from vangnet.config.backups.places import BackupError, EmbeddedError
from vangnet.core import clock


class Command(BaseCommand):
    help = (
        "Make an encrypted backup of the database into a folder, and one of the keyring into another folder."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="below this folder the backup of the database comes")
        parser.add_argument(
            "--keyring", type=Path, help="below this one that of the keyring, which expires; another disk"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["keyring"] and options["keyring"].resolve() == options["folder"].resolve():
            raise CommandError("Keys beside data protect nothing: give the keyring a folder of its own.")
        try:
            self._save(places.database(), options["folder"], "VANGNET_BACKUP_KEYS", ["public"])
            if options["keyring"]:
                self._save(
                    places.keyring(),
                    options["keyring"],
                    "VANGNET_KEYRING_BACKUP_KEYS",
                    [settings.KEYRING_SCHEMA],
                )
        except (BackupError, EmbeddedError) as fault:
            raise CommandError(str(fault)) from fault

    def _save(self, place: places.Place, top: Path, setting: str, schemas: list[str]) -> None:
        started, now = monotonic(), clock.now()
        keys = locking.recipients(getattr(settings, setting), setting)
        kept = manifests.KEYRING_KEPT if place.name == "keyring" else None
        for gone in saving.remove_expired(top, now):
            self.stdout.write(f"removed, since it has expired: {gone}")
        folder = saving.save(place, top, keys=keys, schemas=schemas, now=now, kept=kept)
        self.stdout.write(f"{place.name}: {folder} ({monotonic() - started:.1f} s)")
