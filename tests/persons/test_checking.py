"""The keyring and what was sealed still belong together; what does not is named by subject and count, never opened."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import CommandError

from tests.factories import actor, organisation
from tests.persons.test_identity import keep
from tests.persons.test_rotation import own_ring, run
from vangnet.access.actors import system
from vangnet.access.roles import ShelterDutyOfficer
from vangnet.access.verdicts import NotAllowed
from vangnet.persons import nights, queries, services
from vangnet.persons.services import checking
from vangnet.shelter import services as shelter

__all__ = ["own_ring"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_ring")]


@pytest.fixture
def settled(monkeypatch):
    monkeypatch.setattr(checking, "SETTLED_AFTER", timedelta())


def test_all_is_well_when_every_row_has_its_key(case, by, settled):
    keep(case, by)
    keep(case, by, "contact", {"telephone": "0612345678"})
    state = services.check_keyring(by=system())
    assert (state.keys_without_row, state.rows_without_key) == ([], [])
    assert nights.check_keyring(system()) == []
    assert "0 keys without a row" in run("check_keyring")


def test_row_whose_key_is_gone_is_named_by_its_subject(case, by, own_ring):
    keep(case, by)
    keep(case, by)
    own_ring.drop()
    own_ring.prepare()
    (lost,) = services.check_keyring(by=system()).rows_without_key
    assert (lost.subject, lost.category, lost.count) == (case.pk, "identity", 2)
    assert nights.check_keyring(system()) == [
        "Keyring: 2 sealed rows of 1 subjects have no key. Run check_keyring."
    ]
    with pytest.raises(CommandError, match="Restore the keyring"):
        run("check_keyring")


def test_destroyed_key_is_not_missed(case, by):
    keep(case, by)
    services.forget(case.pk, categories=["identity"], reason="term", by=by)
    assert services.check_keyring(by=system()).rows_without_key == []


def test_key_that_opens_nothing_is_listed_once_it_is_settled(own_ring, settled):
    subject = uuid4()
    own_ring.key_for(subject, "health")
    assert services.check_keyring(by=system()).keys_without_row == [(subject, "health")]
    assert f"{subject} health" in run("check_keyring")
    assert nights.check_keyring(system()) == []


def test_fresh_key_may_still_get_its_row(own_ring):
    own_ring.key_for(uuid4(), "health")
    assert services.check_keyring(by=system()).keys_without_row == []


def test_addresses_of_shelters_count_with_their_own_keys(settled):
    officer = actor(of=organisation("shelter"), role=ShelterDutyOfficer)
    shelter.add_location("Merel", address="Nergens 1", by=officer)
    state = services.check_keyring(by=system())
    assert (state.keys_without_row, state.rows_without_key) == ([], [])


def test_only_the_system_checks(by):
    with pytest.raises(NotAllowed):
        services.check_keyring(by=by)
    assert queries.sealed_identities(by) == []
