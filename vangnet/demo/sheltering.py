"""The shelters of the demonstration: locations under code words, and a request for an address that waits for an answer."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from vangnet.access.actors import Actor, for_membership
from vangnet.access.models import Organisation
from vangnet.access.wall.context import as_actor
from vangnet.cases import queries as cases
from vangnet.demo import queries, scripts
from vangnet.shelter import queries as shelters
from vangnet.shelter import services

FILE = Path(__file__).with_name("sheltering.yaml")


def settle() -> int:
    """Make the locations that are not there yet, and a request when none waits; gives how much was made."""
    told = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    houses = queries.organisations()
    made = [_kept(houses[one["house"]], one) for one in told["locations"]]
    return sum(made) + _asked(houses, told["waiting"])


def _kept(house: Organisation, told: Mapping[str, Any]) -> bool:
    if told["word"] in queries.code_words(house):
        return False
    services.add_location(told["word"], address=told["address"], by=_actor(told["by"], house))
    return True


def _asked(houses: Mapping[str, Organisation], told: Mapping[str, Any]) -> bool:
    """The dossier is looked for as its people do: by the pseudonym, with a line in the audit trail."""
    house = houses[told["house"]]
    if queries.waits(house, since=shelters.oldest()):
        return False
    by = _actor(told["by"], houses[told["of"]])
    story = next(script for script in scripts.read() if script.name == told["story"])
    pseudonym = next(iter(queries.pseudonyms(story.keys).values()))
    with as_actor(by):
        dossier = cases.dossier(by, pseudonym)
    services.ask_address(
        dossier.pk, shelter=house, reason=told["reason"], explanation=told["explanation"], by=by
    )
    return True


def _actor(username: str, house: Organisation) -> Actor:
    account = queries.account(username)
    member = queries.membership(account, house) if account else None
    if member is None:
        raise LookupError(f"{username} does not work for {house}; look at personas.yaml.")
    return for_membership(member)
