"""A drawing in lanes: what is in it, and where everything stands.

Columns run from left to right in the order in which things can happen, lanes from top to bottom. Every box has a slot of its own, and before
every box there is room for the words on the arrow that ends there; so no two texts can meet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from vangnet.protocol.engine.drawing.lettering import text_width, wrapped

TEXT, SMALL = 14.0, 12.0
LINE, SMALL_LINE = 18.0, 15.0
BOX, PADDING = 180.0, 10.0
TRACK, LABEL = 7.0, 122.0
ROW_GAP, LANE_PADDING, MARGIN = 18.0, 14.0, 8.0
LANE_HEAD = 30.0
MOST_TRACKS = 12


@dataclass(frozen=True, slots=True)
class Node:
    """Something to draw in a box: a step, an event or a party. Without a row it stands under what came before it in its column."""

    key: str
    lane: str
    column: int
    label: str
    kind: str = "step"
    term: str = ""
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one box to another; `certain` is false when it only may happen."""

    start: str
    end: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Lane:
    """A band of the drawing."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is to be drawn, with its title and what it shows in one sentence."""

    name: str
    title: str
    description: str
    lanes: tuple[Lane, ...]
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of text with the box that they fill."""

    lines: tuple[str, ...]
    left: float
    top: float
    width: float
    height: float
    size: float
    line: float
    kind: str
    middle: bool = False

    def overlaps(self, other: Text) -> bool:
        """Say whether two texts meet."""
        apart = (
            self.left + self.width <= other.left
            or other.left + other.width <= self.left
            or self.top + self.height <= other.top
            or other.top + other.height <= self.top
        )
        return not apart


@dataclass(frozen=True, slots=True)
class Box:
    """A box with its place."""

    node: Node
    left: float
    top: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """The height at which arrows arrive and leave."""
        return self.top + self.height / 2


@dataclass(frozen=True, slots=True)
class Band:
    """A lane with its place."""

    lane: Lane
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class Path:
    """An arrow as a line of corners."""

    arrow: Arrow
    corners: tuple[tuple[float, float], ...]
    back: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything stands."""

    drawing: Drawing
    width: float
    height: float
    bands: tuple[Band, ...]
    boxes: tuple[Box, ...]
    texts: tuple[Text, ...]
    paths: tuple[Path, ...]


@dataclass(slots=True)
class _Rows:
    """The rows of all lanes: how high each is and where it begins."""

    tops: dict[tuple[str, int], float] = field(default_factory=dict)
    heights: dict[tuple[str, int], float] = field(default_factory=dict)


def lay_out(drawing: Drawing) -> Layout:
    """Give everything in a drawing its place."""
    rows = _slots(drawing)
    lefts = _lefts(drawing)
    width = lefts[-1] + BOX + 2 * ROW_GAP
    bands, places = _bands(drawing, rows)
    boxes = {node.key: _box(node, rows[node.key], places, lefts) for node in drawing.nodes}
    texts = [text for band in bands for text in _lane_texts(band, width)]
    for box in boxes.values():
        texts += _box_texts(box)
    paths = _paths(drawing, boxes, rows, places)
    height = bands[-1].top + bands[-1].height + MARGIN if bands else 2 * MARGIN
    return Layout(drawing, width, height, tuple(bands), tuple(boxes.values()), tuple(texts), paths)


def _lefts(drawing: Drawing) -> list[float]:
    """Give every column its left side; room for lines and words only stands before columns that have them."""
    lefts, left = [], 2 * MARGIN
    for column in range(max((node.column for node in drawing.nodes), default=0) + 1):
        own = [node for node in drawing.nodes if node.column == column]
        tracks = _sources(drawing, column)
        # Even without arrows lines may turn off behind the column before.
        left += _width_of(len(tracks)) if tracks else ROW_GAP * min(column, 1)
        left += _words_before(own)
        lefts.append(left)
        left += BOX
    return lefts


def _sources(drawing: Drawing, column: int) -> list[str]:
    """Give the boxes from which arrows end in a column, each of which has a track of its own there."""
    ends = {node.key for node in drawing.nodes if node.column == column}
    return list(dict.fromkeys(arrow.start for arrow in drawing.arrows if arrow.end in ends))


def _width_of(tracks: int) -> float:
    return TRACK * (min(tracks, MOST_TRACKS) + 3)


def _words_before(nodes: Sequence[Node]) -> float:
    return LABEL if any(node.term for node in nodes) else 0.0


def _slots(drawing: Drawing) -> dict[str, int]:
    """Give every box its row within its lane, one under the other in its column."""
    used: dict[tuple[str, int], int] = defaultdict(int)
    rows = {}
    for node in drawing.nodes:
        row = used[node.lane, node.column] if node.row is None else node.row
        rows[node.key] = row
        used[node.lane, node.column] = max(row + 1, used[node.lane, node.column])
    return rows


