"""The moment at which somebody looks at a dossier: now, or another one that stands in the address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from urllib.parse import urlencode

from vangnet.core.clock import AMSTERDAM
from vangnet.design.partial_dates import PartialMoment


@dataclass(frozen=True, slots=True)
class Viewing:
    """What is shown as of a moment (`at`), and with what was known at a moment (`known`); empty means now."""

    at: datetime | None = None
    known: datetime | None = None

    @property
    def is_now(self) -> bool:
        return self.at is None and self.known is None

    @property
    def query(self) -> str:
        """The end of an address that keeps the same moment."""
        given = {"at": self.at, "known": self.known}
        kept = {name: in_address(moment) for name, moment in given.items() if moment is not None}
        return f"?{urlencode(kept)}" if kept else ""

    def moved(self, at: datetime) -> str:
        return Viewing(at, self.known).query


def viewing(chosen: dict[str, PartialMoment]) -> Viewing:
    """A viewing moment from what was typed; a whole day is looked at from its end."""
    return Viewing(*(_end(chosen.get(name)) for name in ("at", "known")))


def in_address(moment: datetime) -> str:
    """A moment as it stands in an address: its day when that is over then, else its minute; both are read to their end."""
    here = moment.astimezone(AMSTERDAM)
    return f"{here:%Y-%m-%d}" if here.time() == time.max else f"{here:%Y-%m-%dT%H:%M}"


def minute(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def _end(moment: PartialMoment | None) -> datetime | None:
    return moment.latest if moment else None
