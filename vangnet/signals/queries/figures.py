"""Figures about signals: how soon somebody took them up, how old they are, whether reporters heard something, and why things stopped.

Over the signals of the own organisation every number is told. Over all organisations small numbers are not, nor what would give them away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from vangnet.access.actors import Actor
from vangnet.access.wall.context import as_service
from vangnet.core import clock
from vangnet.core.clock import AMSTERDAM
from vangnet.signals.models import Signal
from vangnet.signals.queries import counting
from vangnet.signals.queries.small_numbers import (
    Cell,
    Counted,
    Told,
    kept_small,
    open_numbers,
    silent,
    smallest,
)

COUNTED = "Figures are counted over all signals that somebody may count, and point to none of them."
OLDEST = 10
# These count the same signals in parts: what is kept back in one of them may not be read from another.
OF_ONE_WHOLE = ("taken", "feedback", "states", "reporters", "idle")


@dataclass(frozen=True, slots=True)
class Figures:
    """All tables of the dashboard for the signals of one year."""

    year: int
    is_own: bool
    received: Cell
    tables: Mapping[str, Counted] = field(default_factory=dict)


def years(actor: Actor) -> list[int]:
    """The years to choose from, the present one first. They say nothing about whether there is a signal."""
    present = clock.today().year
    return list(range(present, present - OLDEST, -1))


def figures(actor: Actor, *, year: int, is_own: bool) -> Figures:
    """The dashboard over the signals of the own organisation, or over all of them; who may read which is asked before."""
    counts = _counted(actor, year, is_own)
    received = sum(counts["states"].values())
    if is_own:
        tables = {code: open_numbers(one) for code, one in counts.items()}
        return Figures(year, is_own, Cell(received), tables)
    tables = {code: kept_small(one) for code, one in counts.items()}
    # A signal can count for several forms, so together they are no whole; but mostly it counts for one.
    tables["forms"] = Counted(tables["forms"].cells, Cell(None, Told.KEPT))
    _keep_together(tables, counts)
    few = Cell(None, Told.FEW) if received < smallest() else tables["states"].total
    return Figures(year, is_own, few, tables)


def _keep_together(tables: dict[str, Counted], counts: Mapping[str, Mapping[str, int]]) -> None:
    """Keep back what would give away in one table what another one keeps."""
    if any(tables[code].total.count is None for code in OF_ONE_WHOLE):
        for code in OF_ONE_WHOLE:
            tables[code] = silent(counts[code])
    outcomes = counts["investigations"]
    if any(outcomes[code] for code, cell in tables["investigations"].cells.items() if cell.count is None):
        # The reasons add up to two of the outcomes, of which one may be kept back.
        tables["turned_down"] = silent(counts["turned_down"])


def _counted(actor: Actor, year: int, is_own: bool) -> dict[str, dict[str, int]]:
    now = clock.now()
    begin, end = (datetime(one, 1, 1, tzinfo=AMSTERDAM) for one in (year, year + 1))
    mine = {"owner": actor.own_organisation} if is_own else {}
    every = Signal.objects.filter(**mine)
    signals = every.filter(received_at__gte=begin, received_at__lt=end)
    with as_service(COUNTED):
        return {
            "taken": counting.taken(signals),
            "ages": counting.ages(every, now=now),
            "feedback": counting.feedback(signals, now=now),
            "states": counting.states(signals),
            "reporters": counting.reporters(signals),
            "forms": counting.forms(signals),
            "idle": counting.idle(signals),
            "care": counting.care(signals),
            "refused": counting.refused(signals),
            "parked": counting.parked(signals),
            "investigations": counting.investigations(signals),
            "turned_down": counting.turned_down(signals),
        }
