"""One table: which role makes a dossier of a signal and decides how long it is kept; whoever may not, leaves everything as it is."""

import pytest

from tests.factories import actor, dossier, on, signal
from vangnet.access.models import AuditEntry, KeepingDecision
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
from vangnet.cases import services
from vangnet.cases.models import SignalLink
from vangnet.core import clock
from vangnet.protocol import catalogue
from vangnet.signals import services as signals

WORK = {Caseworker, Detective, Registrar, ShelterDutyOfficer, Contact, Coordinator}
LATER = 5 * 366


@pytest.fixture(autouse=True)
def _real_agreements(settings):
    settings.AGREEMENTS_DIR = catalogue.PACKAGED


@pytest.fixture
def registrar():
    return actor("registrar")


@pytest.fixture
def ended(registrar):
    one = signal()
    signals.close(one, reason="explained_otherwise", basis="inquiry", by=registrar)
    one.refresh_from_db()
    return one


def opens(registrar, by):
    one = signal()
    services.open_from_signal(one, person=one.persons.get(), ground="Vc B8/3.4", by=by)


def joins(registrar, by):
    one = signal()
    services.join_signal(one, person=one.persons.get(), dossier=dossier(registrar, step="indication"), by=by)


ACTS = {"open_from_signal": opens, "join_signal": joins}


@pytest.mark.parametrize("role", FOR_PEOPLE)
@pytest.mark.parametrize("name", ACTS)
def test_signal_becomes_a_dossier_for_the_roles_of_the_table(name, role, registrar):
    by = actor(of=registrar.organisation, role=role)
    if role in WORK:
        ACTS[name](registrar, by)
        assert SignalLink.objects.exists()
        return
    with pytest.raises((NotAllowed, NotFound)):
        ACTS[name](registrar, by)
    assert not SignalLink.objects.exists()
    assert AuditEntry.objects.filter(account=by.account).exclude(outcome="done").count() == 1


@pytest.mark.parametrize("role", FOR_PEOPLE)
def test_destruction_is_proposed_by_the_roles_of_the_table(role, registrar, ended):
    by = actor(of=registrar.organisation, role=role)
    with on(days=LATER):
        if role in WORK | {PrivacyOfficer}:
            services.propose_signal_destruction(ended, reason="De termijn is voorbij", by=by)
            assert KeepingDecision.objects.filter(dossier_id=ended.pk).exists()
            return
        with pytest.raises((NotAllowed, NotFound)):
            services.propose_signal_destruction(ended, reason="De termijn is voorbij", by=by)
    assert not KeepingDecision.objects.filter(dossier_id=ended.pk).exists()


@pytest.mark.parametrize("role", FOR_PEOPLE)
def test_destruction_is_answered_by_the_roles_of_the_table(role, registrar, ended):
    by = actor(of=registrar.organisation, role=role)
    proposer = actor(of=registrar.organisation, role=PrivacyOfficer)
    with on(days=LATER):
        services.propose_signal_destruction(ended, reason="De termijn is voorbij", by=proposer)
        if role in WORK | {PrivacyOfficer}:
            services.answer_signal_destruction(ended, approve=False, reason="Nog nodig", by=by)
            return
        with pytest.raises((NotAllowed, NotFound)):
            services.answer_signal_destruction(ended, approve=False, reason="Nog nodig", by=by)


def holds(one, by, _officer):
    services.ask_signal_hold(one, reason="Strafzaak", by=by)


def lifts(one, by, officer):
    held = services.ask_signal_hold(one, reason="Strafzaak", by=officer)
    services.ask_signal_lift(held, signal=one, reason="Klaar", by=by)


def answers_hold(one, by, officer):
    held = services.ask_signal_hold(one, reason="Strafzaak", by=officer)
    services.answer_signal_hold(held, signal=one, approve=True, by=by)


def asks(one, by, right="access"):
    return services.record_signal_request(
        one, right=right, asker="person", received_on=clock.today(), wish="Alles", by=by
    )


def records(one, by, _officer):
    asks(one, by)


def extends(one, by, officer):
    services.extend_signal_request(asks(one, officer), signal=one, reason="Later", by=by)


def answers_request(one, by, officer):
    services.answer_signal_request(asks(one, officer), signal=one, outcome="refused", reason="Nee", by=by)


OF_KEEPING = (holds, lifts, answers_hold, records, extends, answers_request)


@pytest.mark.parametrize("role", FOR_PEOPLE)
@pytest.mark.parametrize("act", OF_KEEPING)
def test_signal_is_held_and_requests_are_answered_by_the_roles_of_the_table(act, role, registrar):
    by, officer = (actor(of=registrar.organisation, role=one) for one in (role, PrivacyOfficer))
    one = signal()
    if role in WORK | {PrivacyOfficer}:
        act(one, by, officer)
        assert AuditEntry.objects.filter(account=by.account, outcome="done", dossier_id=one.pk).exists()
        return
    with pytest.raises((NotAllowed, NotFound)):
        act(one, by, officer)
    assert AuditEntry.objects.filter(account=by.account).exclude(outcome="done").count() == 1


@pytest.mark.parametrize("act", OF_KEEPING)
def test_signal_is_held_and_requests_are_answered_by_its_owner_only(act, registrar):
    officer = actor(of=registrar.organisation, role=PrivacyOfficer)
    one = signal()
    with pytest.raises(NotFound):
        act(one, actor("police", role=PrivacyOfficer), officer)
