"""A shelter with two people on duty and a location, and a dossier in which a registrar takes part."""

from types import SimpleNamespace

import pytest
from django.utils import translation

from tests.factories import actor, dossier, organisation
from vangnet.access.roles import ShelterDutyOfficer
from vangnet.shelter import services

CANARY = "Kanariepad 77, 1999 ZZ Nergenshuizen"


@pytest.fixture
def world(db):
    """The clock runs here: the database judges by its own clock how long an approval lasts."""
    house = organisation("shelter")
    asker = actor("registrar")
    made = SimpleNamespace(
        asker=asker,
        officer=actor(of=house, role=ShelterDutyOfficer),
        second=actor(of=house, role=ShelterDutyOfficer),
        colleague=actor(of=asker.organisation),
        police=actor("police"),
        elsewhere=actor("shelter", role=ShelterDutyOfficer),
        house=house,
        case=dossier(asker),
    )
    made.location = services.add_location("Zilvermeeuw", address=CANARY, by=made.officer)
    with translation.override("en"):
        yield made


@pytest.fixture
def asked(world):
    return ask(world)


def ask(world, by=None, **also):
    given = {"shelter": world.house, "reason": "bring", **also}
    return services.ask_address(world.case.pk, by=by or world.asker, **given)
