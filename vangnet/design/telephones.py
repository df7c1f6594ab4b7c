"""Telephone numbers in a text: found, written so that people can read them, and as an address that a telephone can call."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

EMERGENCY = "112"
SERVICE = ("0800", "0900")
# Area codes of three figures; all others have four.
SHORT_AREAS = frozenset(
    [
        "010",
        "013",
        "015",
        "020",
        "023",
        "024",
        "026",
        "030",
        "033",
        "035",
        "036",
        "038",
        "040",
        "043",
        "045",
        "046",
        "050",
        "053",
        "055",
        "058",
        "070",
        "071",
        "072",
        "073",
        "074",
        "075",
        "076",
        "077",
        "078",
        "079",
        "085",
        "088",
    ]
)
_GAP = r"[ .()-]{0,3}"
_MAYBE = re.compile(
    r"(?<![\w+.-])(?!\d{1,2}[-.]\d{1,2}[-.]\d{2,4})(?:"
    rf"112|0[89]00{_GAP}\d{{3}}{_GAP}\d{{4}}|0[89]00{_GAP}\d{{4}}"
    rf"|(?:\+|00)31{_GAP}(?:\(0\))?(?:{_GAP}\d){{9}}|0(?:{_GAP}\d){{9}}|(?:\+|00)[1-9](?:{_GAP}\d){{7,14}}"
    r")(?![\w-])"
)
AT_HOME = 10


@dataclass(frozen=True, slots=True)
class Telephone:
    """A number as people read it, and as a telephone calls it."""

    shown: str
    called: str


def pieces(text: str) -> Iterator[str | Telephone]:
    """A text cut up into what is a telephone number and what is not; days and other numbers stay as they are."""
    end = 0
    for found in _MAYBE.finditer(text):
        yield text[end : found.start()]
        yield _read(found.group())
        end = found.end()
    yield text[end:]


def _read(written: str) -> Telephone:
    digits = re.sub(r"\D", "", written.replace("(0)", ""))
    if digits == EMERGENCY:
        return Telephone(EMERGENCY, EMERGENCY)
    if digits.startswith(SERVICE) and len(digits) != AT_HOME:
        return Telephone(_spaced(digits, 4, *([4] if len(digits) == 8 else [3, 4])), digits)
    if digits.startswith("00") or written.startswith("+"):
        return _abroad(digits.removeprefix("00"))
    return Telephone(_home(digits), f"+31{digits[1:]}")


def _abroad(digits: str) -> Telephone:
    if digits.startswith("31") and len(digits) == AT_HOME + 1:
        return Telephone(f"+31 {_home('0' + digits[2:])[1:]}", f"+{digits}")
    rest = digits[2:]
    groups = [rest[place : place + 3] for place in range(0, len(rest), 3)]
    return Telephone(f"+{digits[:2]} {' '.join(groups)}", f"+{digits}")


def _home(digits: str) -> str:
    if digits.startswith("06"):
        return _spaced(digits, 2, 2, 2, 2, 2)
    return _spaced(digits, 3, 3, 2, 2) if digits[:3] in SHORT_AREAS else _spaced(digits, 4, 2, 2, 2)


def _spaced(digits: str, *lengths: int) -> str:
    parts, start = [], 0
    for length in lengths:
        parts.append(digits[start : start + length])
        start += length
    return " ".join(parts)
