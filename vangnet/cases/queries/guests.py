"""What a guest may look at in one dossier: the kinds of data that a line of the disclosure register names, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from vangnet.access.categories import DataCategory
from vangnet.access.scope import unscoped
from vangnet.cases.sight import Sight
from vangnet.core import clock
from vangnet.protocol import histories
from vangnet.protocol import queries as protocol
from vangnet.protocol.histories import KnownFact
from vangnet.protocol.models import LogEntry

FOR_GUESTS = "A guest is no actor; the pass was checked before and names the dossier and the kinds of data."


@dataclass(frozen=True, slots=True)
class GuestView:
    """What happened and what is known, as far as the pass goes. No notes, no names, no addresses."""

    happened: list[LogEntry]
    facts: list[KnownFact]


@unscoped(FOR_GUESTS)
def guest_view(dossier: UUID, categories: Iterable[str]) -> GuestView:
    """What stands in the log of a dossier now about these kinds of data."""
    kinds = frozenset(kind for kind in DataCategory if kind.value in set(categories))
    sight, now = Sight(categories=kinds), clock.now()
    recorded = protocol.entries(dossier)
    seen = [one for one in histories.standing(recorded, at=now) if one.step and sight.sees_entry(one)]
    facts = histories.facts(recorded, at=now)
    return GuestView(
        happened=sorted(seen, key=lambda one: (one.counts_from, one.sequence)),
        facts=[fact for fact in facts.values() if sight.sees_known(fact)],
    )
