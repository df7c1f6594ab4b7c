"""Django's migrate, followed by the rights of the application role and the tables of the keyring, so that they never drift apart."""

from typing import Any

from django.core.management import call_command
from django.core.management.commands import migrate


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        super().handle(*args, **options)
        if not (options["plan"] or options["check_unapplied"]):
            call_command("grant_roles", database=options["database"], verbosity=options["verbosity"])
            call_command("build_seals", database=options["database"], verbosity=options["verbosity"])
            call_command("build_redaction", database=options["database"], verbosity=options["verbosity"])
            call_command("prepare_keyring", verbosity=options["verbosity"])
