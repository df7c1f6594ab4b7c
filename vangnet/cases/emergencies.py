"""When a dossier may be opened in an emergency, for how long and who looks at it afterwards, by dated rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from vangnet.access.categories import DataCategory
from vangnet.core import clock
from vangnet.core.clock import AMSTERDAM
from vangnet.protocol.engine.calendar import LegalCalendar
from vangnet.protocol.engine.terms import Term

FOLDER = Path(__file__).with_name("break_glass")


@dataclass(frozen=True)
class EmergencyRules:
    """One version of the rules, in force from a day."""

    valid_from: date
    source: str
    lasts: timedelta
    per_month: int
    review_within: Term
    never: frozenset[DataCategory]
    reasons: Mapping[str, Mapping[str, str]]

    def may_be_opened(self) -> list[DataCategory]:
        """The kinds of data that an emergency can open."""
        return [one for one in DataCategory if one not in self.never and one != DataCategory.STATISTICS]

    def review_by(self, opened: datetime) -> datetime:
        """The moment before which somebody must have looked at a use."""
        return LegalCalendar().add(opened.astimezone(AMSTERDAM), self.review_within, day_end=True).moment

    def month_of(self, moment: datetime) -> tuple[datetime, datetime]:
        """The calendar month in which uses are counted together."""
        start = moment.astimezone(AMSTERDAM).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        return start, (start + timedelta(days=32)).replace(day=1)


def current() -> EmergencyRules:
    """The rules that are in force today."""
    return in_force(clock.today())


def in_force(on: date) -> EmergencyRules:
    """The rules that were in force on a day; before the first version that one counts."""
    versions = every()
    return next((one for one in reversed(versions) if one.valid_from <= on), versions[0])


@cache
def every() -> tuple[EmergencyRules, ...]:
    """All versions, oldest first."""
    found = (_read(yaml.safe_load(file.read_text("utf-8"))) for file in FOLDER.glob("*.yaml"))
    return tuple(sorted(found, key=lambda one: one.valid_from))


def _read(content: Mapping[str, Any]) -> EmergencyRules:
    return EmergencyRules(
        valid_from=content["valid_from"],
        source=content["source"],
        lasts=timedelta(minutes=content["minutes"]),
        per_month=content["per_month"],
        review_within=Term.parse(content["review_within"]),
        never=frozenset(DataCategory(one) for one in content["never"]),
        reasons=content["reasons"],
    )
