"""One table: which role may do which act about closing, keeping and rights."""

from datetime import date

import pytest

from tests.cases.keeping.conftest import close
from tests.factories import actor, dossier, on
from vangnet.access.models import AuditEntry
from vangnet.access.roles import (
    FOR_PEOPLE,
    Caseworker,
    Contact,
    Coordinator,
    Detective,
    PrivacyOfficer,
    Registrar,
    ShelterDutyOfficer,
)
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.cases import queries, services

WORK = {Caseworker, Detective, Registrar, ShelterDutyOfficer, Contact, Coordinator}
ALSO_OFFICER = WORK | {PrivacyOfficer}
TO_COME = date(2060, 1, 1)


class World:
    """A dossier whose terms have passed, one that can be closed, a hold, and requests of the person; and a second person."""

    def __init__(self, police):
        self.officer = actor(role=PrivacyOfficer, of=police.organisation)
        self.closed, self.done, self.held = dossier(police), dossier(police), dossier(police)
        close(self.closed, police)
        close(self.held, police)
        self.hold = services.ask_hold(self.held, reason="x", by=police)
        self.request = services.record_request(
            self.closed, right="access", asker="person", received_on=date(2025, 3, 3), by=police
        )


ACTS = {
    "close_dossier": (lambda w, by: services.close_dossier(w.done, reason="x", by=by), WORK),
    "reopen_dossier": (lambda w, by: services.reopen_dossier(w.closed, reason="x", by=by), WORK),
    "keep_longer": (
        lambda w, by: services.keep_longer(
            w.closed, categories=["progress"], until=TO_COME, reason="x", by=by
        ),
        ALSO_OFFICER,
    ),
    "ask_hold": (lambda w, by: services.ask_hold(w.closed, reason="x", by=by), ALSO_OFFICER),
    "ask_lift": (lambda w, by: services.ask_lift(w.hold, dossier=w.held, reason="x", by=by), ALSO_OFFICER),
    "answer_decision": (
        lambda w, by: services.answer_decision(w.hold, dossier=w.held, approve=True, by=by),
        {PrivacyOfficer},
    ),
    "record_request": (
        lambda w, by: services.record_request(
            w.closed, right="erasure", asker="person", received_on=date(2025, 3, 1), by=by
        ),
        ALSO_OFFICER,
    ),
    "extend_request": (
        lambda w, by: services.extend_request(w.request, dossier=w.closed, reason="x", by=by),
        ALSO_OFFICER,
    ),
    "answer_request": (
        lambda w, by: services.answer_request(
            w.request, dossier=w.closed, outcome="granted", reason="x", by=by
        ),
        ALSO_OFFICER,
    ),
}


@pytest.mark.parametrize("role", FOR_PEOPLE)
@pytest.mark.parametrize("name", ACTS)
def test_act_is_done_by_the_roles_of_the_table_and_leaves_its_line(name, role, police):
    act, allowed = ACTS[name]
    world, by = World(police), actor(role=role, of=police.organisation)
    if role in allowed:
        act(world, by)
        assert AuditEntry.objects.filter(account=by.account, outcome="done").exists()
        return
    with pytest.raises((NotAllowed, NotFound)):
        act(world, by)


@pytest.mark.parametrize("role", FOR_PEOPLE)
def test_destruction_is_proposed_by_the_roles_of_the_table(role, police):
    world, by = World(police), actor(role=role, of=police.organisation)
    with on(days=3653):
        kinds = [category.value for category in queries.keeping.present_categories(world.closed)]
        if role in ALSO_OFFICER:
            assert services.propose_destruction(world.closed, categories=kinds, reason="x", by=by).pk
            return
        with pytest.raises((NotAllowed, NotFound)):
            services.propose_destruction(world.closed, categories=kinds, reason="x", by=by)


def test_reminding_is_no_work_of_people_in_dossiers(police):
    with pytest.raises(NotAllowed):
        services.review_keeping(by=police)
