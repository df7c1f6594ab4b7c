"""A new signal is linked with all that share something, whoever owns them, and never by what too many share."""

from itertools import permutations

import pytest

from tests.factories import at
from tests.signals.adding_up.advertisements import advertisements
from tests.signals.adding_up.stories import PHONE, added, clusters, of, seen
from vangnet.access.models import Notice
from vangnet.core import batches, clock
from vangnet.signals.models import Link, Signal, SignalEvent
from vangnet.signals.states import SignalState

pytestmark = pytest.mark.django_db
SPELLINGS = ("06-00001234", "+31 6 0000 1234", "0031600001234")


def test_three_bodies_with_one_number_are_one_group(police, inspectorate, registrar):
    found = [
        seen(by, ("telephone", text))
        for by, text in zip((police, inspectorate, registrar), SPELLINGS, strict=True)
    ]
    assert clusters() == [sorted(one.pk for one in found)]
    assert set(Link.objects.values_list("way", flat=True)) == {"normalised"}


def test_the_same_spelling_is_an_exact_link(police):
    seen(police, ("telephone", PHONE))
    seen(police, ("telephone", PHONE))
    assert Link.objects.get().way == "exact"


def test_place_alone_links_but_does_not_join_and_with_a_company_it_does(police):
    one = seen(police, ("place", "Westdam"))
    other = seen(police, ("place", "westdam"))
    assert (Link.objects.count(), of(one).cluster) == (1, None)
    added(one, police, ("company", "Zon BV"))
    added(other, police, ("company", "zon"))
    assert clusters() == [sorted((one.pk, other.pk))]


def test_text_that_is_nearly_the_same_is_linked_and_says_how_much(police):
    first, second = (one.text for one in advertisements(1, each=2, seed=5))
    seen(police, ("advertisement", first))
    seen(police, ("advertisement", second))
    link = Link.objects.get()
    assert link.way == "fuzzy"
    assert link.score >= 40
    assert link.shared >= 4


def test_the_very_same_text_is_one_link_and_not_two(police):
    text = advertisements(1, each=1, seed=6)[0].text
    seen(police, ("advertisement", text))
    seen(police, ("advertisement", text.replace(".", "!")))
    assert [(one.kind, one.way) for one in Link.objects.all()] == [("advertisement", "normalised")]


def test_texts_of_others_are_no_link(police):
    for one in advertisements(4, each=1, seed=7):
        seen(police, ("advertisement", one.text))
    assert not Link.objects.exists()


@pytest.mark.parametrize("order", list(permutations(range(4)))[::5])
def test_order_of_arrival_does_not_matter_for_groups(police, order):
    shared = [
        (("telephone", PHONE),),
        (("telephone", SPELLINGS[1]), ("vehicle", "12-ABC-3")),
        (("vehicle", "12abc3"),),
        (("vehicle", "99-XYZ-9"),),
    ]
    made = {place: seen(police, *shared[place]) for place in order}
    assert clusters() == [sorted(made[place].pk for place in (0, 1, 2))]


def test_a_number_of_very_many_links_none_whichever_came_last(police, limits):
    person = limits.kinds["person"].common_from
    pair = [seen(police, ("person", "Ana Pop 2004"), ("telephone", PHONE)) for _ in range(2)]
    for _ in range(person - 2):
        seen(police, ("person", "Ana Pop 2004"))
    assert clusters() == [sorted(one.pk for one in pair)]
    assert set(Link.objects.filter(kind="person").values_list("is_common", flat=True)) == {True}
    assert of(seen(police, ("person", "Pop Ana, 2004"))).cluster is None


def test_groups_that_turn_out_to_be_one_become_one(police):
    left = [seen(police, ("telephone", PHONE)) for _ in range(3)]
    right = [seen(police, ("vehicle", "12-ABC-3")) for _ in range(2)]
    assert len(clusters()) == 2
    kept = of(left[0]).cluster
    seen(police, ("telephone", PHONE), ("vehicle", "12-ABC-3"))
    assert {of(one).cluster for one in left + right} == {kept}


def test_parked_signal_is_looked_at_sooner_when_something_links_to_it(police):
    one = seen(police, ("telephone", PHONE))
    Signal.objects.filter(pk=one.pk).update(state=SignalState.PARKED, review_on=at(days=100).date())
    seen(police, ("telephone", PHONE))
    assert of(one).review_on == at(days=7).date()
    event = SignalEvent.objects.get(signal=one, code="review_sooner")
    assert (event.account, event.organisation) == (None, None)


def test_parked_signal_that_is_looked_at_soon_keeps_its_day(police):
    one = seen(police, ("telephone", PHONE))
    Signal.objects.filter(pk=one.pk).update(state=SignalState.PARKED, review_on=at(days=2).date())
    seen(police, ("telephone", PHONE))
    assert of(one).review_on == at(days=2).date()
    assert not SignalEvent.objects.filter(code="review_sooner").exists()


def test_owners_are_told_once_and_not_by_whom(police, inspectorate):
    one = seen(police, ("telephone", PHONE))
    other = seen(inspectorate, ("telephone", PHONE))
    told = Notice.objects.filter(code="signal.linked")
    assert {line.organisation_id: line.dossier_id for line in told} == {
        police.organisation.pk: one.pk,
        inspectorate.organisation.pk: other.pk,
    }
    assert set(told.values_list("told_by", flat=True)) == {None}
    seen(police, ("telephone", PHONE))
    assert told.filter(organisation=inspectorate.organisation).count() == 1


def test_links_of_one_act_in_a_batch_are_found_as_well(police):
    with batches.together():
        one = seen(police, ("telephone", PHONE))
        other = seen(police, ("telephone", PHONE))
    assert clusters() == [sorted((one.pk, other.pk))]


def test_what_belongs_together_is_weighed_anew_on_both_sides(police, inspectorate, monkeypatch):
    placed = []
    monkeypatch.setattr(
        "vangnet.signals.services.adding.after_weighing", lambda signal, *, by: placed.append(signal.pk)
    )
    seen(police, ("telephone", PHONE))
    assert placed == []
    other = seen(inspectorate, ("telephone", PHONE))
    assert placed == [other.pk]


def test_found_links_say_when(police):
    seen(police, ("telephone", PHONE))
    seen(police, ("telephone", PHONE))
    assert Link.objects.get().found_at == clock.now()


def test_place_of_very_many_is_set_aside_although_nobody_was_in_a_group(police, limits):
    for _ in range(limits.kinds["place"].common_from):
        seen(police, ("place", "Westdam"))
    assert clusters() == []
    assert not Link.objects.filter(is_common=False).exists()
