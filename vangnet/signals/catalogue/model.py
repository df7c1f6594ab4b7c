"""What the catalogue of indicators says: plain frozen records that know where they stand and where they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

Words = Mapping[str, str]
Choices = list[tuple[str, list[tuple[str, str]]]]


class UnknownCode(LookupError):
    """There is no indicator or list with this code in the version that was asked."""


class IndicatorType(StrEnum):
    """What an indicator describes, and therefore what may be done with it."""

    FEATURE = "F"  # of the deed or the situation: may be ticked and weighed
    CONTEXT = "K"  # a vulnerability: helps to understand, never counts
    PROFILE = "P"  # a trait of a person: no indicator, only a warning against bias


@dataclass(frozen=True, slots=True)
class Source:
    """Lines of one source document."""

    document: str
    first: int
    last: int

    def __str__(self) -> str:
        lines = f"L{self.first}" if self.first == self.last else f"L{self.first}-L{self.last}"
        return f"seed {self.document} {lines}"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing that somebody may have seen, or one thing that says nothing and is listed as a warning.

    `derived` is true where the source tells of the situation and the sign to look for is our own reading of it.
    """

    code: str
    type: IndicatorType
    words: Words
    settings: tuple[str, ...]
    professions: tuple[str, ...]
    forms: tuple[str, ...]
    sources: tuple[Source, ...]
    merged_from: tuple[str, ...]
    why: Words = field(default_factory=dict)
    derived: bool = False
    file: str = ""
    line: int = 0

    def says(self, language: str) -> str:
        """The indicator in words."""
        return self.words[language]

    def explains(self, language: str) -> str:
        """Why it is no indicator; empty for everything but a trait of a person."""
        return self.why.get(language, "")

    def is_about(
        self, *, profession: str = "", setting: str = "", form: str = "", type_: str = "", text: str = ""
    ) -> bool:
        """Whether the indicator answers all that is asked; nothing asked is answered by every indicator."""
        wanted = ((profession, self.professions), (setting, self.settings), (form, self.forms))
        return (
            all(not one or one in known for one, known in wanted)
            and (not type_ or type_ == self.type)
            and all(word in self._searched() for word in text.casefold().split())
        )

    def _searched(self) -> str:
        return " ".join((self.code, *self.words.values())).casefold()


@dataclass(frozen=True, slots=True)
class Group:
    """Indicators of a list that belong together under one heading."""

    code: str
    words: Words
    indicators: tuple[Indicator, ...]

    def says(self, language: str) -> str:
        """The heading."""
        return self.words[language]


@dataclass(frozen=True, slots=True)
class NextStep:
    """What somebody does with what was seen, and which kind of organisation is called."""

    kind: str
    words: Words

    def says(self, language: str) -> str:
        """The step in words."""
        return self.words[language]


@dataclass(frozen=True, slots=True)
class SignalList:
    """What people of one profession can see: features to tick, context apart, and one warning against bias."""

    code: str
    title: Words
    intro: Words
    groups: tuple[Group, ...]
    context: tuple[Indicator, ...]
    warning: Words
    next_steps: tuple[NextStep, ...]
    sources: tuple[Source, ...]

    def choices(self, language: str, *, context: bool = False) -> Choices:
        """Groups with codes and words for a form; features only, unless context is asked for as well."""
        found = [(group.says(language), _pairs(group.indicators, language)) for group in self.groups]
        if context and self.context:
            found.append((CONTEXT_HEADING[language], _pairs(self.context, language)))
        return found

    def codes(self) -> frozenset[str]:
        """All features that can be ticked on this list."""
        return frozenset(one.code for group in self.groups for one in group.indicators)


CONTEXT_HEADING: Words = {
    "nl": "Geeft context, telt nooit mee",
    "en": "Gives context, never counts",
}


def _pairs(indicators: Iterable[Indicator], language: str) -> list[tuple[str, str]]:
    return [(one.code, one.says(language)) for one in indicators]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All indicators and lists of one dated version."""

    valid_from: date
    settings: Mapping[str, Words]
    professions: Mapping[str, Words]
    forms: Mapping[str, Words]
    indicators: Mapping[str, Indicator]
    signal_lists: Mapping[str, SignalList]

    @property
    def version(self) -> str:
        """The name of this version: the day from which it holds."""
        return self.valid_from.isoformat()

    def indicator(self, code: str) -> Indicator:
        """The indicator with this code; raises UnknownCode when this version does not have it."""
        try:
            return self.indicators[code]
        except KeyError:
            raise UnknownCode(f"There is no indicator {code!r} in version {self.version}.") from None

    def of_type(self, type_: str) -> tuple[Indicator, ...]:
        """All indicators of type F, K or P."""
        return tuple(one for one in self if one.type == type_)

    def signal_list(self, code: str) -> SignalList:
        """The list of a profession, or `public`; raises UnknownCode with the known ones."""
        try:
            return self.signal_lists[code]
        except KeyError:
            known = ", ".join(self.signal_lists)
            raise UnknownCode(f"There is no signal list {code!r}. Choose one of: {known}.") from None

    def lists(self) -> tuple[SignalList, ...]:
        """Every signal list, in the order of the professions."""
        return tuple(self.signal_lists.values())

    def lists_with(self, code: str) -> tuple[SignalList, ...]:
        """The lists on which this indicator can be ticked."""
        return tuple(one for one in self.lists() if code in one.codes())

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self.indicators.values())
