"""Five bodies do anything in any order through the services: the database agrees with the table of moves all the way."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import actor, signal
from tests.signals.core.kit import codes
from vangnet.access import grants
from vangnet.access.actors import system
from vangnet.access.categories import DataCategory
from vangnet.access.levels import Level
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.core import clock
from vangnet.core.ids import uuid7
from vangnet.signals import services
from vangnet.signals.handling import MOVES, Standing, apply, faults
from vangnet.signals.models import Handover, Signal, SignalEvent
from vangnet.signals.states import OfferState, SignalState

pytestmark = pytest.mark.django_db
KINDS = ("registrar", "police", "avim", "labour_inspectorate")
ROUTES = {"registrar": "registration", "labour_inspectorate": "labour"}
GROUNDS = {"registration": "agreement:registration", "labour": "sv:161", "detectives": "sv:161"}
ACTS = (
    *("take", "ask", "hear", "note", "view", "park", "resume", "offer", "accept", "refuse", "withdraw"),
    *("pass", "decide", "register", "close", "reopen", "feedback"),
)
steps = st.lists(
    st.tuples(st.sampled_from(KINDS), st.sampled_from(ACTS), st.sampled_from(KINDS)), max_size=14
)
# Orders that really move something, so that hand-overs happen in every run.
likely = st.permutations(
    [
        ("registrar", "take", "police"),
        ("registrar", "offer", "police"),
        ("police", "accept", "police"),
        ("police", "pass", "police"),
        ("police", "decide", "police"),
        ("police", "offer", "avim"),
        ("avim", "refuse", "avim"),
        ("avim", "accept", "avim"),
        ("registrar", "close", "avim"),
    ]
)


def waiting(found):
    return Handover.objects.filter(signal=found, state=OfferState.OFFERED).select_related("receiver").first()


def answered(found):
    return waiting(found) or Handover.objects.filter(signal=found).first()


def act(world, found, who, what, other):
    by, to = world[who], world[other].organisation
    why = ROUTES.get(other, "detectives")
    day = clock.today() + timedelta(days=9)
    done = {
        "take": lambda: services.take(found, by=by),
        "ask": lambda: services.ask(found, question="Where?", by=by),
        "hear": lambda: services.hear(found, text="There.", by=system()),
        "note": lambda: services.note(found, text="Called.", by=by),
        "view": lambda: services.view(found, finding="indications", by=by),
        "park": lambda: services.park(found, reason="too_soft", review_on=day, by=by),
        "resume": lambda: services.resume(found, by=by),
        "offer": lambda: services.offer(found, to=to, why=why, ground=GROUNDS[why], by=by),
        "accept": lambda: services.accept(answered(found), by=by),
        "refuse": lambda: services.refuse(answered(found), reason="capacity", by=by),
        "withdraw": lambda: services.withdraw(answered(found), reason="no_answer", by=by),
        "pass": lambda: services.pass_to_investigation(found, by=by),
        "decide": lambda: services.decide_investigation(found, outcome="refused", reason="too_soft", by=by),
        "register": lambda: services.mark_registered(found, dossier_id=uuid7(), by=by),
        "close": lambda: services.close(found, reason="unreachable", basis="inquiry", by=by),
        "reopen": lambda: services.reopen(found, by=by),
        "feedback": lambda: services.give_feedback(found, level="state", text="We look at it.", by=by),
    }
    if what in {"accept", "refuse", "withdraw"} and answered(found) is None:
        return
    with suppress(NotAllowed, NotFound):
        done[what]()


def check(world, found):
    now = Signal.objects.select_related("owner").get(pk=found.pk)
    offer = waiting(found)
    told = Standing(
        SignalState(now.state), now.owner.code, offer.receiver.code if offer else "", now.idle_handovers
    )
    assert faults(told) == []
    events = list(SignalEvent.objects.filter(signal=found).order_by("number"))
    assert [one.number for one in events] == list(range(1, len(events) + 1))
    assert (events[-1].after, events[-1].owner_after_id) == (now.state, now.owner_id)
    assert replayed(events) == (told.state, told.owner, told.passed_on)
    owners = {one.owner_after_id for one in events}
    for one in world.values():
        sees = grants.standing_kinds(one, found.pk)
        assert (DataCategory.PROGRESS in sees) == (one.organisation.pk == now.owner_id)
        asked = grants.standing(one, found.pk, level=Level.ASKED)
        may_know = one.organisation.pk in owners or (offer and offer.receiver_id == one.organisation.pk)
        assert bool(asked) == bool(may_know)
    assert (now.closed_at is not None) == (not SignalState(now.state).is_open)


def replayed(events):
    """Where a signal stands when only its events are known: they leave nothing out."""
    standing = Standing(SignalState.RECEIVED, events[0].owner_after.code)
    for one in events[1:]:
        if one.code not in MOVES:
            continue
        by = one.organisation.code if one.organisation else ""
        standing = apply(standing, one.code, by=by, to=one.about.get("to", ""))
    return standing.state, standing.owner, standing.passed_on


@pytest.fixture
def world():
    return {kind: actor(kind) for kind in KINDS}


@pytest.mark.parametrize("orders", [steps, likely], ids=["any", "likely"])
def test_no_order_of_acts_leaves_a_signal_without_one_owner_who_sees_it(world, orders):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(orders)
    def run(order):
        with transaction.atomic():
            found = signal()
            for who, what, other in order:
                act(world, found, who, what, other)
                check(world, found)
            transaction.set_rollback(True)

    run()


def test_the_likely_order_goes_all_the_way(world):
    found = signal()
    for who, what, other in (
        ("registrar", "take", "police"),
        ("registrar", "offer", "police"),
        ("police", "accept", "police"),
        ("police", "pass", "police"),
        ("police", "decide", "police"),
        ("police", "offer", "avim"),
        ("avim", "refuse", "avim"),
        ("police", "close", "avim"),
    ):
        act(world, found, who, what, other)
    check(world, found)
    assert codes(found) == [
        *("received", "take", "offer", "accept", "pass_to_investigation", "investigation_refused"),
        *("offer", "refuse", "close"),
    ]
