"""Keeping what was seen, altering it, and the weight and place that follow at once."""

from uuid import uuid4

import pytest

from tests.factories import actor, at, on, signal
from vangnet.access.models import AuditEntry
from vangnet.access.roles import Reader
from vangnet.access.verdicts import NotAllowed, NotFound
from vangnet.access.wall.context import as_actor
from vangnet.signals import weight_nights, weights
from vangnet.signals.models import Sighting, Signal, SignalEvent
from vangnet.signals.queries import sightings as reading
from vangnet.signals.reports import ReportedPerson, ReportedSighting
from vangnet.signals.services import priorities, sightings
from vangnet.signals.services.sightings import Altered
from vangnet.signals.states import SignalState

pytestmark = pytest.mark.django_db
YES, NO, UNKNOWN = "yes", "no", "unknown"


@pytest.fixture(autouse=True)
def _now(db):
    with on():
        yield


@pytest.fixture
def registrar():
    return actor("registrar")


def seen(*codes, answer=YES, **also):
    return tuple(ReportedSighting(code, answer, **also) for code in codes)


def test_report_is_weighed_and_placed_as_it_arrives(registrar):
    plain = signal()
    heavy = signal(sightings=seen("papers_taken", "gives_up_earnings"))
    heavy.refresh_from_db()
    assert (plain.weight, heavy.weight, heavy.weight_version) == (0, 14, weights.current().version)
    assert heavy.priority < plain.priority < 1_000


def test_what_was_seen_is_kept_with_the_person_it_is_about(registrar):
    people = (ReportedPerson(age=30), ReportedPerson(age=16))
    found = signal(persons=people, sightings=seen("papers_taken", person=2, hardness="told"))
    (one,) = Sighting.objects.filter(signal=found)
    assert (one.person.number, one.hardness, one.answer) == (2, "told", YES)
    assert one.catalogue == "2025-01-01"


def test_trait_of_a_person_is_refused_with_why(registrar):
    with pytest.raises(NotAllowed, match="who somebody is"):
        signal(sightings=seen("ethnic_background"))
    assert not Signal.objects.exists()


@pytest.mark.parametrize(
    "wrong, says",
    [
        (ReportedSighting("no_such_thing", YES), "no_such_thing"),
        (ReportedSighting("papers_taken", "perhaps"), "perhaps"),
        (ReportedSighting("papers_taken", YES, hardness="rock"), "rock"),
    ],
)
def test_what_the_catalogue_does_not_know_is_refused_with_the_value(registrar, wrong, says):
    with pytest.raises(NotAllowed, match=says):
        signal(sightings=(wrong,))


def test_too_many_indicators_are_refused_with_the_limit(registrar):
    with pytest.raises(NotAllowed, match="1000"):
        signal(sightings=seen("papers_taken") * 1_001)


def test_owner_alters_an_answer_and_what_stood_there_stays_readable(registrar):
    found = signal(sightings=seen("papers_taken"))
    (earlier,) = reading.sightings(registrar, found)
    weighed = sightings.change(found, altered=[Altered(earlier.pk, UNKNOWN, "told")], by=registrar)
    (now,) = reading.sightings(registrar, found)
    assert (now.replaces, now.answer, weighed.points) == (earlier, UNKNOWN, 0)
    assert Sighting.objects.count() == 2
    found.refresh_from_db()
    assert found.weight == 0
    event = SignalEvent.objects.get(signal=found, code="sightings")
    assert event.about == {"lines": 1, "before": 6, "after": 0}
    assert AuditEntry.objects.filter(act="signal.sightings", outcome="done").count() == 1


def test_owner_adds_what_was_not_reported_and_the_signal_comes_forward(registrar):
    found = signal(sightings=seen("papers_taken"))
    before = Signal.objects.get(pk=found.pk).priority
    sightings.change(found, added=seen("gives_up_earnings", "small_network"), by=registrar)
    found.refresh_from_db()
    assert (found.weight, found.priority) == (14, before - 68)


