"""Kinds of data: what one organisation may see about a person, another may not."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DataCategory(StrEnum):
    """What a piece of data says about somebody. The order is that of the bits in the database: add at the end only."""

    PROGRESS = "progress"
    SIGNAL = "signal"
    IDENTITY = "identity"
    CONTACT = "contact"
    SHELTER_LOCATION = "shelter_location"
    HEALTH = "health"
    CRIMINAL = "criminal"
    INVESTIGATION = "investigation"
    YOUTH_CARE = "youth_care"
    RESIDENCE = "residence"
    STATISTICS = "statistics"

    @property
    def bit(self) -> int:
        """The bit that stands for this kind of data in a number that stands for many."""
        return 1 << _ORDER.index(self)

    @property
    def label(self) -> Promise:
        """The kind of data in words."""
        return _LABELS[self]


_ORDER = list(DataCategory)
_LABELS: dict[DataCategory, Promise] = {
    DataCategory.PROGRESS: _("steps, duties and terms"),
    DataCategory.SIGNAL: _("signals and what happened to the person"),
    DataCategory.IDENTITY: _("identity"),
    DataCategory.CONTACT: _("how to reach the person"),
    DataCategory.SHELTER_LOCATION: _("location of the shelter"),
    DataCategory.HEALTH: _("health"),
    DataCategory.CRIMINAL: _("police report and criminal case"),
    DataCategory.INVESTIGATION: _("investigation tactics"),
    DataCategory.YOUTH_CARE: _("youth care and guardianship"),
    DataCategory.RESIDENCE: _("residence"),
    DataCategory.STATISTICS: _("figures"),
}
CATEGORY_CHOICES = [(category.value, category.label) for category in DataCategory]


def as_bits(categories: Iterable[str]) -> int:
    """One number for a set of kinds of data; raises ValueError for a kind that does not exist."""
    found = 0
    for category in categories:
        found |= DataCategory(category).bit
    return found


def from_bits(number: int) -> frozenset[DataCategory]:
    """The kinds of data that a number stands for."""
    return frozenset(category for category in DataCategory if number & category.bit)
