"""A drawing of stages: one column per stage, next to each other, and in every band the boxes of that stage under each other.

Columns are narrow and lines short, so that the whole fits on a screen. All boxes in one row of a band are equally high; terms stand inside
their box, under its words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from vangnet.protocol.engine.drawing.lanes import Band, Box, Drawing, Layout, Node, Path, Text
from vangnet.protocol.engine.drawing.lettering import text_width, wrapped

TEXT, SMALL = 13.0, 11.5
LINE, SMALL_LINE = 16.0, 14.0
BOX, PADDING = 144.0, 7.0
GAP, ROW_GAP, MARGIN, LANE_HEAD = 20.0, 14.0, 8.0, 34.0


def lay_out_stages(drawing: Drawing) -> Layout:
    """Give everything in a drawing of stages its place."""
    rows = _rows(drawing)
    heights: dict[tuple[str, int], float] = defaultdict(float)
    for node in drawing.nodes:
        place = node.lane, rows[node.key]
        heights[place] = max(heights[place], _height(node))
    columns = 1 + max((node.column for node in drawing.nodes), default=0)
    width = columns * BOX + (columns - 1) * GAP + 4 * MARGIN
    bands, tops = _bands(drawing, heights)
    boxes = {}
    for node in drawing.nodes:
        place = node.lane, rows[node.key]
        left = 2 * MARGIN + node.column * (BOX + GAP)
        boxes[node.key] = Box(node, left, tops[place], BOX, heights[place])
    texts = [_band_text(band) for band in bands]
    for box in boxes.values():
        texts += _box_texts(box)
    paths = tuple(
        Path(arrow, _corners(boxes[arrow.start], boxes[arrow.end]), back=False) for arrow in drawing.arrows
    )
    height = bands[-1].top + bands[-1].height + MARGIN if bands else 2 * MARGIN
    return Layout(drawing, width, height, tuple(bands), tuple(boxes.values()), tuple(texts), paths)


def _rows(drawing: Drawing) -> dict[str, int]:
    used: dict[tuple[str, int], int] = defaultdict(int)
    rows = {}
    for node in drawing.nodes:
        rows[node.key] = used[node.lane, node.column]
        used[node.lane, node.column] += 1
    return rows


def _bands(
    drawing: Drawing, heights: Mapping[tuple[str, int], float]
) -> tuple[list[Band], dict[tuple[str, int], float]]:
    bands, tops, top = [], {}, MARGIN
    for lane in drawing.lanes:
        inner = top + LANE_HEAD
        for row in sorted(row for key, row in heights if key == lane.key):
            tops[lane.key, row] = inner
            inner += heights[lane.key, row] + ROW_GAP
        bands.append(Band(lane, top, inner - top))
        top = inner
    return bands, tops


def _label(node: Node) -> tuple[str, ...]:
    return wrapped(node.label, BOX - 2 * PADDING, TEXT)


def _term(node: Node) -> tuple[str, ...]:
    return wrapped(node.term, BOX - 2 * PADDING, SMALL)


def _height(node: Node) -> float:
    return len(_label(node)) * LINE + len(_term(node)) * SMALL_LINE + 2 * PADDING


def _band_text(band: Band) -> Text:
    line = wrapped(band.lane.label, BOX, SMALL)[:1]
    wide = max((text_width(text, SMALL) for text in line), default=0.0)
    return Text(line, 2 * MARGIN, band.top + 6, wide, SMALL_LINE, SMALL, SMALL_LINE, "lane")


def _box_texts(box: Box) -> list[Text]:
    label, term = _label(box.node), _term(box.node)
    left, width = box.left + PADDING, BOX - 2 * PADDING
    top = box.middle - _height(box.node) / 2 + PADDING
    texts = [Text(label, left, top, width, len(label) * LINE, TEXT, LINE, "node", True)]
    if term:
        top += len(label) * LINE
        texts.append(Text(term, left, top, width, len(term) * SMALL_LINE, SMALL, SMALL_LINE, "term", True))
    return texts


def _corners(start: Box, end: Box) -> tuple[tuple[float, float], ...]:
    """Within a stage a line runs down from box to box; to the next stage it runs to the right."""
    if start.left == end.left:
        middle = start.left + start.width / 2
        return (middle, start.top + start.height), (middle, end.top)
    out, turn = start.left + start.width, end.left - GAP / 2
    return (out, start.middle), (turn, start.middle), (turn, end.middle), (end.left, end.middle)
