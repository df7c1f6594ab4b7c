"""The axes on which people differ, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from vangnet.portal.handbook.labels import Labels, listed
from vangnet.portal.handbook.library import Library
from vangnet.protocol.engine.checking.profiles import UNKNOWN, Axis, Box

# An axis that joins facts, or cuts one into classes, has words of its own; the other values take those of their fact.
VALUES: Mapping[str, Promise] = {
    "age_class.under_12": gettext_lazy("younger than 12"),
    "age_class.from_12_to_17": gettext_lazy("12 through 17"),
    "age_class.adult": gettext_lazy("18 or older"),
    "age_class.unknown": gettext_lazy("age unknown"),
    "origin.unknown": gettext_lazy("origin unknown"),
    "detention.not_detained": gettext_lazy("not detained"),
    "detention.detained": gettext_lazy("detained"),
    "willing_or_able.willing_and_able": gettext_lazy("able and willing"),
    "willing_or_able.not_willing": gettext_lazy("able, not willing"),
    "willing_or_able.not_able": gettext_lazy("willing, not able"),
}
# Axes of which each value tells by itself what it is about.
SPEAKING = ("origin", "form")


def axis_of(library: Library, name: str) -> Axis | None:
    """Find an axis; a fact that is answered with yes, no or one of a few words is an axis of its own."""
    own = library.profiles.axis(name)
    fact = library.corpus.facts.get(name)
    if own is not None or fact is None or name in _settled(library):
        return own
    answers: dict[str, object] = dict(zip(fact.values, fact.values, strict=True))
    if fact.kind == "yes_no":
        answers = {"yes": True, "no": False}
    facts = {answer: {name: value} for answer, value in answers.items() if answer != UNKNOWN}
    return Axis(name, fact.label, facts) if facts else None


def axis_asked_by(library: Library, code: str) -> Axis | None:
    """Find the axis on which the answer about a fact lies."""
    shared = next((axis for axis in library.profiles.axes if code in axis.codes), None)
    return shared or axis_of(library, code)


def axes_for(library: Library, names: Iterable[str]) -> tuple[Axis, ...]:
    """Give the axes that always count, with those of the other facts that were answered."""
    others = (axis_of(library, name) for name in names if library.profiles.axis(name) is None)
    return (*library.profiles.axes, *(axis for axis in others if axis is not None))


def _settled(library: Library) -> set[str]:
    return {code for axis in library.profiles.axes for code in axis.codes}


def axis_label(library: Library, name: str, labels: Labels) -> str:
    """Name an axis."""
    axis = axis_of(library, name)
    return labels.of(axis.label) if axis else name


def axis_value(library: Library, name: str, value: str, labels: Labels) -> str:
    """Name a value of an axis."""
    own = VALUES.get(f"{name}.{value}")
    if own is not None:
        return str(own)
    axis = axis_of(library, name)
    if value == UNKNOWN or axis is None:
        return pgettext("value", "unknown")
    facts = list(axis.facts.get(value, {}).items())
    return labels.value(*facts[0]) if len(facts) == 1 else value.replace("_", " ")


def answer_text(library: Library, name: str, value: str, labels: Labels) -> str:
    """Say an answer so that it can stand alone: a value that tells nothing by itself goes with its question."""
    text = axis_value(library, name, value, labels)
    if f"{name}.{value}" in VALUES or name in SPEAKING:
        return text
    return f"{axis_label(library, name, labels)}: {text}"


def box_text(library: Library, box: Box, labels: Labels) -> str:
    """Say which people a box holds."""
    if not box:
        return _("everybody")
    parts = []
    for name, values in box.items():
        words = listed([axis_value(library, name, value, labels) for value in values], "or")
        parts.append(f"{axis_label(library, name, labels)}: {words}")
    return "; ".join(parts)