def _label_lines(node: Node) -> tuple[str, ...]:
    return wrapped(node.label, BOX - 2 * PADDING, TEXT)


def _term_lines(node: Node) -> tuple[str, ...]:
    return wrapped(node.term, LABEL - 8, SMALL) if node.term else ()


def _height(node: Node) -> float:
    box = len(_label_lines(node)) * LINE + 2 * PADDING
    # The words on an arrow stand above its line, which ends halfway up the box.
    return max(box, 2 * (len(_term_lines(node)) * SMALL_LINE + 4))


def _bands(drawing: Drawing, rows: Mapping[str, int]) -> tuple[list[Band], _Rows]:
    places, bands, top = _Rows(), [], MARGIN
    for lane in drawing.lanes:
        own = [node for node in drawing.nodes if node.lane == lane.key]
        inner = top + LANE_HEAD
        for row in range(max((rows[node.key] for node in own), default=-1) + 1):
            height = max((_height(node) for node in own if rows[node.key] == row), default=0.0)
            places.tops[lane.key, row], places.heights[lane.key, row] = inner, height
            inner += height + ROW_GAP
        bands.append(Band(lane, top, inner - top - ROW_GAP + LANE_PADDING + ROW_GAP))
        top = bands[-1].top + bands[-1].height
    return bands, places


def _box(node: Node, row: int, places: _Rows, lefts: Sequence[float]) -> Box:
    height = len(_label_lines(node)) * LINE + 2 * PADDING
    top = places.tops[node.lane, row] + (places.heights[node.lane, row] - height) / 2
    return Box(node, lefts[node.column], top, BOX, height)


def _lane_texts(band: Band, width: float) -> list[Text]:
    room = width - 4 * MARGIN
    line = wrapped(band.lane.label, room, SMALL)[:1]
    wide = max((text_width(text, SMALL) for text in line), default=0.0)
    return [Text(line, 2 * MARGIN, band.top + 6, wide, SMALL_LINE, SMALL, SMALL_LINE, "lane")]


def _box_texts(box: Box) -> list[Text]:
    label, term = _label_lines(box.node), _term_lines(box.node)
    height = len(label) * LINE
    texts = [
        Text(
            label, box.left + PADDING, box.top + PADDING, BOX - 2 * PADDING, height, TEXT, LINE, "node", True
        )
    ]
    if term:
        top = box.middle - len(term) * SMALL_LINE - 4
        texts.append(
            Text(term, box.left - LABEL, top, LABEL - 8, len(term) * SMALL_LINE, SMALL, SMALL_LINE, "term")
        )
    return texts


def _paths(
    drawing: Drawing, boxes: Mapping[str, Box], rows: Mapping[str, int], places: _Rows
) -> tuple[Path, ...]:
    columns = {node.column for node in drawing.nodes}
    sources = {column: _sources(drawing, column) for column in columns}
    words = {
        column: _words_before([node for node in drawing.nodes if node.column == column]) for column in columns
    }
    found = []
    for arrow in drawing.arrows:
        start, end = boxes[arrow.start], boxes[arrow.end]
        own, room = sources[end.node.column], words[end.node.column]
        first = end.left - room - _width_of(len(own))
        track = first + TRACK * (2 + own.index(arrow.start) % MOST_TRACKS)
        found.append(_path(arrow, start, end, track, _below(start.node, rows, places)))
    return tuple(found)


def _below(node: Node, rows: Mapping[str, int], places: _Rows) -> float:
    """The height of the free strip under the row of a box."""
    place = node.lane, rows[node.key]
    return places.tops[place] + places.heights[place] + ROW_GAP / 2


def _path(arrow: Arrow, start: Box, end: Box, track: float, strip: float) -> Path:
    out = start.left + start.width
    if end.node.column == start.node.column + 1:
        corners: Sequence[tuple[float, float]] = (
            (out, start.middle),
            (track, start.middle),
            (track, end.middle),
            (end.left, end.middle),
        )
        return Path(arrow, _straight(corners), back=False)
    # What lies further away, or goes back, runs through the free strip under its row, so that no line crosses a box.
    corners = (
        (out, start.middle),
        (out + 6, start.middle),
        (out + 6, strip),
        (track, strip),
        (track, end.middle),
        (end.left, end.middle),
    )
    return Path(arrow, _straight(corners), back=end.node.column <= start.node.column)


def _straight(corners: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    kept = [corners[0]]
    for corner in corners[1:]:
        if corner != kept[-1]:
            kept.append(corner)
    return tuple(kept)
