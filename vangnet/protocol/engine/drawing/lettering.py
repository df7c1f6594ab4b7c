"""How wide words are and where lines break, without asking a browser.

Widths are those of Arial, rounded up; fonts of the same family differ little, and the layout leaves room for that.
"""

from __future__ import annotations

from collections.abc import Iterator

NARROW, WIDE = "fijlt.,:;'!|()[]/ I-", "mwMW@%—…"
SPARE = 1.06


def text_width(text: str, size: float) -> float:
    """Estimate the width of a text in drawing units."""
    return sum(_share(letter) for letter in text) * size * SPARE


def wrapped(text: str, width: float, size: float) -> tuple[str, ...]:
    """Break a text into lines that fit; a word that is too long is broken with a hyphen."""
    lines: list[str] = []
    line = ""
    for word in _words(text, width, size):
        longer = f"{line} {word}".strip()
        if line and text_width(longer, size) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return (*lines, line) if line else tuple(lines)


def _words(text: str, width: float, size: float) -> Iterator[str]:
    for word in text.split():
        rest = word
        while text_width(rest, size) > width and len(rest) > 2:
            cut = len(rest) - 1
            while cut > 2 and text_width(f"{rest[:cut]}-", size) > width:
                cut -= 1
            yield f"{rest[:cut]}-"
            rest = rest[cut:]
        yield rest


def _share(letter: str) -> float:
    if letter in NARROW:
        return 0.34
    if letter in WIDE:
        return 0.95
    return 0.69 if letter.isupper() else 0.56
