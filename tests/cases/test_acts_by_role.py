"""One table: which role may do which act in a dossier, and that every act leaves an event and a line in the audit trail."""

import inspect
from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from tests.factories import ADULT, actor, dossier, draft, joined, step
from vangnet.access.actors import Actor
from vangnet.access.models import AuditEntry
from vangnet.access.roles import (
    FOR_PEOPLE,
    Administrator,
    Caseworker,
    Contact,
    Coordinator,
    Detective,
    Registrar,
    ShelterDutyOfficer,
)
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.cases import queries, services
from vangnet.cases.models import WorklistEntry
from vangnet.persons.models import PersonLink
from vangnet.protocol.models import LogEntry


@dataclass
class World:
    """A dossier in which everything that can be answered, ended or taken back is there."""

    police: Actor
    registrar: Actor
    shelter: Actor
    parts: SimpleNamespace


@pytest.fixture
def world(police):
    one = dossier(police, step="found")
    registrar, shelter = joined(one, police), actor("shelter")
    step(one, "cared", police)
    own = step(one, "reported", registrar)
    protection, minor_care = queries.tracks(police, one)
    other = dossier(police)
    parts = SimpleNamespace(
        one=one,
        other=other,
        own=own,
        told=step(one, "told", police),
        minor_care=minor_care,
        protection=protection,
        offer=services.involve(one, organisation=shelter.organisation, ground="vc:b8.3", by=police),
        handover=services.hand_over_track(protection, to=registrar.organisation, by=police),
        link=services.link_persons(one, other=other, kind=PersonLink.Kind.SIBLING, by=police),
        registrar_takes_part=queries.involvement_of(registrar.organisation, one),
        guardian=actor("guardian").organisation,
    )
    return World(police, registrar, shelter, parts)


# The roles that work in dossiers.
WORK = {Caseworker, Detective, Registrar, ShelterDutyOfficer, Contact, Coordinator}
# Per act: for whom it is done, how, and which roles may do it.
ACTS = {
    "open_dossier": ("police", lambda p, by: dossier(by, ADULT), WORK),
    "record_step": ("police", lambda p, by: step(p.one, "asked", by), WORK),
    "correct_event": (
        "police",
        lambda p, by: services.correct_event(p.one, entry=p.told, draft=draft("told"), by=by),
        WORK,
    ),
    "retract_event": (
        "police",
        lambda p, by: services.retract_event(p.one, entry=p.told, reason="x", by=by),
        WORK,
    ),
    "involve": (
        "police",
        lambda p, by: services.involve(p.one, organisation=p.guardian, ground="vc:b8.3", by=by),
        WORK,
    ),
    "accept_involvement": (
        "shelter",
        lambda p, by: services.accept_involvement(p.offer, by=by),
        WORK,
    ),
    "decline_involvement": (
        "shelter",
        lambda p, by: services.decline_involvement(p.offer, reason="x", by=by),
        WORK,
    ),
    "withdraw_involvement": (
        "police",
        lambda p, by: services.withdraw_involvement(p.offer, reason="x", by=by),
        WORK,
    ),
    "end_involvement": (
        "registrar",
        lambda p, by: services.end_involvement(p.registrar_takes_part, reason="x", by=by),
        WORK,
    ),
    "hand_over_track": (
        "police",
        lambda p, by: services.hand_over_track(p.minor_care, to=p.registrar_takes_part.organisation, by=by),
        WORK,
    ),
    "accept_handover": ("registrar", lambda p, by: services.accept_handover(p.handover, by=by), WORK),
    "decline_handover": (
        "registrar",
        lambda p, by: services.decline_handover(p.handover, reason="x", by=by),
        WORK,
    ),
    "withdraw_handover": (
        "police",
        lambda p, by: services.withdraw_handover(p.handover, reason="x", by=by),
        WORK,
    ),
    "close_track": (
        "police",
        lambda p, by: services.close_track(p.minor_care, reason="x", by=by),
        WORK,
    ),
    "link_persons": (
        "police",
        lambda p, by: services.link_persons(p.one, other=p.other, kind=PersonLink.Kind.PARTNER, by=by),
        WORK - {ShelterDutyOfficer},
    ),
    "end_link": ("police", lambda p, by: services.end_link(p.link, by=by), WORK - {ShelterDutyOfficer}),
}
# These change nothing but the cache: no event, and no dossier is told to anybody.
OF_THE_CACHE = {"deferred_refresh", "keep_right", "rebuild_worklist"}
# These have a table of their own: tests/cases/keeping/test_roles.py.
OF_KEEPING = {
    *("close_dossier", "reopen_dossier", "keep_longer", "ask_hold", "ask_lift", "propose_destruction"),
    *("answer_decision", "record_request", "extend_request", "answer_request", "review_keeping"),
}
# And these: tests/cases/lawful.
OF_SHARING = {
    *("share", "refuse_to_share", "ask_agreement", "answer_agreement", "classify"),
    *("record_consent", "withdraw_consent", "open_in_emergency", "review_break_glass"),
}
# And these: tests/cases/signals/test_roles.py.
OF_SIGNALS = {
    *("open_from_signal", "join_signal"),
    *("propose_signal_destruction", "answer_signal_destruction"),
    *("ask_signal_hold", "ask_signal_lift", "answer_signal_hold"),
    *("record_signal_request", "extend_signal_request", "answer_signal_request"),
}


