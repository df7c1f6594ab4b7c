"""Free text about somebody, sealed by kind of data, so that it can be forgotten with its key."""

from collections.abc import Hashable, Mapping
from typing import TypeVar
from uuid import UUID

from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.persons import keys
from vangnet.persons.vault.envelopes import Place, key_number, seal, unseal

KEY_DESTROYED = None  # what stands where a text was, once its key is gone

Key = TypeVar("Key", bound=Hashable)


def seal_text(
    dossier: UUID, *, category: str, text: str, by: Actor, place: Hashable = "", table: str = "text"
) -> bytes:
    """Seal a text for a dossier and a kind of data; with a place (the key of its row) it opens in that row only."""
    kind = DataCategory(category).value
    key = keys.keyring().key_for(dossier, kind)
    return seal(text.encode("utf-8"), key=key, place=_place(table, kind, dossier, place))


def open_texts(
    dossier: UUID,
    sealed: Mapping[Key, tuple[str, bytes]],
    *,
    by: Actor,
    placed: bool = False,
    table: str = "text",
) -> dict[Key, str | None]:
    """Open many texts of a dossier with one question to the keyring; None where the key was destroyed.

    `placed` says that each text was sealed for the key it has here. Raises SealBrokenError for what was tampered with.
    """
    kinds = {DataCategory(category).value for category, _envelope in sealed.values()}
    held = keys.keyring().keys([(dossier, kind) for kind in kinds])
    found: dict[Key, str | None] = {}
    for name, (category, envelope) in sealed.items():
        kind = DataCategory(category).value
        key = held.get((dossier, kind))
        if key is None or key.id != key_number(envelope):
            found[name] = KEY_DESTROYED
        else:
            place = _place(table, kind, dossier, name if placed else "")
            found[name] = unseal(bytes(envelope), key=key, place=place).decode("utf-8")
    return found


def _place(table: str, category: str, dossier: UUID, place: Hashable) -> Place:
    return Place(table=table, category=category, subject=str(dossier), version=str(place))
