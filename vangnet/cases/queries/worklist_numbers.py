"""What the worklist says in numbers. The database counts by itself, for whoever asks, in one pass over the lines."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from vangnet.access.actors import Actor
from vangnet.access.categories import as_bits
from vangnet.access.roles import Permission
from vangnet.access.wall.context import as_actor
from vangnet.cases import classifying
from vangnet.protocol import catalogue

NEAR = timedelta(days=7)
_COUNTED = "SELECT * FROM vangnet_worklist(%s, %s, %s, %s, %s, %s, %s)"
_BEHIND = "SELECT number FROM vangnet_worklists_behind(%s, %s)"


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many lines each list has, how many dossiers have something to ask, and those on the page that was asked for."""

    late: int = 0
    this_week: int = 0
    later: int = 0
    waiting: int = 0
    doubtful: int = 0
    questions: tuple[UUID, ...] = ()

    def of(self, name: str) -> int:
        """How many lines a list has."""
        return int(getattr(self, name))


def numbers(
    actor: Actor, chosen: Mapping[str, object], *, now: datetime, start: int = 0, page: int
) -> Numbers:
    """The numbers of somebody's worklist, as far as they chose, with the dossiers of one page of questions."""
    if not _reads(actor):
        return Numbers()
    secret = as_bits(classifying.current().silent)
    asked = json.dumps(chosen, default=lambda moment: moment.isoformat())
    with as_actor(actor), connection.cursor() as cursor:
        cursor.execute(_COUNTED, [now, now + NEAR, actor.party, secret, asked, start, page])
        late, this_week, later, waiting, doubtful, keys = cursor.fetchone()
    return Numbers(late, this_week, later, waiting, doubtful, tuple(keys))


def how_many_behind(actor: Actor, *, now: datetime) -> int:
    """How many dossiers of somebody have a worklist that must be computed anew."""
    if not _reads(actor):
        return 0
    with as_actor(actor), connection.cursor() as cursor:
        cursor.execute(_BEHIND, [now, catalogue.current().hash])
        return int(cursor.fetchone()[0])


def _reads(actor: Actor) -> bool:
    return actor.organisation is not None and actor.may(Permission.READ_DOSSIERS)
