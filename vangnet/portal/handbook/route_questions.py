"""What to ask about one person: the questions that decide most first, each with the answers that can be given at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from vangnet.portal.handbook.clauses import Line
from vangnet.portal.handbook.labels import Labels
from vangnet.portal.handbook.library import Library
from vangnet.portal.handbook.profiles import axis_asked_by, axis_value
from vangnet.portal.handbook.route_places import RoutePlace
from vangnet.protocol.engine.checking.routes import ResidualClause


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the number of clauses that wait for it, and its answers."""

    text: str
    decides: int
    answers: tuple[Line, ...]


def questions(
    library: Library, clauses: Iterable[ResidualClause], place: RoutePlace, phase: str = ""
) -> tuple[Question, ...]:
    """List what to ask, the question that decides most first."""
    labels = Labels(library.corpus)
    waiting = Counter(code for one in clauses for code in one.ask)
    return tuple(
        Question(labels.question(code), number, _answers(library, code, labels, place, phase))
        for code, number in waiting.most_common()
    )


def _answers(library: Library, code: str, labels: Labels, place: RoutePlace, phase: str) -> tuple[Line, ...]:
    axis = axis_asked_by(library, code)
    if axis is None:
        return ()
    return tuple(
        Line(axis_value(library, axis.name, value, labels), place.answering(axis.name, value, phase))
        for value in axis.facts
    )
