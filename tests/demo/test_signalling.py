"""The signals of the demonstration: told once, in the order of things, with something to see for everybody."""

import pytest

from tests.demo.test_loading import load
from vangnet.access.wall.context import as_actor
from vangnet.core import clock
from vangnet.demo import cast, loading
from vangnet.demo.signalling import loading as signalling
from vangnet.demo.signalling.drawing import drawn
from vangnet.demo.signalling.mixing import mix
from vangnet.demo.signalling.reporting import OF_A_CHILD, key_of, report_of
from vangnet.signals import terms
from vangnet.signals.catalogue import indicator
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


@pytest.fixture(scope="module")
def many():
    return [drawn(number) for number in range(1, 400)]


def is_minor(told):
    person = told["persons"][0]
    return person.get("age", 18) < 18 or person.get("is_minor") == "yes"


def test_what_is_drawn_fits_the_age_of_whom_it_is_about(many):
    texts = {one["seen"]: one["who"] for one in mix()["texts"]}
    for told in many:
        assert texts[told["seen"]] in ("both", "minor" if is_minor(told) else "adult")
        words = [indicator(one.indicator).says("nl") for one in report_of(told["key"], told).sightings]
        assert is_minor(told) or not [one for one in words if OF_A_CHILD.search(one)]


def test_what_is_drawn_fits_the_place_and_who_reports(many):
    places = {one["seen"]: one["where"] for one in mix()["texts"]}
    for told in many:
        assert told["setting"] in places[told["seen"]]
        assert told["setting"] in mix()["houses"].get(told["by"], [told["setting"]])
        assert is_minor(told) or told["by"] not in mix()["only_minors"]


def test_what_somebody_thinks_is_never_told_as_seen(many):
    for told in many:
        texts = {text.kind: text for text in report_of(told["key"], told).texts}
        assert texts["seen"].hardness == told["hardness"]
        assert "interpretation" not in texts or texts["interpretation"].hardness == "assumed"


def told_by(signal_told):
    """Hours after the report of each answer to its reporter."""
    begins = int(signal_told["ago"][:-1])
    return [begins - int(act["ago"][:-1]) for act in signal_told["acts"] if act["do"] == "feedback"]


def test_most_reporters_hear_something_in_time_and_of_the_old_ones_nobody_nothing(many):
    old = [told for told in many if int(told["ago"][:-1]) > mix()["settled_after"] * 24]
    in_time = [
        told for told in old if told_by(told)[0] <= terms.current().reporter(told["reporter"]).first * 24
    ]
    assert all(told_by(told) for told in old)
    assert 0.8 < len(in_time) / len(old) < 1
    assert [told for told in many if not told_by(told)]


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
