"""Seal something so that only its own key opens it, and only in the place that it was sealed for."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_FORMAT = b"\x01"
_NONCE_BYTES = 12
_TAG_BYTES = 16
_HEAD_BYTES = len(_FORMAT) + 16
SHORTEST = _HEAD_BYTES + _NONCE_BYTES + _TAG_BYTES


class SealBrokenError(ValueError):
    """What lies here was not sealed for this place with this key: changed, cut, moved, or an older version put back."""


@dataclass(frozen=True, slots=True)
class DataKey:
    """The key of one subject and one kind of data."""

    id: UUID
    material: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something sealed belongs. It is bound into the seal, so that it opens nowhere else."""

    table: str
    category: str
    subject: str
    version: str = ""

    @property
    def bound(self) -> bytes:
        """The place as bytes in which no two places look alike."""
        return joined(self.table, self.category, self.subject, self.version)


def joined(*parts: str) -> bytes:
    """Texts as bytes, each with its length before it, so that moving a border between two of them shows."""
    return b"".join(len(text).to_bytes(4, "big") + text for text in (part.encode("utf-8") for part in parts))


def new_material() -> bytes:
    """Fresh key material from the operating system."""
    return AESGCM.generate_key(KEY_BYTES * 8)


def seal(content: bytes, *, key: DataKey, place: Place) -> bytes:
    """The content as an envelope: format, key number, nonce, ciphertext with its tag."""
    head = _FORMAT + key.id.bytes
    nonce = os.urandom(_NONCE_BYTES)
    return head + nonce + AESGCM(key.material).encrypt(nonce, content, head + place.bound)


def unseal(envelope: bytes, *, key: DataKey, place: Place) -> bytes:
    """The content of an envelope, when nobody touched it and it lies where it belongs."""
    if key_number(envelope) != key.id:
        raise SealBrokenError("The envelope was sealed with another key.")
    head, rest = envelope[:_HEAD_BYTES], envelope[_HEAD_BYTES:]
    nonce, sealed = rest[:_NONCE_BYTES], rest[_NONCE_BYTES:]
    try:
        return AESGCM(key.material).decrypt(nonce, sealed, head + place.bound)
    except InvalidTag:
        raise SealBrokenError("The envelope was changed, or it belongs somewhere else.") from None


def key_number(envelope: bytes) -> UUID:
    """Which data key an envelope asks for."""
    if len(envelope) < SHORTEST or envelope[:1] != _FORMAT:
        raise SealBrokenError("This is not an envelope, or its end is missing.")
    return UUID(bytes=bytes(envelope[1:_HEAD_BYTES]))
