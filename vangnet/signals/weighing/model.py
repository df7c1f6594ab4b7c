"""What a book of weights says, what was seen, and what comes out: plain frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Words = Mapping[str, str]

FEATURE, CONTEXT, PROFILE = "F", "K", "P"
YES, NO = "yes", "no"
OTHER = "other"
# The whole of a weight, in percent.
WHOLE = 100


@dataclass(frozen=True, slots=True)
class Seen:
    """One indicator with its type (F, K or P) and the answer that somebody gave, and how hard that is."""

    indicator: str
    type: str
    answer: str
    hardness: str = "unknown"


@dataclass(frozen=True, slots=True)
class Basis:
    """Why a number is what it is: the lines it comes from, or that it is an assumption."""

    source: str = ""
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Features that weigh the same, because they show the same element of exploitation."""

    code: str
    name: Words
    points: int
    indicators: frozenset[str]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Combination:
    """Groups that say more together than apart."""

    code: str
    name: Words
    groups: tuple[str, ...]
    points: int
    basis: Basis


@dataclass(frozen=True, slots=True)
class Configuration:
    """One way of weighing: the weights, the threshold, and when it was or is in use."""

    code: str
    name: Words
    explains: Words
    threshold: int
    threshold_basis: Basis
    groups: Mapping[str, Group]
    combinations: tuple[Combination, ...]
    hardness: Mapping[str, int]
    hardness_basis: Basis
    held_from: date | None = None
    held_until: date | None = None

    def group_of(self, indicator: str) -> Group:
        """The group of a feature; what is named nowhere weighs as any other feature."""
        named = (one for one in self.groups.values() if indicator in one.indicators)
        return next(named, self.groups[OTHER])

    def percent(self, hardness: str) -> int:
        """Which part of a weight counts; how hard something is that nobody said, counts in full."""
        return self.hardness.get(hardness, WHOLE)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much sooner a signal comes for each step of something, and at most."""

    each: int
    most: int

    def worth(self, steps: int) -> int:
        """The points for so many steps."""
        return min(self.most, self.each * max(steps, 0))


@dataclass(frozen=True, slots=True)
class PriorityRules:
    """What brings a signal forward, in points off its place in the queue, and which classes of places there are."""

    start: int
    danger: Mapping[str, int]
    urgency: Mapping[str, int]
    child: Mapping[str, int]
    young_under: int
    threshold: int
    together: int
    points: Waiting
    others: Waiting
    weeks: Waiting
    classes: Mapping[str, int]
    class_names: Mapping[str, Words]
    left_out_of_sums: frozenset[str]
    basis: Basis

    @property
    def most_besides_danger(self) -> int:
        """Everything but danger at its highest."""
        steady = max(self.urgency.values()) + max(self.child.values()) + max(self.threshold, self.together)
        return steady + self.points.most + self.others.most + self.weeks.most


@dataclass(frozen=True, slots=True)
class Book:
    """One dated version of all weights: several configurations, of which one is for the signals of today."""

    valid_from: date
    source: str
    for_signals: str
    configurations: Mapping[str, Configuration]
    priority: PriorityRules

    @property
    def version(self) -> str:
        """The name of this version: the day from which it holds."""
        return self.valid_from.isoformat()


@dataclass(frozen=True, slots=True)
class Line:
    """One feature that counts: to which group it belongs, its weight, the part of it that counts, and the points."""

    indicator: str
    group: str
    weight: int
    percent: int
    points: int
    hardness: str


@dataclass(frozen=True, slots=True)
class Bonus:
    """Points for groups that were seen together."""

    combination: str
    groups: tuple[str, ...]
    points: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """What something weighs, and where each thing that was said went: counted, context, still open, not seen or refused."""

    configuration: str
    version: str
    points: int
    threshold: int
    lines: tuple[Line, ...] = ()
    bonuses: tuple[Bonus, ...] = ()
    context: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    refused: tuple[str, ...] = field(default=())

    @property
    def reached(self) -> bool:
        """Whether the threshold is reached."""
        return self.points >= self.threshold

    @property
    def short_of(self) -> int:
        """How many points it is below the threshold."""
        return max(0, self.threshold - self.points)
