"""Give a new installation its first organisation and its first administrator; everybody else is let in by that person."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from vangnet.access import queries, services
from vangnet.access.actors import system
from vangnet.access.roles import Administrator
from vangnet.core.ids import random_id


class Command(BaseCommand):
    help = "Open the account of the first administrator and print its password once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", required=True, help="the name on screen")
        parser.add_argument("--organisation", required=True, help="the name of the organisation")
        parser.add_argument("--party", default="registrar", help="how the agreements know that organisation")

    def handle(self, *args: Any, **options: Any) -> None:
        if queries.has_administrator():
            raise CommandError("There is an administrator already. Ask that person for an account.")
        password = random_id(20)
        try:
            self._open(password, options)
        except ValidationError as refusal:
            raise CommandError("; ".join(refusal.messages)) from refusal
        self.stdout.write(f"{options['username']} can sign in with this password, shown only now: {password}")

    def _open(self, password: str, options: dict[str, Any]) -> None:
        party = options["party"]
        with transaction.atomic():
            organisation = services.add_organisation(
                party.replace("_", "-"), party=party, name=options["organisation"], by=system()
            )
            account = services.open_account(
                options["username"], display_name=options["name"], password=password, by=system()
            )
            services.add_membership(account, organisation=organisation, role=Administrator, by=system())
