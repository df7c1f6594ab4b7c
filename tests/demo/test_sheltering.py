"""The shelters of the demonstration are not empty: locations with invented addresses, and a request that waits."""

import re
from datetime import timedelta

import pytest
import yaml
from django.core.management import call_command

from vangnet.access.actors import Actor, for_membership
from vangnet.access.models import Membership
from vangnet.access.wall.context import as_actor, with_token
from vangnet.core import clock
from vangnet.demo import cast, loading, sheltering
from vangnet.shelter import queries, services
from vangnet.shelter.models import AddressRequest, Location

pytestmark = pytest.mark.django_db


def player(username) -> Actor:
    return for_membership(Membership.objects.get(account__username=username))


def test_addresses_are_clearly_invented():
    told = yaml.safe_load(sheltering.FILE.read_text())
    for one in told["locations"]:
        assert re.search(r"\b0000 [A-Z]{2}\b", one["address"])


def test_duty_officer_finds_locations_and_one_request_and_answers_it():
    players = cast.read()
    loading.tell_stories(players, loading.settle(players), now=clock.now())
    with with_token("", None):  # as the command does it: nobody in particular is there
        assert sheltering.settle() == 4
        assert sheltering.settle() == 0
    assert Location.objects.count() == 3
    jip, yara, mees = player("jip"), player("yara"), player("mees")
    with as_actor(jip):
        (request,) = queries.to_answer(jip)
        place = queries.location(jip, "Zilvermeeuw")
        services.approve_address(request, location=place, by=jip)
    with as_actor(yara):
        assert "0000 AA" in services.open_address(queries.request(yara, request.number), by=yara)
    with as_actor(mees):
        assert [one.code_word for one in queries.locations(mees)] == ["Kraanvogel"]
        assert not queries.to_answer(mees).exists()


def test_request_that_became_too_old_is_asked_anew():
    call_command("load_demo", dossiers=0, signals=0, jobs=1, verbosity=0)
    with clock.fixed(clock.now() + timedelta(days=2)):
        assert sheltering.settle() == 1
    assert AddressRequest.objects.count() == 2
