"""What may be a mark in a free text. These are proposals for somebody to look at; nothing is linked on them by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers

from vangnet.signals.adding_up.kinds import MarkKind
from vangnet.signals.adding_up.spelling import LONGEST, printed

MOST = 40
_SEARCHED = 5 * LONGEST
_ADDRESS = re.compile(
    r"(?<![\w-])(?:[A-Z][^\W\d]{2,30}(?: [^\W\d]{2,30}){0,3} \d{1,5} ?[a-zA-Z]?,? )?[1-9]\d{3} ?[A-Z]{2}(?: ?\d{1,5}\b)?(?![A-Za-z])"
)
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")
_ACCOUNT = re.compile(r"(?<![\w.@])@[A-Za-z][\w.]{2,40}\b")
# The shapes of Dutch plates with their dashes: 12-AB-CD, AB-12-34, 12-ABC-3, A-123-BC and so on.
_PLATE = re.compile(
    r"(?<![\w-])(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])(?:[A-Z]{1,3}|\d{1,3})-(?:[A-Z]{2,3}|\d{2,3})-(?:[A-Z]{1,2}|\d{1,2})(?![\w-])"
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A piece of a text that looks like a mark, and where it stands."""

    kind: MarkKind
    text: str
    start: int


def proposals(text: str) -> list[Proposal]:
    """What may be a mark in a text, in the order in which it stands there; each once, and no more than a page of them."""
    searched = printed(text[:_SEARCHED])
    found: dict[tuple[MarkKind, str], Proposal] = {}
    taken: list[tuple[int, int]] = []
    for kind, start, piece in _pieces(searched):
        end = start + len(piece)
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        taken.append((start, end))
        found.setdefault((kind, piece), Proposal(kind, piece, start))
    return sorted(found.values(), key=lambda one: one.start)[:MOST]


def _pieces(text: str) -> Iterator[tuple[MarkKind, int, str]]:
    """Pieces that look like marks, the surest kinds first, since a piece is one thing only."""
    for kind, pattern in (
        (MarkKind.MAIL, _MAIL),
        (MarkKind.ADDRESS, _ADDRESS),
        (MarkKind.VEHICLE, _PLATE),
        (MarkKind.ACCOUNT_NAME, _ACCOUNT),
    ):
        yield from ((kind, found.start(), found[0].strip()) for found in pattern.finditer(text))
    matches = phonenumbers.PhoneNumberMatcher(
        text, "NL", leniency=phonenumbers.Leniency.POSSIBLE, max_tries=200
    )
    for match in matches:
        if sum(letter.isdigit() for letter in match.raw_string) >= 9:
            yield MarkKind.TELEPHONE, match.start, match.raw_string
