"""Looking whether the keyring and what was sealed still belong together, without opening anything."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import import_string

from vangnet.access import audit
from vangnet.access.actors import Actor
from vangnet.access.roles import Permission
from vangnet.access.rules import has_permission
from vangnet.access.verdicts import demand
from vangnet.persons import keys
from vangnet.persons.queries import SealedRows

Reader = Callable[[Actor], Iterable[SealedRows]]
# A key is made before its row is committed; of younger keys nobody knows yet whether a row will come.
SETTLED_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class KeyringState:
    """Keys that open nothing, and rows that no key opens although nobody destroyed it; by subject and kind of data."""

    keys_without_row: list[tuple[UUID, str]]
    rows_without_key: list[SealedRows]


def check_keyring(*, by: Actor) -> KeyringState:
    """Compare every living key with everything that was sealed; only numbers, kinds and subjects are looked at."""
    with audit.act("vault.check_keyring", by=by):
        demand(has_permission(by, Permission.REBUILD))
        ring = keys.keyring()
        settled = ring.numbers(older_than=SETTLED_AFTER)
        rows = [row for reader in _readers() for row in reader(by)]
        used = {row.key for row in rows}
        there = set(ring.numbers()) | ring.destroyed(used)
    return KeyringState(
        keys_without_row=sorted(owner for number, owner in settled.items() if number not in used),
        rows_without_key=[row for row in rows if row.key not in there],
    )


def _readers() -> list[Reader]:
    return [import_string(name) for name in settings.VANGNET_SEALED]