def as_role(by, role):
    return actor(role=role, of=by.organisation)


@pytest.mark.parametrize("role", FOR_PEOPLE)
@pytest.mark.parametrize("name", ACTS)
def test_act_is_done_by_the_roles_of_the_table_and_leaves_its_marks(name, role, world):
    whose, act, allowed = ACTS[name]
    by = as_role(getattr(world, whose), role)
    before = LogEntry.objects.count(), WorklistEntry.objects.count()
    if role in allowed:
        act(world.parts, by)
        assert LogEntry.objects.count() > before[0]
        assert AuditEntry.objects.filter(account=by.account, outcome="done").exists()
        return
    with pytest.raises((NotAllowed, NotFound)):
        act(world.parts, by)
    assert (LogEntry.objects.count(), WorklistEntry.objects.count()) == before
    assert AuditEntry.objects.filter(account=by.account).exclude(outcome="done").count() == 1


@pytest.mark.parametrize("name", ACTS)
def test_act_is_not_done_for_an_organisation_that_has_no_part(name, world):
    whose, act, _ = ACTS[name]
    before = LogEntry.objects.count()
    if name == "open_dossier":
        act(world.parts, actor("kmar"))
        return
    with pytest.raises(NotFound):
        act(world.parts, actor("kmar"))
    assert LogEntry.objects.count() == before


@pytest.mark.parametrize("name", ACTS)
def test_act_that_fails_halfway_leaves_nothing(name, world, monkeypatch):
    whose, act, _ = ACTS[name]
    by = getattr(world, whose)
    before = LogEntry.objects.count(), AuditEntry.objects.count(), WorklistEntry.objects.count()

    def fail(*_, **__):
        raise OSError("the server was killed")

    monkeypatch.setattr("vangnet.cases.services.worklists._keep_standing", fail)
    with pytest.raises(OSError, match="killed"):
        act(world.parts, by)
    assert (LogEntry.objects.count(), AuditEntry.objects.count(), WorklistEntry.objects.count()) == before


def test_every_act_is_in_the_table():
    acts = {name for name, value in vars(services).items() if inspect.isfunction(value)}
    assert acts - OF_THE_CACHE - OF_KEEPING - OF_SHARING - OF_SIGNALS == set(ACTS)


def test_rebuilding_is_for_who_looks_after_the_system(world):
    for role in FOR_PEOPLE:
        by = as_role(world.police, role)
        if role is Administrator:
            assert list(services.rebuild_worklist(everything=True, by=by))
            continue
        with pytest.raises(NotAllowed):
            next(services.rebuild_worklist(by=by))
