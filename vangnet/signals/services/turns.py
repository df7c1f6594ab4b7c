"""Adding up one at a time where it matters: of two signals with the same number, the second must see the first."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from vangnet.access.actors import Actor
from vangnet.core import batches

_SPACE = 7_264_266  # any number, as long as nobody else locks in it
_EVERYTHING, _GROUPS, _FIRST_SLOT, _SLOTS = 0, 1, 2, 1_024
_KNOWN = ("signals", "adding up")


def take_turns(tokens: Iterable[bytes], *, by: Actor) -> None:
    """Wait for whoever is adding up one of these marks now; a batch waits for all, and all wait for a batch.

    Always in the same order, so that no two wait for each other. The turn ends with the transaction.
    """
    if batches.recall(*_KNOWN):
        return
    batches.know(*_KNOWN, value=True)
    if batches.recall(*_KNOWN):
        _ask("SELECT pg_advisory_xact_lock(%s, %s)", _SPACE, _EVERYTHING)
        return
    _ask("SELECT pg_advisory_xact_lock_shared(%s, %s)", _SPACE, _EVERYTHING)
    for slot in sorted({_FIRST_SLOT + int.from_bytes(token[:4], "big") % _SLOTS for token in tokens}):
        _ask("SELECT pg_advisory_xact_lock(%s, %s)", _SPACE, slot)


def take_turn_for_groups(*, by: Actor) -> None:
    """Wait for whoever is changing groups now."""
    _ask("SELECT pg_advisory_xact_lock(%s, %s)", _SPACE, _GROUPS)


def take_turn_in_organisation(*, by: Actor) -> None:
    """Wait for a colleague who is adding marks now, so that the second one counts those of the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 2))", [str(by.own_organisation.pk)])


def _ask(statement: str, space: int, number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [space, number])
