"""Identifiers: ordered ones for inside, random ones for everything that leaves the house."""

import os
import secrets
import time
from uuid import UUID

# No 0, 1, i, l, o, u: read aloud over the telephone, and no words by accident.
_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"


def uuid7() -> UUID:
    """A new identifier that sorts by its moment of making (RFC 9562), for keys inside the database only."""
    milliseconds = time.time_ns() // 1_000_000
    random_bits = int.from_bytes(os.urandom(10), "big")
    value = (milliseconds & (1 << 48) - 1) << 80 | random_bits
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)


def random_id(length: int = 12) -> str:
    """A new identifier that reveals nothing, for addresses, messages and exports."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(length))
