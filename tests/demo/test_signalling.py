"""The signals of the demonstration: told once, in the order of things, with something to see for everybody."""

import pytest

from tests.demo.test_loading import load
from vangnet.access.wall.context import as_actor
from vangnet.core import clock
from vangnet.demo import cast, loading
from vangnet.demo.signalling import loading as signalling
from vangnet.demo.signalling.drawing import drawn, mix
from vangnet.demo.signalling.reporting import key_of
from vangnet.signals.models import Signal, SignalEvent
from vangnet.signals.queries import visibility
from vangnet.signals.states import SignalState

TOLD = sum(len(story["signals"]) for story in signalling.stories())


@pytest.fixture
def actors(db):
    return loading.settle(cast.read())


def fill(actors, **also):
    return signalling.fill(actors, now=clock.now(), number=0, **also)


def of(story, key):
    return Signal.objects.get(submission_key=key_of(f"{story}.{key}"))


def test_a_second_load_tells_nothing_again(actors):
    assert fill(actors) == TOLD
    assert fill(actors) == 0
    assert Signal.objects.count() == TOLD


def test_each_story_ends_as_it_is_told(actors):
    fill(actors)
    assert of("question-and-answer", "client").investigation == "started"
    assert of("child-of-nine", "begging").owner.code == "veilig-thuis-noorderveen"
    assert of("boy-met-as-suspect", "parcels").state == SignalState.REGISTERED
    assert of("passed-round", "hairdresser").idle_handovers == 3
    assert of("parked-and-taken-up", "greenhouse").owner.code == "labour-oefenland"
    assert of("neighbour-calls", "call").channel == "caller"
    assert of("three-weak-signals", "absence").state == SignalState.PARKED


def test_the_three_weak_signals_stand_in_one_cluster(actors):
    fill(actors)
    clusters = {of("three-weak-signals", key).cluster for key in ("absence", "doorbell", "registration")}
    assert len(clusters) == 1
    assert clusters != {None}


def test_everything_that_happens_lies_in_the_past_and_in_order(actors):
    fill(actors)
    for signal in Signal.objects.all():
        moments = list(SignalEvent.objects.filter(signal=signal).values_list("happened_at", flat=True))
        assert moments == sorted(moments)
        assert moments[-1] <= clock.now()


def test_owners_see_their_signals_and_others_do_not(actors):
    fill(actors)
    for code in ("labour-oefenland", "shelter-morgenster"):
        with as_actor(actors[code]):
            seen = set(visibility.signals(actors[code]).values_list("owner__code", flat=True))
        assert seen == ({code} if code.startswith("labour") else set())


def test_what_is_drawn_is_always_the_same():
    assert drawn(7) == drawn(7)
    assert drawn(7) != drawn(8)
    assert {one["by"] == "public" for one in map(drawn, range(1, 30))} == {True, False}


@pytest.mark.django_db
def test_loading_makes_about_a_hundred_and_twenty_in_every_state():
    load(dossiers=0, signals=mix()["signals"])
    assert Signal.objects.count() == TOLD + mix()["signals"] >= 115
    assert set(Signal.objects.values_list("state", flat=True)) >= {
        "received",
        "owned",
        "parked",
        "registered",
        "closed",
    }