def test_what_is_said_again_without_anything_new_is_not_written_twice(registrar):
    found = signal(sightings=seen("papers_taken"))
    (earlier,) = reading.sightings(registrar, found)
    same = Altered(earlier.pk, earlier.answer, earlier.hardness)
    sightings.change(found, altered=[same], added=seen("papers_taken"), by=registrar)
    assert Sighting.objects.count() == 1
    assert not SignalEvent.objects.filter(code="sightings").exists()


def test_answer_that_somebody_replaced_meanwhile_is_not_overwritten(registrar):
    found = signal(sightings=seen("papers_taken"))
    (earlier,) = reading.sightings(registrar, found)
    sightings.change(found, altered=[Altered(earlier.pk, NO, "told")], by=registrar)
    with pytest.raises(NotAllowed, match="in the meantime"):
        sightings.change(found, altered=[Altered(earlier.pk, UNKNOWN, "told")], by=registrar)


def test_altered_answer_must_be_an_answer(registrar):
    found = signal(sightings=seen("papers_taken"))
    (earlier,) = reading.sightings(registrar, found)
    with pytest.raises(NotAllowed, match="perhaps"):
        sightings.change(found, altered=[Altered(earlier.pk, "perhaps", "told")], by=registrar)


def test_only_who_handles_the_signal_alters_what_was_seen(registrar):
    police = actor("police")
    found = signal(police, sightings=seen("papers_taken"))
    with pytest.raises(NotAllowed, match="owns this signal"):
        sightings.change(found, added=seen("afraid"), by=police)
    with pytest.raises(NotFound):
        sightings.change(found, added=seen("afraid"), by=actor("shelter"))
    with pytest.raises(NotAllowed):
        sightings.change(
            found, added=seen("afraid"), by=actor("registrar", role=Reader, of=registrar.organisation)
        )


def test_reporter_sees_what_it_said_itself_and_nothing_that_was_added(registrar):
    police = actor("police")
    found = signal(police, sightings=seen("papers_taken"))
    sightings.change(found, added=seen("afraid"), by=registrar)
    with as_actor(police):
        assert [one.indicator for one in reading.sightings(police, found)] == ["papers_taken"]
    with as_actor(registrar):
        assert len(reading.sightings(registrar, found)) == 2
    with as_actor(actor("shelter")):
        assert reading.sightings(registrar, found) == []


def clustered(*given):
    cluster = uuid4()
    for one in given:
        Signal.objects.filter(pk=one.pk).update(cluster=cluster)
    return cluster


def test_weak_signals_that_belong_together_come_forward_together_and_say_why(registrar):
    given = [signal(sightings=seen(code), danger="no", has_minor="no") for code in ("afraid", "papers_taken")]
    alone = Signal.objects.get(pk=given[0].pk).priority
    third = signal(sightings=seen("locked_in"), danger="no", has_minor="no")
    clustered(*given, third)
    changed = priorities.reprioritise([one.pk for one in (*given, third)], by=registrar)
    placed = Signal.objects.get(pk=given[0].pk)
    assert (alone - placed.priority, changed) == (60, 3)
    event = SignalEvent.objects.get(signal=placed, code="reprioritised")
    assert (event.reason, event.about["before"], event.about["after"]) == ("soon", "in_turn", "soon")
    assert event.about["why"].split(",")[0] == "together"
    # nothing of who set it off stands with the signal of somebody else
    assert (event.organisation, event.account) == (None, None)
    assert priorities.reprioritise([placed.pk], by=registrar) == 0


def test_what_was_explained_away_adds_nothing_to_the_others(registrar):
    first, second = (signal(sightings=seen(code), danger="no") for code in ("papers_taken", "locked_in"))
    cluster = clustered(first, second)
    left_out = weights.current().priority.left_out_of_sums
    assert reading.together([cluster], left_out=left_out)[cluster].points == 12
    Signal.objects.filter(pk=first.pk).update(
        state=SignalState.CLOSED, outcome="explained_otherwise", closed_at=at()
    )
    assert reading.together([cluster], left_out=left_out)[cluster].points == 6
    Signal.objects.filter(pk=first.pk).update(outcome="no_starting_point")
    assert reading.together([cluster], left_out=left_out)[cluster].points == 12


