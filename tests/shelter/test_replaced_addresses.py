"""A new address makes a new key and destroys the old one: the old envelope opens for nobody, whatever copy is kept of it."""

import pytest
from django.db import connection, transaction

from tests.shelter.conftest import CANARY
from vangnet.access.actors import system
from vangnet.access.verdicts import NotAllowed
from vangnet.access.wall.context import as_actor
from vangnet.persons import keys
from vangnet.shelter import nights, queries, services

pytestmark = pytest.mark.django_db


def living(by):
    owners = {(row.subject, queries.ROOT): row.key for row in queries.sealed_addresses(by)}
    found = keys.keyring().keys(owners)
    return {number for (number, _root), key in found.items() if key.id == owners[number, queries.ROOT]}


def everything():
    return queries.sealed_addresses(system())


def opened(world, asked):
    services.approve_address(asked, location=world.location, by=world.officer)
    return services.open_address(queries.request(world.asker, asked.number), by=world.asker)


def test_key_of_a_replaced_address_is_destroyed(world, asked, django_capture_on_commit_callbacks):
    (old,) = (row for row in everything() if row.subject in living(system()))
    with django_capture_on_commit_callbacks(execute=True):
        services.keep_address(world.location, address="Nieuwpad 1", by=world.officer)
    assert old.subject not in living(system())
    assert keys.keyring().destroyed([old.key]) == {old.key}
    assert opened(world, asked) == "Nieuwpad 1"


def test_old_key_stays_while_the_new_address_is_not_committed(world, asked):
    with pytest.raises(RuntimeError), transaction.atomic():
        services.keep_address(world.location, address="Nieuwpad 1", by=world.officer)
        raise RuntimeError("the answer could not be made")
    assert opened(world, asked) == CANARY


def test_night_destroys_what_was_left_over(world, asked):
    services.keep_address(world.location, address="Nieuwpad 1", by=world.officer)
    services.keep_address(world.location, address="Nieuwpad 2", by=world.officer)
    assert len(living(system())) == 3
    assert nights.forget_replaced(system()) == []
    assert len(living(system())) == 1
    assert services.forget_replaced(by=system()) == 0
    assert opened(world, asked) == "Nieuwpad 2"


def test_only_the_system_goes_through_all_shelters(world):
    with pytest.raises(NotAllowed):
        services.forget_replaced(by=world.officer)


def test_address_replaced_while_it_is_opened_is_asked_again(world, asked, monkeypatch):
    services.approve_address(asked, location=world.location, by=world.officer)
    monkeypatch.setattr(keys.keyring(), "keys", lambda owners: {})
    with pytest.raises(NotAllowed, match="replaced just now"):
        services.open_address(queries.request(world.asker, asked.number), by=world.asker)
    monkeypatch.undo()
    assert services.open_address(queries.request(world.asker, asked.number), by=world.asker) == CANARY


def test_shelter_sees_the_numbers_of_its_own_addresses_only(world):
    services.add_location("Kraai", address="Elders 1", by=world.elsewhere)
    assert len(everything()) == 2
    for who, count in ((world.officer, 1), (world.elsewhere, 1), (world.asker, 0)):
        with as_actor(who):
            assert len(queries.sealed_addresses(who)) == count
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM vangnet_sealed_addresses()")
                assert cursor.fetchone() == (count,)
