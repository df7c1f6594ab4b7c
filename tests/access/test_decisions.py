"""The decision as the rest of the system asks it: for an actor, an organisation, a receiver."""

from datetime import datetime

import pytest

from tests.factories import actor
from vangnet.access import decisions
from vangnet.access.actors import system
from vangnet.access.categories import DataCategory as Kind
from vangnet.access.models import Organisation
from vangnet.access.roles import Administrator, Rapporteur, Reader
from vangnet.core import clock

pytestmark = pytest.mark.django_db
SHELTER = Organisation(kind="shelter", party="shelter")


@pytest.fixture
def detective():
    return actor("investigation")


def test_actor_sees_what_the_task_of_the_organisation_asks(detective):
    answer = decisions.may_see(detective, "criminal", involvement="part")
    assert (answer.outcome, answer.rule) == ("yes", "criminal_own_case")
    assert not decisions.may_see(detective, "health", involvement="part").allowed
    assert decisions.may_see(detective, "health", involvement="part", states={"consent_given"}).ready


def test_who_does_not_take_part_sees_nothing_and_hears_whom_to_ask(detective):
    answer = decisions.may_see(detective, "criminal", involvement="none")
    assert (answer.outcome, answer.rule) == ("no", "not_involved")
    assert answer.decider("en") == "the organisation that owns the dossier"


def test_reader_sees_but_records_nothing():
    reader = actor("shelter", role=Reader)
    assert decisions.may_see(reader, "signal", involvement="part").ready
    assert (
        decisions.may_see(reader, "signal", involvement="part", act="record").rule == "reader_writes_nothing"
    )


@pytest.mark.parametrize("role", [Administrator, Rapporteur])
def test_who_manages_or_counts_sees_no_dossier(role):
    member = actor("registrar", role=role)
    assert not decisions.may_see(member, "progress", involvement="part").allowed


def test_system_without_an_organisation_sees_no_dossier():
    assert decisions.may_see(system(), "progress", involvement="part").outcome == "no"
    assert decisions.seen_categories(system()) == frozenset()
    answer = decisions.may_share(
        system(), receiver=SHELTER, category="signal", ground="consent", purpose="protection"
    )
    assert answer.outcome == "no"


def test_sharing_is_decided_for_the_receiver_and_the_ground(detective):
    asked = {"receiver": SHELTER, "category": "signal", "purpose": "protection"}
    helped = decisions.may_share(
        detective, **asked, ground="wpg:19", states={"victims_interest_weighed", "prosecution_not_harmed"}
    )
    early = decisions.may_share(detective, **asked, ground="wpg:19")
    assert (helped.rule, helped.ready) == ("police_to_helpers", True)
    assert (early.rule, early.ready) == ("police_to_helpers", False)
    assert decisions.may_share(detective, **asked, ground="a hunch").outcome == "gap"
    assert "register" in helped.obligations


def test_organisation_that_takes_part_sees_only_what_needs_nothing_first(detective):
    shelter = decisions.seen_categories(SHELTER)
    assert {Kind.PROGRESS, Kind.SIGNAL, Kind.IDENTITY, Kind.CONTACT} <= shelter
    assert not {Kind.HEALTH, Kind.SHELTER_LOCATION, Kind.INVESTIGATION} & shelter
    assert Kind.HEALTH in decisions.seen_categories(SHELTER, states={"consent_given"})
    assert Kind.INVESTIGATION in decisions.seen_categories(detective)
    assert decisions.seen_categories(SHELTER, ground="a hunch") == frozenset()


def test_answer_to_who_takes_part_is_the_same_for_an_organisation_and_for_its_kind():
    for kind in Kind:
        assert decisions.as_participant(SHELTER, kind) == decisions.as_participant("shelter", kind)
    assert decisions.as_participant(SHELTER, Kind.SIGNAL).rule == "signal_in_chain"
    assert decisions.as_participant("circus", Kind.SIGNAL).rule == "unknown_kind"


def test_kind_comes_from_the_party_when_an_organisation_has_none():
    assert decisions.kind_of(Organisation(party="guardian")) == "nidos"
    assert decisions.kind_of(Organisation(kind="youth_institution", party="guardian")) == "youth_institution"
    assert decisions.seen_categories(Organisation(party="victim")) == frozenset()


def test_before_the_first_rules_nobody_sees_anything():
    with clock.fixed(datetime(2001, 1, 1, 12, tzinfo=clock.AMSTERDAM)):
        assert decisions.seen_categories(SHELTER) == frozenset()
