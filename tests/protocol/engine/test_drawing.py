"""Drawings: the same every time, nothing over something else, and valid for every reader."""

from itertools import combinations
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vangnet.protocol.engine.drawing.lanes import Arrow, Drawing, Lane, Node, lay_out
from vangnet.protocol.engine.drawing.lettering import text_width, wrapped
from vangnet.protocol.engine.drawing.stages import lay_out_stages
from vangnet.protocol.engine.drawing.svg import draw, svg

SVG = "{http://www.w3.org/2000/svg}"
LANES = (Lane("one", "First lane"), Lane("two", "Second lane & <more>"))
WORDS = st.text(alphabet="abcdefgh WMI-&<\"'", min_size=1, max_size=60).filter(str.strip)


@st.composite
def drawings(draw_one):
    nodes = [
        Node(
            key=f"n{number}",
            lane=draw_one(st.sampled_from(["one", "two"])),
            column=draw_one(st.integers(0, 4)),
            label=draw_one(WORDS),
            kind=draw_one(st.sampled_from(["step", "event", "party", "doubt"])),
            term=draw_one(st.one_of(st.just(""), WORDS)),
        )
        for number in range(draw_one(st.integers(0, 14)))
    ]
    keys = [node.key for node in nodes]
    pairs = (
        draw_one(st.lists(st.tuples(st.sampled_from(keys), st.sampled_from(keys)), max_size=20))
        if keys
        else []
    )
    arrows = tuple(Arrow(start, end, certain=len(start + end) % 2 == 0) for start, end in pairs)
    return Drawing("d", "A title", "What it shows", LANES, tuple(nodes), arrows)


def overlap(one, other):
    return not (
        one.left + one.width <= other.left
        or other.left + other.width <= one.left
        or one.top + one.height <= other.top
        or other.top + other.height <= one.top
    )


def crosses(box, start, end):
    """Whether a line between two corners runs through the inside of a box."""
    (left, right), (top, bottom) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    inside_x = left < box.left + box.width - 0.1 and right > box.left + 0.1
    return inside_x and top < box.top + box.height - 0.1 and bottom > box.top + 0.1


@given(drawings())
@settings(max_examples=150, deadline=None)
def test_no_two_texts_or_boxes_meet_and_everything_lies_within_the_drawing(drawing):
    layout = lay_out(drawing)
    for one, other in combinations(layout.texts, 2):
        assert not one.overlaps(other), (one, other)
    for one, other in combinations(layout.boxes, 2):
        assert not overlap(one, other)
    for one in (*layout.boxes, *layout.texts):
        assert one.left >= 0
        assert one.left + one.width <= layout.width
        assert one.top + one.height <= layout.height


@given(drawings())
@settings(max_examples=150, deadline=None)
def test_no_line_runs_through_a_box(drawing):
    layout = lay_out(drawing)
    for path in layout.paths:
        for start, end in zip(path.corners, path.corners[1:], strict=False):
            assert not [box for box in layout.boxes if crosses(box, start, end)]


@given(drawings())
@settings(max_examples=60, deadline=None)
def test_drawing_is_valid_and_says_what_it_is(drawing):
    tree = ElementTree.fromstring(draw(drawing))
    named = tree.attrib["aria-labelledby"].split()
    assert [tree.find(f"{SVG}title").attrib["id"], tree.find(f"{SVG}desc").attrib["id"]] == named
    assert tree.attrib["role"] == "img"
    assert (tree.find(f"{SVG}title").text, tree.find(f"{SVG}desc").text) == ("A title", "What it shows")
    words = " ".join(text.text for text in tree.iter(f"{SVG}text"))
    assert all(part.rstrip("-")[:2] in words for node in drawing.nodes for part in node.label.split())
    assert not [name for each in tree.iter() for name in each.attrib if name in ("style", "href")]


@given(drawings())
@settings(max_examples=20, deadline=None)
def test_same_drawing_gives_the_same_file(drawing):
    assert draw(drawing) == draw(drawing)


def test_arrow_back_is_dashed_and_an_uncertain_one_too():
    nodes = (Node("a", "one", 0, "A"), Node("b", "one", 1, "B"))
    arrows = (Arrow("a", "b", certain=False), Arrow("b", "a"), Arrow("b", "b"))
    text = draw(Drawing("d", "T", "D", LANES[:1], nodes, arrows))
    assert text.count("dr-arrow--doubt") == 1
    assert text.count("dr-arrow--back") == 2


def test_row_that_is_asked_for_is_kept():
    nodes = (Node("a", "one", 0, "A", row=2), Node("b", "one", 0, "B"), Node("c", "one", 1, "C", row=2))
    boxes = {box.node.key: box for box in lay_out(Drawing("d", "T", "D", LANES[:1], nodes, ())).boxes}
    assert boxes["a"].middle == boxes["c"].middle
    assert boxes["b"].top > boxes["a"].top


@pytest.mark.parametrize("width", [40, 80, 160])
@given(text=WORDS)
@settings(deadline=None)
def test_lines_fit_and_lose_no_letter(width, text):
    lines = wrapped(text, width, 14)
    assert all(text_width(line, 14) <= width for line in lines if len(line) > 3)
    assert "".join(lines).replace("-", "").replace(" ", "") == text.replace("-", "").replace(" ", "")


@given(drawings())
@settings(max_examples=100, deadline=None)
def test_stages_stand_apart_and_every_text_of_a_box_stays_in_it(drawing):
    layout = lay_out_stages(drawing)
    assert not any(overlap(one, other) for one, other in combinations(layout.boxes, 2))
    assert not any(one.overlaps(other) for one, other in combinations(layout.texts, 2))
    for text in layout.texts:
        if text.kind != "lane":
            assert any(
                box.left <= text.left
                and text.left + text.width <= box.left + box.width
                and box.top <= text.top
                and text.top + text.height <= box.top + box.height
                for box in layout.boxes
            )
    for box in layout.boxes:
        assert box.left + box.width < layout.width
        assert box.top + box.height < layout.height
    assert ElementTree.fromstring(svg(layout)).tag == f"{SVG}svg"


def test_seven_stages_fit_on_a_page_and_lines_run_down_within_a_stage_and_right_to_the_next():
    nodes = tuple(
        Node(f"{lane}{column}", lane, column, "Word") for column in range(7) for lane in ("one", "two")
    )
    arrows = (Arrow("one0", "one1"), Arrow("one0", "two0"))
    layout = lay_out_stages(Drawing("d", "Title", "What it shows", LANES, nodes, arrows))
    assert layout.width < 1200
    right, down = layout.paths
    assert right.corners[-1][0] > right.corners[0][0]
    assert down.corners[0][0] == down.corners[-1][0]
    assert down.corners[-1][1] > down.corners[0][1]
    heads = [one.attrib["d"] for one in ElementTree.fromstring(svg(layout)).iter(f"{SVG}path")]
    assert [head.split("l", 1)[1] for head in heads] == ["-8 -4.5v9z", "-4.5 -8h9z"]
