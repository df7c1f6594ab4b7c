"""Who belongs together follows from what is shared, whatever came first."""

from hypothesis import given
from hypothesis import strategies as st

from vangnet.signals.adding_up.groups import Tie, groups, is_common, joining, ties
from vangnet.signals.adding_up.kinds import MarkKind
from vangnet.signals.adding_up.limits import in_force, versions

LIMITS = in_force(versions()[0].valid_from)
PHONE, PLACE, COMPANY = MarkKind.TELEPHONE, MarkKind.PLACE, MarkKind.COMPANY
signals = st.integers(0, 12)
marks = st.dictionaries(
    signals, st.sets(st.tuples(st.sampled_from([PHONE, PLACE, COMPANY]), st.integers(0, 4)))
)


def test_one_after_another_makes_one_group():
    made = groups([frozenset((1, 2)), frozenset((3, 4)), frozenset((2, 3)), frozenset((8, 9))])
    assert made == {frozenset((1, 2, 3, 4)), frozenset((8, 9))}


def test_nothing_makes_no_group():
    assert groups([]) == set()


def test_place_joins_only_with_something_beside_it():
    assert joining([Tie(1, 2, PLACE)], LIMITS) == set()
    assert joining([Tie(1, 2, PLACE), Tie(2, 1, COMPANY)], LIMITS) == {frozenset((1, 2))}
    assert joining([Tie(1, 2, PHONE)], LIMITS) == {frozenset((1, 2))}


def test_mark_of_very_many_links_none_of_them():
    limit = LIMITS.kinds[PHONE].common_from
    few = {number: {(PHONE, "taxi")} for number in range(limit - 1)}
    assert not is_common(PHONE, limit - 1, LIMITS)
    assert len(groups(joining(ties(few, LIMITS), LIMITS))) == 1
    many = {number: {(PHONE, "taxi")} for number in range(limit)}
    assert ties(many, LIMITS) == set()


def test_rejected_tie_does_not_come_back_but_another_mark_still_links():
    both = {1: {(PHONE, "a"), (PHONE, "b")}, 2: {(PHONE, "a"), (PHONE, "b")}}
    one = {(frozenset((1, 2)), PHONE, "a")}
    assert ties(both, LIMITS, one)
    assert not ties(both, LIMITS, {*one, (frozenset((1, 2)), PHONE, "b")})


@given(marks, st.randoms(use_true_random=False))
def test_order_of_arrival_does_not_matter_for_groups(known, draw):
    order = list(known)
    draw.shuffle(order)
    again = {signal: known[signal] for signal in order}
    assert groups(joining(ties(known, LIMITS), LIMITS)) == groups(joining(ties(again, LIMITS), LIMITS))


@given(marks)
def test_ties_go_both_ways_and_groups_do_not_overlap(known):
    found = groups(joining(ties(known, LIMITS), LIMITS))
    assert sum(map(len, found)) == len(frozenset().union(*found))
    for tie in ties(known, LIMITS):
        assert Tie(tie.second, tie.first, tie.kind).between == tie.between
        assert known[tie.first] & known[tie.second]


@given(st.sets(st.frozensets(signals, min_size=2, max_size=2)), st.data())
def test_rejecting_a_link_never_puts_others_together(pairs, data):
    whole = groups(pairs)
    if pairs:
        gone = data.draw(st.sampled_from(sorted(pairs, key=sorted)))
        for part in groups(pairs - {gone}):
            assert any(part <= group for group in whole)
