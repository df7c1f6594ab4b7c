from django.core.management.base import BaseCommand
from django.utils import translation

from vangnet.demo import cast
from vangnet.demo.personas import for_sign_in


class Command(BaseCommand):
    help = "Print who can sign in to the demonstration, and with which password."

    def handle(self, *args, **options):
        with translation.override("nl"):
            people = for_sign_in()
        wide = max(len(one.username) for one in people)
        self.stdout.write(
            f"\nSign in as one of these people. The password is the same for all: {cast.read().password}"
        )
        for one in people:
            self.stdout.write(f"  {one.username:<{wide}}  {one.name}, {one.organisation}. {one.sentence}")
        self.stdout.write("")
