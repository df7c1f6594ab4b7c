"""The list of dossiers, newest first. It begins at the table of access, which has that order in its index."""

from __future__ import annotations

from collections.abc import Iterator

from vangnet.access import grants
from vangnet.access.actors import Actor
from vangnet.access.roles import Permission
from vangnet.cases.models import Dossier
from vangnet.cases.queries import visibility


class Newest:
    """The dossiers of an organisation as a sequence of pages: only what is asked for is read, however many there are."""

    ordered = True

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        mine = grants.reachable(actor.organisation) if actor.organisation else None
        found = mine if mine is not None and actor.may(Permission.READ_DOSSIERS) else None
        one_each = grants.once_each(found) if found is not None else None
        self._access = one_each.order_by("-opened_at", "dossier_id") if one_each is not None else None

    def count(self) -> int:
        """How many dossiers there are."""
        return self._access.count() if self._access is not None else 0

    def __len__(self) -> int:
        return self.count()

    def __iter__(self) -> Iterator[Dossier]:
        return iter(self[:])

    def __getitem__(self, wanted: slice) -> list[Dossier]:
        if self._access is None:
            return []
        keys = list(self._access.values_list("dossier_id", flat=True)[wanted])
        found = visibility.listed(self._actor).order_by().in_bulk(keys)
        return [found[key] for key in keys if key in found]


def newest(actor: Actor) -> Newest:
    """The dossiers that somebody may read, newest first."""
    return Newest(actor)
