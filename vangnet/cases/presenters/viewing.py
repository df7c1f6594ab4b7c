"""The moment at which somebody looks at a dossier: now, or another one that stands in the address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
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
    """A moment as it stands in an address, never earlier than it is."""
    here = moment.astimezone(AMSTERDAM)
    whole = here if not here.microsecond else here.replace(microsecond=0) + timedelta(seconds=1)
    return f"{whole:%Y-%m-%dT%H:%M:%S}"


def _end(moment: PartialMoment | None) -> datetime | None:
    return moment.latest if moment else None
