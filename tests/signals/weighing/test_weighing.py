"""Weighing by hand: what each line says, and what is shown beside the points."""

import pytest

from tests.signals.weighing.books import TYPES, book
from vangnet.signals.weighing import Facts, Reason, Seen, UnknownConfiguration, class_of, priority_of, weigh


@pytest.fixture
def small(tmp_path):
    return book(tmp_path)


def seen(code, answer="yes", hardness="unknown"):
    return Seen(code, TYPES[code], answer, hardness)


def test_each_line_says_its_group_its_weight_and_the_part_that_counts(small):
    found = weigh([seen("papers", hardness="assumed"), seen("late")], small)
    assert [(line.indicator, line.group, line.weight, line.percent, line.points) for line in found.lines] == [
        ("papers", "freedom", 6, 50, 3),
        ("late", "other", 2, 100, 2),
    ]
    assert (found.points, found.threshold, found.reached, found.short_of) == (5, 10, False, 5)
    assert (found.configuration, found.version) == ("default", "2025-01-01")


def test_indicator_counts_once_and_at_its_hardest(small):
    found = weigh(
        [seen("papers", hardness="assumed"), seen("papers", "no"), seen("papers", hardness="told")], small
    )
    assert [(line.points, line.hardness) for line in found.lines] == [(6, "told")]
    assert found.absent == ()


def test_groups_seen_together_bring_a_bonus_unless_it_is_only_assumed(small):
    assert weigh([seen("papers"), seen("money")], small).points == 13
    assert weigh([seen("papers", hardness="assumed"), seen("money")], small).points == 7


def test_what_is_context_open_absent_or_refused_is_shown_apart(small):
    given = [
        seen("poor"),
        seen("lonely", "unknown"),
        seen("hit", "not_said"),
        seen("late", "no"),
        seen("foreign"),
        seen("money", "no"),
        seen("money", "unknown"),
    ]
    found = weigh(given, small)
    assert (found.points, found.lines) == (0, ())
    assert found.context == ("poor",)
    assert found.open == ("hit", "lonely", "money")
    assert (found.absent, found.refused) == (("late",), ("foreign",))


def test_when_two_versions_of_the_catalogue_differ_the_careful_one_counts(small):
    assert weigh([Seen("papers", "F", "yes"), Seen("papers", "K", "yes")], small).context == ("papers",)


def test_other_configuration_is_used_when_it_is_named_and_refused_when_it_is_not_there(small):
    assert weigh([], small, "old").configuration == "old"
    with pytest.raises(UnknownConfiguration, match="default, old"):
        weigh([], small, "new")


def test_reasons_come_with_the_strongest_first(small):
    facts = Facts(points=12, threshold=10, danger="no", urgency="soon", has_minor="yes", others=2, days=15)
    found = priority_of(facts, small.priority)
    assert found.reasons == (
        Reason("child_yes", 140),
        Reason("urgency_soon", 80),
        Reason("threshold", 60),
        Reason("points", 12),
        Reason("others", 10),
        Reason("waited", 2),
    )
    assert (found.number, found.code) == (696, "first")


def test_signals_that_reach_the_threshold_only_together_say_so(small):
    facts = Facts(points=4, threshold=10, danger="no", urgency="ordinary", has_minor="no", others=1)
    alone = priority_of(facts, small.priority)
    assert [one.code for one in alone.reasons] == ["others", "points"]
    with_others = Facts(4, 10, "no", "ordinary", "no", others=1, points_of_others=6)
    assert priority_of(with_others, small.priority).reasons[0] == Reason("together", 50)


def test_child_below_the_age_of_punishment_comes_before_other_children(small):
    young, older = (Facts(0, 10, has_minor="yes", youngest=age) for age in (11, 12))
    assert priority_of(young, small.priority).reasons[0].code == "child_young"
    assert priority_of(older, small.priority).reasons[0].code == "child_yes"


def test_place_behind_all_classes_is_in_the_last(small):
    assert class_of(9_999, small.priority) == "in_turn"
    assert class_of(-5, small.priority) == "now"
