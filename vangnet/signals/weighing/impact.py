"""What a draft of the weights would change for signals that are known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from vangnet.signals.weighing.adding import weigh
from vangnet.signals.weighing.model import Book, Seen
from vangnet.signals.weighing.order import Facts, Priority, priority_of

Moves = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Stored:
    """A signal as it is kept: what was seen, what else its place depends on, and the kind of reporter to count it by."""

    reporter_type: str
    sightings: tuple[Seen, ...]
    facts: Facts


@dataclass(slots=True)
class Impact:
    """How many signals a draft brings forward or back, in all and by kind of reporter."""

    total: int = 0
    moves: Counter[tuple[str, str]] = field(default_factory=Counter)
    by_reporter: dict[str, Counter[str]] = field(default_factory=dict)
    reached: int = 0
    no_longer_reached: int = 0
    other_points: int = 0

    @property
    def changed(self) -> int:
        """How many signals get another class."""
        return sum(count for (before, after), count in self.moves.items() if before != after)


def compare(signals: Iterable[Stored], now: Book, draft: Book) -> Impact:
    """Weigh every signal by the book that holds and by the draft, and count what becomes different."""
    found = Impact()
    for one in signals:
        (points, before), (new_points, after) = _placed(one, now), _placed(one, draft)
        found.total += 1
        found.moves[before.code, after.code] += 1
        found.other_points += points != new_points
        was, becomes = (points >= _threshold(now), new_points >= _threshold(draft))
        found.reached += becomes and not was
        found.no_longer_reached += was and not becomes
        counts = found.by_reporter.setdefault(one.reporter_type, Counter())
        counts[_direction(before, after, list(now.priority.classes))] += 1
    return found


def _placed(one: Stored, book: Book) -> tuple[int, Priority]:
    points = weigh(one.sightings, book).points
    facts = replace(one.facts, points=points, threshold=_threshold(book))
    return points, priority_of(facts, book.priority)


def _threshold(book: Book) -> int:
    return book.configurations[book.for_signals].threshold


def _direction(before: Priority, after: Priority, classes: list[str]) -> str:
    if before.code == after.code:
        return "same"
    return "sooner" if classes.index(after.code) < classes.index(before.code) else "later"
