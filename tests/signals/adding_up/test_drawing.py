"""The drawing of a group: every line says on what it rests, in words that can be read, and the table says everything."""

from itertools import combinations

import pytest
from django.utils import translation

from vangnet.access.models import Organisation
from vangnet.signals.adding_up.kinds import MarkKind
from vangnet.signals.models import Signal
from vangnet.signals.presenters import drawing
from vangnet.signals.queries.clusters import Between, Cluster


def group(size, pairs, hidden=0):
    own = tuple(Signal(reference=f"SEIN-{number}") for number in range(size - hidden))
    others = tuple(Organisation(name=f"House {number}") for number in range(hidden))
    between = tuple(Between(first, second, tuple(kinds)) for first, second, *kinds in pairs)
    return Cluster("x", own, (), others, 0, between)


def ring(size):
    return [(one, (one + 1) % size, "telephone") for one in range(size)]


def apart(boxes):
    return all(one.shared(other) == 0 for one, other in combinations(boxes, 2))


def said(line):
    return [words for words, _y in line.rows]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def test_every_line_says_on_what_it_rests():
    found = drawing.drawing(group(3, [(1, 2, "advertisement"), (0, 1, "telephone", "vehicle")]))
    assert [said(line) for line in found.lines] == [["telephone", "vehicle"], ["text alike"]]
    assert found.left_out == 0


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_kind_of_mark_has_words_short_enough_for_a_line(language):
    with translation.override(language):
        assert {kind: drawing.SHORT[kind]() for kind in MarkKind}.keys() == set(MarkKind)
        assert all(0 < len(drawing.SHORT[kind]()) <= 11 for kind in MarkKind)


@pytest.mark.parametrize("size", [2, 3, 4, 5])
def test_words_on_lines_of_a_small_group_stand_free(size):
    pairs = (
        [(one, other, "telephone") for one, other in combinations(range(size), 2)] if size < 4 else ring(size)
    )
    found = drawing.drawing(group(size, pairs))
    dots = [drawing.Box(dot.x, dot.y, 2 * drawing.DOT, 2 * drawing.DOT) for dot in found.dots]
    assert apart([line.box for line in found.lines] + dots)


def test_words_stay_within_the_drawing():
    every = [(one, other, "telephone", "person") for one, other in combinations(range(9), 2)]
    for line in drawing.drawing(group(9, every)).lines:
        assert line.box.left >= 0
        assert line.box.left + line.box.wide <= drawing.WIDE


def test_large_group_draws_enough_to_hang_together_and_tells_the_rest():
    every = [(one, other, "telephone") for one, other in combinations(range(8), 2)]
    found = drawing.drawing(group(8, every))
    assert len(found.lines) == 7
    assert found.left_out == len(every) - 7
    assert len(found.table) == len(found.sentences) == len(every)


def test_more_signals_than_can_be_drawn_stand_in_the_table_only():
    found = drawing.drawing(group(30, [(0, 1, "person"), (0, 29, "place")]))
    assert len(found.dots) == drawing.MOST_DRAWN
    assert [said(line) for line in found.lines] == [["person"]]
    assert (found.table[1].numbers, found.table[1].what) == ("1 and 30", "place")
    assert found.left_out == 1


def test_signal_of_others_is_named_by_its_organisation_only():
    found = drawing.drawing(group(2, [(0, 1, "telephone")], hidden=1))
    assert [dot.is_hidden for dot in found.dots] == [False, True]
    assert found.dots[1].label == "ask House 0"
    assert found.sentences == ["SEIN-0 and a signal of House 0 share: telephone number."]
    assert found.table[0].names == "SEIN-0 and a signal of House 0"
