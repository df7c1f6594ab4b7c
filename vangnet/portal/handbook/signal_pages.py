"""Signals in the handbook: the catalogue of indicators, the lists per profession, and what is no indicator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from vangnet.access import kinds
from vangnet.portal.handbook.sharing_labels import in_words, language
from vangnet.signals.catalogue import Catalogue, Indicator, IndicatorType, SignalList, Source, Words

TRACED = (IndicatorType.FEATURE, IndicatorType.CONTEXT)


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator in words, with everything that is known of it."""

    code: str
    says: str
    why: str
    is_context: bool
    is_derived: bool
    settings: str
    professions: str
    forms: str
    source: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """A heading of a list with what can be ticked under it."""

    code: str
    title: str
    indicators: tuple[IndicatorView, ...]


@dataclass(frozen=True, slots=True)
class StepView:
    """What to do with what was seen, and who can be called."""

    organisation: str
    says: str


@dataclass(frozen=True, slots=True)
class ListView:
    """The list of one profession."""

    code: str
    title: str
    profession: str
    intro: str
    url: str
    groups: tuple[GroupView, ...]
    context: tuple[IndicatorView, ...]
    warning: str
    steps: tuple[StepView, ...]
    source: str

    @property
    def count(self) -> int:
        """How many signals can be ticked."""
        return sum(len(group.indicators) for group in self.groups)


def list_url(code: str) -> str:
    """The page with the list of one profession."""
    return reverse("portal:handbook-signal-list", args=[code])


def list_view(version: Catalogue, of: SignalList) -> ListView:
    """A list in the language of the page."""
    said = language()
    return ListView(
        code=of.code,
        title=of.title[said],
        profession=version.professions[of.code][said],
        intro=of.intro[said],
        url=list_url(of.code),
        groups=tuple(
            GroupView(group.code, group.says(said), indicator_views(version, group.indicators))
            for group in of.groups
        ),
        context=indicator_views(version, of.context),
        warning=of.warning[said],
        steps=tuple(StepView(in_words(kinds.of(step.kind).name), step.says(said)) for step in of.next_steps),
        source=_sources(of.sources),
    )


def list_views(version: Catalogue) -> tuple[ListView, ...]:
    """Every list, in the order of the professions."""
    return tuple(list_view(version, one) for one in version.lists())


def found_by(version: Catalogue, asked: Mapping[str, str]) -> tuple[IndicatorView, ...]:
    """The signals, then the context, that answer all that was asked; traits of persons are never found."""
    known = (one for type_ in TRACED for one in version.of_type(type_))
    return indicator_views(version, [one for one in known if one.is_about(**asked)])


def not_indicators(version: Catalogue) -> tuple[IndicatorView, ...]:
    """What says nothing about exploitation, each with why."""
    return indicator_views(version, version.of_type(IndicatorType.PROFILE))


def indicator_views(version: Catalogue, indicators: Iterable[Indicator]) -> tuple[IndicatorView, ...]:
    """Indicators in the language of the page."""
    return tuple(_indicator(version, one) for one in indicators)


def _indicator(version: Catalogue, one: Indicator) -> IndicatorView:
    return IndicatorView(
        code=one.code,
        says=one.says(language()),
        why=one.explains(language()),
        is_context=one.type is IndicatorType.CONTEXT,
        is_derived=one.derived,
        settings=_names(one.settings, version.settings),
        professions=_names(one.professions, version.professions),
        forms=_names(one.forms, version.forms),
        source=_sources(one.sources),
    )


def _names(codes: Iterable[str], known: Mapping[str, Words]) -> str:
    return "; ".join(known[code][language()] for code in codes)


def _sources(sources: Iterable[Source]) -> str:
    return "; ".join(str(source) for source in sources)
