"""The key of the door between program and database: what the program signs with it, the database believes.

A person who works in a browser is known to the database by the token of their session. Work that happens outside a browser
(a command, a service, a test) stands on a token that is signed here, for one connection and for an hour.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from dataclasses import dataclass
from uuid import UUID

PERSON, SERVICE = "person", "service"
PROCESS = "process"
MINUTES = 60
_BLOCK = 64  # bytes in a block of SHA-256


@dataclass(frozen=True, slots=True)
class Stand:
    """For whom a statement is asked: a person in a role for an organisation, or a service that no person does."""

    kind: str
    account: UUID | None = None
    organisation: UUID | None = None
    role: str = ""


A_SERVICE = Stand(SERVICE)


def sign(key: str, message: str) -> str:
    """The proof that a message comes from somebody who has the key."""
    return hmac.new(_digest(key), message.encode(), hashlib.sha256).hexdigest()


def pads(key: str) -> tuple[bytes, bytes]:
    """What the database needs to check a proof with SHA-256 alone: the key, prepared for the inner and the outer round."""
    padded = _digest(key).ljust(_BLOCK, b"\0")
    return bytes(byte ^ 0x36 for byte in padded), bytes(byte ^ 0x5C for byte in padded)


def process_token(key: str, stand: Stand, *, connection: int, seconds: int = MINUTES * 60) -> str:
    """A token for work outside a browser; it holds on one connection only, so that nobody can use it on another."""
    until = int(time.time()) + seconds
    names = (PROCESS, stand.kind, _text(stand.account), _text(stand.organisation), stand.role)
    message = "|".join((*names, str(connection), str(until)))
    return f"{message}|{sign(key, message)}"


def token_hash(token: str) -> bytes:
    """How the database keeps the token of a work session; the session store hashes it otherwise, so neither gives the other."""
    return hashlib.sha256(b"vangnet work session " + token.encode()).digest()


def _digest(key: str) -> bytes:
    return hashlib.sha256(b"vangnet door " + key.encode()).digest()


def _text(key: UUID | None) -> str:
    return str(key) if key else ""
