"""Two people at the same moment, and people who may no longer: one answer stands, nothing happens twice."""

from uuid import uuid4

import pytest

from tests.cases.test_two_at_once import at_once
from tests.factories import actor, at, signal
from tests.signals.core.kit import offered
from vangnet.access import services as access
from vangnet.access.actors import system
from vangnet.access.audit import NotLogged
from vangnet.access.models import Membership
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.core import clock
from vangnet.signals import services
from vangnet.signals.models import Handover, Signal, SignalEvent
from vangnet.signals.states import OfferState, SignalState

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed(at()):
        yield


def refusals(answers):
    return sum(isinstance(answer, NotAllowed | NotFound) for answer in answers)


def again(one):
    return type(one).objects.get(pk=one.pk)


def test_offer_is_accepted_or_refused_and_not_both(registrar, police):
    found, colleague = signal(), actor(of=police.organisation)
    handover = offered(found, by=registrar, to=police)
    answers = at_once(
        lambda: services.accept(again(handover), by=police),
        lambda: services.refuse(again(handover), reason="capacity", by=colleague),
    )
    assert refusals(answers) == 1
    owner = again(found).owner
    assert owner == (
        police.organisation if again(handover).state == OfferState.ACCEPTED else registrar.organisation
    )


def test_offer_is_accepted_or_taken_back_and_not_both(registrar, police):
    found = signal()
    handover = offered(found, by=registrar, to=police)
    answers = at_once(
        lambda: services.accept(again(handover), by=police),
        lambda: services.withdraw(again(handover), reason="taken_back", by=registrar),
    )
    assert refusals(answers) == 1
    taken_over = again(handover).state == OfferState.ACCEPTED
    assert again(found).owner == (police if taken_over else registrar).organisation


def test_signal_is_offered_once(registrar, police):
    found, avim = signal(), actor("avim")
    answers = at_once(
        lambda: offered(again(found), by=registrar, to=police),
        lambda: offered(again(found), by=registrar, to=avim),
    )
    assert refusals(answers) == 1
    assert Handover.objects.filter(state=OfferState.OFFERED).count() == 1


def test_events_are_numbered_once_when_many_write_at_the_same_moment(registrar):
    found = signal()
    writers = [actor(of=registrar.organisation) for _number in range(4)]
    at_once(*[lambda by=by: services.note(again(found), text="Called.", by=by) for by in writers])
    numbers = SignalEvent.objects.filter(signal=found).order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4, 5]


def test_same_report_sent_twice_at_once_is_one_signal(registrar):
    key = uuid4()
    answers = at_once(*[lambda: signal(submission_key=key) for _number in range(3)])
    assert len({one.pk for one in answers}) == 1
    assert Signal.objects.count() == 1


def test_signal_is_closed_or_taken_over_and_stays_owned(registrar, police):
    found = signal()
    handover = offered(found, by=registrar, to=police)
    answers = at_once(
        lambda: services.accept(again(handover), by=police),
        lambda: services.close(again(found), reason="unreachable", basis="inquiry", by=registrar),
    )
    assert refusals(answers) == 1
    assert again(handover).state in {OfferState.ACCEPTED, OfferState.WITHDRAWN}
    assert (again(found).state == SignalState.CLOSED) == (again(handover).state == OfferState.WITHDRAWN)


def test_whoever_no_longer_works_there_does_nothing_more(registrar, police):
    found = signal()
    handover = offered(found, by=registrar, to=police)
    for one in (registrar, police):
        access.end_membership(Membership.objects.get(account=one.account), by=system())
    # The database lets them write no line in the trail, so there is no act either.
    for act in (lambda: services.take(found, by=registrar), lambda: services.accept(handover, by=police)):
        with pytest.raises(NotLogged):
            act()
    assert again(found).owner == registrar.organisation
    assert again(handover).state == OfferState.OFFERED
