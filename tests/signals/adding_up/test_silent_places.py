"""The place of a signal, why it stands there and when it is looked at again say nothing that only a silent signal could cause."""

from datetime import timedelta

import pytest

from tests.factories import actor, on, signal
from tests.signals.adding_up.stories import PHONE, added, of, seen
from vangnet.access.actors import system
from vangnet.core import clock
from vangnet.signals import services, weights
from vangnet.signals.models import Signal, SignalEvent
from vangnet.signals.queries import together
from vangnet.signals.reports import ReportedMark, ReportedSighting
from vangnet.signals.services import priorities
from vangnet.signals.states import SignalState

pytestmark = pytest.mark.django_db
PLATE = "12-ABC-3"
HEAVY = {
    "sightings": tuple(ReportedSighting(code, "yes") for code in ("afraid", "papers_taken", "locked_in"))
}
WEAK = {"danger": "no", "has_minor": "no"}


@pytest.fixture
def municipality(now):
    return actor("municipality")


def silent(one):
    Signal.objects.filter(pk=one.pk).update(state=SignalState.INVESTIGATED)


def placed(one):
    """The place of a signal, and why it changed."""
    told = SignalEvent.objects.filter(signal=one, code="reprioritised")
    return of(one).priority, [line.about["why"] for line in told]


def alone(by):
    """The place of such a signal that shares nothing with anybody."""
    return of(seen(by, ("telephone", "06-00009999"), **WEAK)).priority


def test_silent_signal_brings_no_signal_of_others_forward(police, municipality):
    hidden = seen(police, ("telephone", PHONE), **HEAVY)
    silent(hidden)
    found = seen(municipality, ("telephone", PHONE), **WEAK)
    assert of(found).cluster == of(hidden).cluster
    assert placed(found) == (alone(municipality), [])


def test_same_signal_that_is_not_silent_does_and_says_so(police, municipality):
    seen(police, ("telephone", PHONE), **HEAVY)
    found = seen(municipality, ("telephone", PHONE), **WEAK)
    assert placed(found)[0] < alone(municipality)


def test_what_hangs_together_through_a_silent_signal_only_counts_for_nobody(police, municipality):
    hidden = seen(police, ("telephone", PHONE), ("vehicle", PLATE), **HEAVY)
    silent(hidden)
    one = seen(municipality, ("telephone", PHONE), **WEAK)
    other = seen(actor("shelter"), ("vehicle", PLATE), **WEAK)
    assert of(one).cluster == of(other).cluster
    assert placed(one) == (alone(municipality), [])


def test_beside_a_silent_signal_the_others_count_as_ever(police, municipality):
    silent(seen(police, ("telephone", PHONE), **HEAVY))
    one = seen(municipality, ("telephone", PHONE), **WEAK)
    before = of(one).priority
    seen(actor("shelter"), ("telephone", PHONE), **WEAK)
    assert of(one).priority < before


def test_who_owns_the_silent_signal_sees_what_it_brings_forward(police):
    silent(seen(police, ("telephone", PHONE), **HEAVY))
    found = seen(police, ("telephone", PHONE), **WEAK)
    assert placed(found)[0] < alone(police)


def test_end_of_the_silence_counts_from_the_next_night(police, municipality):
    hidden = seen(police, ("telephone", PHONE), **HEAVY)
    silent(hidden)
    found = seen(municipality, ("telephone", PHONE), **WEAK)
    before = of(found).priority
    Signal.objects.filter(pk=hidden.pk).update(state=SignalState.OWNED)
    priorities.renew(by=system())
    assert of(found).priority < before


def test_explained_away_signal_beside_a_silent_one_adds_nothing(police, municipality):
    silent(seen(police, ("telephone", PHONE), **HEAVY))
    shelter = actor("shelter")
    gone = seen(shelter, ("telephone", PHONE), **HEAVY)
    services.close(gone, reason="explained_otherwise", basis="inquiry", by=shelter)
    found = seen(municipality, ("telephone", PHONE), **WEAK)
    known = together.as_owners_know([of(found)], left_out=weights.current().priority.left_out_of_sums)
    assert known[found.pk].signals == 1


def test_in_a_group_too_large_to_take_apart_silent_signals_are_left_out(police, municipality, monkeypatch):
    monkeypatch.setattr(together, "MOST", 1)
    silent(seen(police, ("telephone", PHONE), **HEAVY))
    found = seen(municipality, ("telephone", PHONE), **WEAK)
    assert placed(found) == (alone(municipality), [])


def test_parked_signal_is_not_looked_at_sooner_because_of_a_silent_one(police, municipality):
    parked = seen(municipality, ("telephone", PHONE), **WEAK)
    day = clock.today() + timedelta(days=60)
    services.park(parked, reason="too_soft", review_on=day, by=municipality)
    hidden = seen(police, **HEAVY)
    silent(hidden)
    with on(hours=1):
        added(of(hidden), police, ("telephone", PHONE))
    assert of(parked).cluster == of(hidden).cluster
    assert of(parked).review_on == day
    assert not SignalEvent.objects.filter(signal=parked, code="review_sooner").exists()
    signal(municipality, reporter_type="own_staff", marks=(ReportedMark("telephone", PHONE),))
    assert of(parked).review_on < day
