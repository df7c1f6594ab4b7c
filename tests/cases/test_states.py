import pytest

from vangnet.cases import events, models, states
from vangnet.cases.states import HandoverState, InvolvementState
from vangnet.protocol.events import is_administrative

SUBJECTS = {
    "involvement": (
        InvolvementState,
        states.INVOLVEMENT_STARTS,
        states.INVOLVEMENT_NEXT,
        states.INVOLVEMENT_OWNER,
        models.INVOLVEMENT_LABELS,
    ),
    "handover": (
        HandoverState,
        states.HANDOVER_STARTS,
        states.HANDOVER_NEXT,
        states.HANDOVER_OWNER,
        models.HANDOVER_LABELS,
    ),
}
FINAL = {HandoverState.ACCEPTED, HandoverState.DECLINED, HandoverState.WITHDRAWN}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_state_has_an_owner_and_words(subject):
    kinds, _, following, owners, labels = SUBJECTS[subject]
    assert set(kinds) == set(following) == set(owners) == set(labels)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_state_can_be_reached(subject):
    kinds, starts, following, _, _ = SUBJECTS[subject]
    reached, fresh = set(starts), set(starts)
    while fresh:
        fresh = {state for one in fresh for state in following[one]} - reached
        reached |= fresh
    assert reached == set(kinds)


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_state_is_final_or_can_be_left(subject):
    _, _, following, _, _ = SUBJECTS[subject]
    assert {state for state, after in following.items() if not after} <= FINAL


def test_every_event_type_is_listed_under_its_code():
    declared = {value.code for value in vars(events).values() if isinstance(value, events.EventType)}
    assert declared == set(events.ALL)
    assert all(is_administrative(code) and event.code == code for code, event in events.ALL.items())
