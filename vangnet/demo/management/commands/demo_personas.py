from django.core.management.base import BaseCommand
from django.utils import translation

from vangnet.demo import cast, queries, scripts
from vangnet.demo.personas import for_sign_in


class Command(BaseCommand):
    help = "Print who can sign in to the demonstration, with which password, and which stories there are to look at."

    def handle(self, *args, **options):
        self._print_stories()
        self._print_people()

    def _print_stories(self):
        stories = scripts.read()
        found = queries.pseudonyms(key for script in stories for key in script.keys)
        self.stdout.write("\nStories to begin with (search for the pseudonym in the list of dossiers):")
        for script in stories:
            persons = ", ".join(found[key] for key in script.keys if key in found)
            self.stdout.write(f"  {persons or 'not told yet'}  {script.scenario.title['nl']}")
            self.stdout.write(f"      {script.look_at['nl']}")

    def _print_people(self):
        with translation.override("nl"):
            people = for_sign_in()
        wide = max(len(one.username) for one in people)
        password = cast.read().password
        self.stdout.write(f"\nSign in as one of these people. The password is the same for all: {password}")
        for one in people:
            self.stdout.write(f"  {one.username:<{wide}}  {one.name}, {one.organisation}. {one.sentence}")
        self.stdout.write("")
