"""Adding up the points of what was seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from vangnet.signals.weighing.model import (
    CONTEXT,
    NO,
    PROFILE,
    WHOLE,
    YES,
    Bonus,
    Book,
    Configuration,
    Line,
    Seen,
    Weighed,
)


class UnknownConfiguration(LookupError):
    """There is no configuration of this name in the book."""


def weigh(sightings: Iterable[Seen], book: Book, configuration: str = "") -> Weighed:
    """What was seen, in points, by the book; without a configuration by the one for the signals of today.

    An indicator counts once, at its hardest, however many people said it. A vulnerability is context and a trait of a person
    is refused; neither ever counts. An answer of no, of unknown or no answer leaves the points as they are.
    """
    chosen = _chosen(book, configuration or book.for_signals)
    given = _by_indicator(sightings)
    lines = tuple(
        _line(code, chosen, said)
        for code, said in given.items()
        if _type(said) not in (CONTEXT, PROFILE) and _seen(said)
    )
    bonuses = tuple(_bonuses(chosen, lines))
    return Weighed(
        configuration=chosen.code,
        version=book.version,
        points=sum(line.points for line in lines) + sum(one.points for one in bonuses),
        threshold=chosen.threshold,
        lines=tuple(sorted(lines, key=lambda line: (-line.points, line.indicator))),
        bonuses=bonuses,
        context=_codes(given, lambda said: _type(said) == CONTEXT and _seen(said)),
        open=_codes(given, lambda said: _type(said) != PROFILE and not _seen(said) and not _denied(said)),
        absent=_codes(given, lambda said: _type(said) != PROFILE and _denied(said)),
        refused=_codes(given, lambda said: _type(said) == PROFILE),
    )


def _chosen(book: Book, configuration: str) -> Configuration:
    try:
        return book.configurations[configuration]
    except KeyError:
        known = ", ".join(book.configurations)
        message = f"There is no configuration '{configuration}'. Choose one of: {known}."
        raise UnknownConfiguration(message) from None


def _by_indicator(sightings: Iterable[Seen]) -> Mapping[str, Sequence[Seen]]:
    given: dict[str, list[Seen]] = defaultdict(list)
    for one in sightings:
        given[one.indicator].append(one)
    return dict(sorted(given.items()))


def _type(said: Sequence[Seen]) -> str:
    """The type of an indicator; when two versions of the catalogue differ, the most careful of the two."""
    return max((one.type for one in said), key=("", "F", CONTEXT, PROFILE).index)


def _seen(said: Sequence[Seen]) -> bool:
    return any(one.answer == YES for one in said)


def _denied(said: Sequence[Seen]) -> bool:
    """Whether everybody who was asked said no; one who does not know keeps the question open."""
    return all(one.answer == NO for one in said)


def _line(code: str, chosen: Configuration, said: Sequence[Seen]) -> Line:
    hardest = max(
        (one for one in said if one.answer == YES),
        key=lambda one: (chosen.percent(one.hardness), one.hardness),
    )
    group, percent = chosen.group_of(code), chosen.percent(hardest.hardness)
    return Line(code, group.code, group.points, percent, group.points * percent // WHOLE, hardest.hardness)


def _bonuses(chosen: Configuration, lines: Sequence[Line]) -> Iterable[Bonus]:
    """What counts in full may count together; what is only assumed brings no bonus."""
    whole = {line.group for line in lines if line.percent == WHOLE}
    for one in chosen.combinations:
        if whole.issuperset(one.groups):
            yield Bonus(one.code, one.groups, one.points)


def _codes(given: Mapping[str, Sequence[Seen]], which: Callable[[Sequence[Seen]], bool]) -> tuple[str, ...]:
    return tuple(code for code, said in given.items() if which(said))
