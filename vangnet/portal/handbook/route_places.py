"""Where the pages of one route stand: the overview, each phase, and everything; every answer lives in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from vangnet.protocol.engine.checking.profiles import UNKNOWN

GROUP = ("origin", "age_class")
EVERYTHING = "all"


@dataclass(frozen=True, slots=True)
class RoutePlace:
    """The route of one person: a group of the matrix has a path of its own, other people stand in the query.

    In files nobody works out an answer, so there only groups can be reached.
    """

    profile: Mapping[str, str]
    is_group: bool = False
    is_static: bool = False

    def at(self, phase: str = "") -> str:
        """The page of a phase; without a phase the overview."""
        if self.is_group:
            group = [self.profile.get(name, UNKNOWN) for name in GROUP]
            return reverse("portal:handbook-route", args=[*group, phase]) if phase else _group(group)
        asked = dict(self.profile) or {GROUP[0]: UNKNOWN}
        return _query({**asked, "phase": phase} if phase else asked)

    def answering(self, axis: str, answer: str, phase: str = "") -> str:
        """The same page with one answer more; nothing when there is no such page."""
        profile = {**self.profile, axis: answer}
        if not self.is_group or axis in GROUP:
            return RoutePlace(profile, self.is_group, self.is_static).at(phase)
        return "" if self.is_static else RoutePlace(profile).at(phase)


def _group(group: list[str]) -> str:
    return reverse("portal:handbook-group", args=group)


def _query(asked: Mapping[str, str]) -> str:
    return f"{reverse('portal:handbook-situation')}?{urlencode(asked)}"
