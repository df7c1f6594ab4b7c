"""A group of signals as a drawing: each signal a numbered dot on a circle, each line with the words of what it rests on."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vangnet.signals.adding_up.groups import groups
from vangnet.signals.adding_up.kinds import MarkKind
from vangnet.signals.models import KIND_LABELS
from vangnet.signals.presenters import words
from vangnet.signals.queries.clusters import Between, Cluster

# As narrow as a telephone, so that letters stay letters there; room for words of one line between two dots.
WIDE, HIGH, RADIUS, DOT = 320, 300, 112, 14
MIDDLE = (WIDE // 2, HIGH // 2)
LETTER, ROW, ROOM = 9, 18, 8
MOST_DRAWN, MOST_LINES = 24, 12
# Where on a line its words can stand, the best place first.
PLACES = (0.5, 0.4, 0.6, 0.32, 0.68, 0.26, 0.74)

SHORT: Mapping[MarkKind, Callable[[], str]] = {
    MarkKind.TELEPHONE: lambda: pgettext("on a line", "telephone"),
    MarkKind.MAIL: lambda: pgettext("on a line", "mail"),
    MarkKind.ADDRESS: lambda: pgettext("on a line", "address"),
    MarkKind.PLACE: lambda: pgettext("on a line", "place"),
    MarkKind.VEHICLE: lambda: pgettext("on a line", "vehicle"),
    MarkKind.COMPANY: lambda: pgettext("on a line", "company"),
    MarkKind.ADVERTISEMENT: lambda: pgettext("on a line", "text alike"),
    MarkKind.ACCOUNT_NAME: lambda: pgettext("on a line", "account"),
    MarkKind.PERSON: lambda: pgettext("on a line", "person"),
}


@dataclass(frozen=True, slots=True)
class Dot:
    """A signal in the drawing: where it stands and what is written with it."""

    x: int
    y: int
    label: str
    is_hidden: bool
    number: int


@dataclass(frozen=True, slots=True)
class Box:
    """Where words or a dot stand, so that nothing stands upon them."""

    x: int
    y: int
    wide: int
    high: int

    @property
    def left(self) -> int:
        """Where it begins from the left."""
        return self.x - self.wide // 2

    @property
    def top(self) -> int:
        """Where it begins from above."""
        return self.y - self.high // 2

    def shared(self, other: Box) -> float:
        """How much of two boxes is the same place."""
        wide = (self.wide + other.wide) / 2 - abs(self.x - other.x)
        high = (self.high + other.high) / 2 - abs(self.y - other.y)
        return max(wide, 0) * max(high, 0)


@dataclass(frozen=True, slots=True)
class Line:
    """A link in the drawing: from where to where, and what it rests on, in a few words and in a sentence."""

    x1: int
    y1: int
    x2: int
    y2: int
    sentence: str
    rows: tuple[tuple[str, int], ...]
    box: Box


@dataclass(frozen=True, slots=True)
class Shared:
    """A line of the table below the drawing: which two signals, and everything that they share."""

    numbers: str
    names: str
    what: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """The drawing of a group, the same in sentences and in a table, and how many links it leaves out."""

    dots: list[Dot]
    lines: list[Line]
    sentences: list[str]
    table: list[Shared]
    left_out: int


def what(kind: str) -> str:
    """A kind of mark in words."""
    return str(KIND_LABELS[MarkKind(kind)])


def drawing(group: Cluster) -> Drawing:
    """The group on a circle, the signals that one sees first; of a large group the newest part, and lines enough to see it hang together."""
    own = [one.reference for one in group.signals]
    labels = own + [_("ask %(contact)s") % {"contact": house.name} for house in group.hidden]
    names = own + [_("a signal of %(name)s") % {"name": house.name} for house in group.hidden]
    shown = labels[:MOST_DRAWN]
    places = [_place(number, len(shown)) for number in range(len(shown))]
    dots = [
        Dot(*places[number], name, number >= len(group.signals), number + 1)
        for number, name in enumerate(shown)
    ]
    every = sorted(group.between, key=lambda one: (one.first, one.second))
    between = [one for one in every if max(one.first, one.second) < len(shown)]
    drawn = between if len(between) <= MOST_LINES else _enough(between)
    return Drawing(
        dots=dots,
        lines=_lines(drawn, places, names),
        sentences=[_sentence(one, names) for one in every],
        table=[_shared(one, names) for one in every],
        left_out=len(every) - len(drawn),
    )


def _enough(between: Sequence[Between]) -> list[Between]:
    """The links without which a part would stand apart; the others say nothing more about what hangs together."""
    kept: list[Between] = []
    for one in between:
        pairs = [frozenset((other.first, other.second)) for other in kept]
        if not any({one.first, one.second} <= part for part in groups(pairs)):
            kept.append(one)
    return kept


def _sentence(one: Between, names: Sequence[str]) -> str:
    return _("%(first)s and %(second)s share: %(what)s.") % {
        "first": names[one.first],
        "second": names[one.second],
        "what": words.listed(what(kind) for kind in one.kinds),
    }


def _shared(one: Between, names: Sequence[str]) -> Shared:
    both = _("%(first)s and %(second)s")
    return Shared(
        both % {"first": one.first + 1, "second": one.second + 1},
        both % {"first": names[one.first], "second": names[one.second]},
        words.listed(what(kind) for kind in one.kinds),
    )


def _lines(between: Iterable[Between], places: Sequence[tuple[int, int]], names: Sequence[str]) -> list[Line]:
    taken = [Box(x, y, 2 * DOT, 2 * DOT) for x, y in places]
    found = []
    for one in between:
        said = [SHORT[MarkKind(kind)]() for kind in one.kinds]
        box = _free(places[one.first], places[one.second], said, taken)
        taken.append(box)
        rows = tuple((text, box.top + ROW * number + ROW // 2 + 2) for number, text in enumerate(said))
        found.append(Line(*places[one.first], *places[one.second], _sentence(one, names), rows, box))
    return found


def _free(begin: tuple[int, int], end: tuple[int, int], said: Sequence[str], taken: Sequence[Box]) -> Box:
    """The best place on a line for its words: where nothing else stands, or else where they hide least."""
    wide, high = max(map(len, said)) * LETTER + ROOM, len(said) * ROW + 4
    aside = wide // 2 + 1

    def at(part: float) -> Box:
        x, y = (start + (stop - start) * part for start, stop in zip(begin, end, strict=True))
        return Box(min(max(round(x), aside), WIDE - aside), round(y), wide, high)

    return min((at(part) for part in PLACES), key=lambda box: sum(box.shared(other) for other in taken))


def _place(number: int, of: int) -> tuple[int, int]:
    turn = 2 * math.pi * number / max(of, 1) - math.pi / 2
    return round(MIDDLE[0] + RADIUS * math.cos(turn)), round(MIDDLE[1] + RADIUS * math.sin(turn))
