"""The axes on which people differ, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from vangnet.portal.handbook.labels import Labels, listed
from vangnet.portal.handbook.library import Library
from vangnet.protocol.engine.checking.profiles import UNKNOWN, Box

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


def axis_label(library: Library, name: str, labels: Labels) -> str:
    """Name an axis."""
    axis = library.profiles.axis(name)
    return labels.of(axis.label) if axis else name


def axis_value(library: Library, name: str, value: str, labels: Labels) -> str:
    """Name a value of an axis."""
    own = VALUES.get(f"{name}.{value}")
    if own is not None:
        return str(own)
    axis = library.profiles.axis(name)
    if value == UNKNOWN or axis is None:
        return pgettext("value", "unknown")
    facts = list(axis.facts.get(value, {}).items())
    return labels.value(*facts[0]) if len(facts) == 1 else value.replace("_", " ")


def box_text(library: Library, box: Box, labels: Labels) -> str:
    """Say which people a box holds."""
    if not box:
        return _("everybody")
    parts = []
    for name, values in box.items():
        words = listed([axis_value(library, name, value, labels) for value in values], "or")
        parts.append(f"{axis_label(library, name, labels)}: {words}")
    return "; ".join(parts)
