"""How something was weighed, line by line: what counts, what gives context, what is open, and what never counts.

Words come from the dated data in the language that is asked for, so that pages with and without sign-in show the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vangnet.signals import catalogue
from vangnet.signals.catalogue import UnknownCode
from vangnet.signals.weighing import Book, Configuration, Weighed


@dataclass(frozen=True, slots=True)
class LineView:
    """One feature that counts, with what it shows and how its points come about."""

    says: str
    group: str
    weight: int
    percent: int
    points: int
    hardness: str

    @property
    def is_whole(self) -> bool:
        """Whether the whole weight counts."""
        return self.percent == 100


@dataclass(frozen=True, slots=True)
class Refused:
    """A trait of a person, with why it says nothing."""

    says: str
    why: str


@dataclass(frozen=True, slots=True)
class WeighedView:
    """Everything that was said, sorted by what it does to the weight."""

    points: int
    threshold: int
    reached: bool
    short_of: int
    lines: tuple[LineView, ...]
    bonuses: tuple[tuple[str, int], ...]
    context: tuple[str, ...]
    open: tuple[str, ...]
    absent: tuple[str, ...]
    refused: tuple[Refused, ...]
    configuration: str
    explains: str
    is_history: bool


@dataclass(frozen=True, slots=True)
class GroupView:
    """What weighs the same in a configuration."""

    name: str
    points: int
    indicators: tuple[str, ...]
    source: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class ConfigurationView:
    """A way of weighing as it stands in the book."""

    code: str
    name: str
    explains: str
    threshold: int
    threshold_source: str
    groups: tuple[GroupView, ...]
    bonuses: tuple[tuple[str, int], ...]
    assumed_part: int
    is_history: bool


def weighed_view(weighed: Weighed, book: Book, language: str) -> WeighedView:
    """What something weighs, in words."""
    used = book.configurations[weighed.configuration]
    names = {one.code: one.name[language] for one in used.combinations}
    return WeighedView(
        points=weighed.points,
        threshold=weighed.threshold,
        reached=weighed.reached,
        short_of=weighed.short_of,
        lines=tuple(
            LineView(
                says(line.indicator, language),
                used.groups[line.group].name[language],
                line.weight,
                line.percent,
                line.points,
                line.hardness,
            )
            for line in weighed.lines
        ),
        bonuses=tuple((names[one.combination], one.points) for one in weighed.bonuses),
        context=_said(weighed.context, language),
        open=_said(weighed.open, language),
        absent=_said(weighed.absent, language),
        refused=tuple(Refused(says(code, language), _why(code, language)) for code in weighed.refused),
        configuration=used.name[language],
        explains=used.explains[language],
        is_history=used.held_until is not None,
    )


def configuration_view(one: Configuration, language: str) -> ConfigurationView:
    """A way of weighing, in words."""
    return ConfigurationView(
        code=one.code,
        name=one.name[language],
        explains=one.explains[language],
        threshold=one.threshold,
        threshold_source=one.threshold_basis.source,
        groups=tuple(
            GroupView(
                group.name[language],
                group.points,
                tuple(sorted(_said(group.indicators, language))),
                group.basis.source,
                group.basis.assumed,
            )
            for group in one.groups.values()
        ),
        bonuses=tuple((each.name[language], each.points) for each in one.combinations),
        assumed_part=one.percent("assumed"),
        is_history=one.held_until is not None,
    )


def says(code: str, language: str) -> str:
    """An indicator in words; one that no catalogue has any more stands under its code."""
    for version in (catalogue.current(), *reversed(catalogue.versions())):
        if code in version.indicators:
            return version.indicator(code).says(language)
    return code.replace("_", " ")


def _said(codes: Iterable[str], language: str) -> tuple[str, ...]:
    return tuple(says(code, language) for code in codes)


def _why(code: str, language: str) -> str:
    try:
        return catalogue.indicator(code).explains(language)
    except UnknownCode:
        return ""
