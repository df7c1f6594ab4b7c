import os
import sys
from datetime import timedelta
from time import monotonic

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from vangnet.core import clock
from vangnet.demo import cast, loading, queries, sheltering
from vangnet.demo.signalling import loading as signalling

# People of the stories have just gone home: nothing happens in the very minutes of loading.
PAUSE = timedelta(minutes=10)


class Command(BaseCommand):
    help = "Tell the fictitious stories and make a caseload, through the services. What is there already stays as it is."

    def add_arguments(self, parser):
        parser.add_argument("--dossiers", type=int, default=500, help="how many generated dossiers (500)")
        parser.add_argument(
            "--signals",
            type=int,
            default=signalling.MOST_DRAWN,
            help=f"how many drawn signals beside the told ones ({signalling.MOST_DRAWN})",
        )
        parser.add_argument(
            "--jobs", type=int, default=min(4, os.cpu_count() or 1), help="how many processes share the work"
        )
        parser.add_argument(
            "--as-dated",
            action="store_true",
            help="tell the stories on the dates of their files, not just before today",
        )
        parser.add_argument(
            "--fresh", action="store_true", help="only start on an empty database, and say so when it is not"
        )

    def handle(self, *args, **options):
        self._refuse(options)
        started, players, now = monotonic(), cast.read(), clock.now() - PAUSE
        actors = loading.settle(players)
        stories = loading.tell_stories(players, actors, now=None if options["as_dated"] else now)
        self._say(f"stories told: {stories}", started)
        numbers = range(1, options["dossiers"] + 1)
        made = loading.fill(players, actors, numbers, now=now, report=self._progress, jobs=options["jobs"])
        self._say(f"dossiers made: {made}", started)
        sheltered = sheltering.settle()
        signals = signalling.fill(actors, now=now, number=options["signals"])
        self._say(f"signals made: {signals}", started)
        if not (stories or made or sheltered or signals):
            self.stdout.write("Demo: everything was there already; nothing changed.")

    def _refuse(self, options):
        if settings.MODE == "production":
            raise CommandError("This installation runs for real. Fictitious dossiers do not belong in it.")
        for name, least in (("dossiers", 0), ("signals", 0), ("jobs", 1)):
            if options[name] < least:
                raise CommandError(f"--{name} is {options[name]}. Give {least} or more.")
        if options["fresh"] and not queries.is_empty():
            raise CommandError(
                "The database is not empty, and its logs can only grow. Begin with an empty one: ./run clean"
            )

    def _progress(self, done, total):
        if sys.stdout.isatty():
            self.stdout.write(f"\rDemo: dossier {done} of {total}", ending="" if done < total else "\n")
            self.stdout.flush()
        elif done == total or done % 100 < loading.BATCH:
            self.stdout.write(f"Demo: dossier {done} of {total}")

    def _say(self, what, started):
        self.stdout.write(f"Demo: {what} ({monotonic() - started:.0f} s since the start)")
