"""Writes a drawing as SVG: classes for colours, a title and a description for who listens, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from vangnet.protocol.engine.drawing.lanes import Band, Box, Drawing, Layout, Path, Text, lay_out

CORNER = 6.0


def draw(drawing: Drawing) -> str:
    """Draw in one go."""
    return svg(lay_out(drawing))


def svg(layout: Layout) -> str:
    """Write a drawing that was laid out."""
    drawing, name = layout.drawing, escape(layout.drawing.name)
    size = f'width="{_n(layout.width)}" height="{_n(layout.height)}" viewBox="0 0 {_n(layout.width)} {_n(layout.height)}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="{name}-title {name}-desc">',
        f'<title id="{name}-title">{escape(drawing.title)}</title>',
        f'<desc id="{name}-desc">{escape(drawing.description)}</desc>',
        *(_band(band, layout.width, place) for place, band in enumerate(layout.bands)),
        *(_path(path) for path in layout.paths),
        *(_box(box) for box in layout.boxes),
        *(line for text in layout.texts for line in _text(text)),
        "</svg>",
    ]
    return "\n".join(parts)


def _n(number: float) -> str:
    return f"{number:.1f}".rstrip("0").rstrip(".")


def _band(band: Band, width: float, place: int) -> str:
    even = " dr-lane--even" if place % 2 == 0 else ""
    return (
        f'<rect class="dr-lane{even}" x="0.5" y="{_n(band.top)}" '
        f'width="{_n(width - 1)}" height="{_n(band.height)}"/>'
    )


def _box(box: Box) -> str:
    corner = box.height / 2 if box.node.kind == "party" else CORNER
    kind = "" if box.node.kind == "step" else f" dr-node--{escape(box.node.kind)}"
    return (
        f'<rect class="dr-node{kind}" x="{_n(box.left)}" y="{_n(box.top)}" '
        f'width="{_n(box.width)}" height="{_n(box.height)}" rx="{_n(corner)}"/>'
    )


def _path(path: Path) -> str:
    kind = " dr-arrow--back" if path.back else "" if path.arrow.certain else " dr-arrow--doubt"
    *_, (before, _above), (x, y) = path.corners
    line = " ".join(f"{_n(left)},{_n(top)}" for left, top in path.corners)
    wings = "l-4.5 -8h9z" if before == x else "l-8 -4.5v9z"
    head = f'<path class="dr-head" d="M{_n(x)} {_n(y)}{wings}"/>'
    return f'<polyline class="dr-arrow{kind}" points="{line}"/>{head}'


def _text(text: Text) -> Iterator[str]:
    kinds = {"lane": "dr-lane-label", "node": "dr-text", "term": "dr-term"}
    left = text.left + text.width / 2 if text.middle else text.left
    anchor = ' text-anchor="middle"' if text.middle else ""
    if text.kind == "lane":
        # Lines that pass behind the name of a lane must not strike it through.
        yield (
            f'<rect class="dr-lane-head" x="{_n(text.left - 6)}" y="{_n(text.top - 2)}" '
            f'width="{_n(text.width + 12)}" height="{_n(text.height + 4)}" rx="3"/>'
        )
    for place, line in enumerate(text.lines):
        baseline = text.top + place * text.line + text.size * 0.95
        yield (
            f'<text class="{kinds[text.kind]}" x="{_n(left)}" y="{_n(baseline)}" '
            f'font-size="{_n(text.size)}"{anchor}>{escape(line)}</text>'
        )
