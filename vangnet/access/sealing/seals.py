"""What a seal says and how it is signed. Whoever has the public key can check it without the system."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

NOTHING_BEFORE = bytes(32)
_KEY_LENGTH = 32


class KeyFault(ValueError):
    """A key cannot be used; the message says what to give."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What is signed: which lines, in which shape, after which seals."""

    number: int
    moment: str
    lines: int
    total: int
    root: bytes
    previous: bytes
    history: bytes
    shapes: Mapping[str, Sequence[str]]

    def as_bytes(self) -> bytes:
        """The same bytes for the same statement, always and everywhere."""
        content = {
            "vangnet seal": 1,
            "number": self.number,
            "moment": self.moment,
            "lines": self.lines,
            "total": self.total,
            "root": self.root.hex(),
            "previous": self.previous.hex(),
            "history": self.history.hex(),
            "shapes": {log: list(columns) for log, columns in self.shapes.items()},
        }
        return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()

    def digest(self, signature: bytes) -> bytes:
        """What the next seal points back to; the signature is part of it."""
        return sha256(self.as_bytes() + signature).digest()


@dataclass(frozen=True)
class Signer:
    """Signs seals. The private key never lies in the database."""

    key: Ed25519PrivateKey

    @property
    def public(self) -> str:
        """The public key, to give away."""
        return base64.b64encode(self.key.public_key().public_bytes_raw()).decode()

    @property
    def name(self) -> str:
        """A short name of the key, kept with each seal."""
        return name_of(self.public)

    def sign(self, statement: Statement) -> bytes:
        """The signature of a statement."""
        return self.key.sign(statement.as_bytes())


class Keys:
    """The public keys that seals may be signed with, by name."""

    def __init__(self, public: Iterable[str]) -> None:
        self._keys = {name_of(one): Ed25519PublicKey.from_public_bytes(_raw(one)) for one in public}

    def accept(self, name: str, statement: Statement, signature: bytes) -> bool:
        """Whether a known key with this name signed this statement."""
        key = self._keys.get(name)
        if key is None:
            return False
        try:
            key.verify(signature, statement.as_bytes())
        except InvalidSignature:
            return False
        return True


def new_key() -> str:
    """A fresh private key as text."""
    return base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()


def signer(text: str) -> Signer:
    """The signer with a private key that was kept as text."""
    return Signer(Ed25519PrivateKey.from_private_bytes(_raw(text)))


def name_of(public: str) -> str:
    """The short name of a public key."""
    return sha256(_raw(public)).hexdigest()[:16]


def _raw(text: str) -> bytes:
    try:
        raw = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError) as fault:
        raise KeyFault("A key for seals is 32 bytes in base64, and this is not base64.") from fault
    if len(raw) != _KEY_LENGTH:
        raise KeyFault(f"A key for seals is 32 bytes in base64, and this has {len(raw)}.")
    return raw