def test_altering_one_signal_places_the_others_of_its_cluster(registrar):
    first, second = (signal(sightings=seen("papers_taken"), danger="no") for _number in range(2))
    clustered(first, second)
    before = Signal.objects.get(pk=second.pk).priority
    sightings.change(first, added=seen("locked_in"), by=registrar)
    assert Signal.objects.get(pk=second.pk).priority < before


def test_closed_signals_keep_their_place(registrar):
    found = signal(sightings=seen("papers_taken"))
    Signal.objects.filter(pk=found.pk).update(
        state=SignalState.CLOSED, outcome="no_starting_point", closed_at=at(), priority=77
    )
    assert priorities.reprioritise([found.pk], by=registrar) == 0
    assert Signal.objects.get(pk=found.pk).priority == 77


def test_signal_comes_forward_by_waiting_but_never_before_danger(registrar):
    found = signal()
    danger = signal(danger="yes")
    before = Signal.objects.get(pk=found.pk).priority
    with on(days=21):
        assert priorities.renew(by=registrar) == 0
    with on(days=4_000):
        Signal.objects.filter(pk=found.pk).update(weight_version="1999-01-01")
        priorities.renew(by=registrar)
    found.refresh_from_db()
    assert before - found.priority == weights.current().priority.weeks.most
    assert danger.priority < found.priority


def test_another_book_weighs_what_is_kept_again(registrar):
    found = signal(sightings=(*seen("papers_taken"), *seen("afraid", answer=NO)))
    Signal.objects.filter(pk=found.pk).update(weight=99, weight_version="1999-01-01", priority=1)
    priorities.renew(by=registrar)
    found.refresh_from_db()
    assert (found.weight, found.weight_version) == (6, weights.current().version)
    assert found.priority > 1


def test_empty_report_of_nothing_but_indicators_is_a_signal(registrar):
    found = signal(texts=(), persons=(), sightings=seen("afraid"))
    assert Sighting.objects.filter(signal=found).count() == 1


def test_every_night_signals_are_placed_again(registrar):
    found = signal(danger="no")
    Signal.objects.filter(pk=found.pk).update(weight_version="1999-01-01", priority=1)
    assert weight_nights.place_again(registrar) == []
    assert Signal.objects.get(pk=found.pk).priority > 1


def test_below_the_threshold_only_the_place_in_the_queue_differs(registrar):
    light, heavy = signal(sightings=seen("late_care")), signal(sightings=seen("papers_taken", "locked_in"))
    assert light.weight < 10 <= heavy.weight
    for name in ("owner", "state", "review_on", "outcome", "feedback_due", "closed_at"):
        assert getattr(light, name) == getattr(heavy, name)
    assert light.priority > heavy.priority


@pytest.fixture
def large(registrar, monkeypatch):
    """Four signals in a group that counts as large, of which one is seen with a little."""
    given = [signal(danger="no", has_minor="no") for _number in range(4)]
    given.append(signal(sightings=seen("afraid"), danger="no", has_minor="no"))
    clustered(*given)
    priorities.reprioritise([one.pk for one in given], by=registrar)
    monkeypatch.setattr(priorities, "FEW", 3)
    return given


def places(given):
    return [Signal.objects.get(pk=one.pk).priority for one in given]


def test_large_group_is_not_placed_again_for_a_change_that_moves_nobody_else(registrar, large):
    Signal.objects.filter(pk=large[0].pk).update(priority=777)
    sightings.change(large[-1], added=seen("late_care"), by=registrar)
    assert places(large)[0] == 777


def test_large_group_comes_forward_as_a_whole_when_it_reaches_the_threshold_and_goes_back(registrar, large):
    before = places(large)
    sightings.change(large[-1], added=seen("papers_taken", "late_care"), by=registrar)
    together = weights.current().priority.together
    assert places(large)[:-1] == [place - together for place in before[:-1]]
    standing = [one for one in reading.sightings(registrar, large[-1]) if one.indicator == "papers_taken"]
    sightings.change(large[-1], altered=[Altered(standing[0].pk, NO, "told")], by=registrar)
    assert places(large)[:-1] == before[:-1]
