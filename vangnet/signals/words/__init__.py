"""Codes of words: easy to write down, to say aloud and to type, and too many to guess.

The list has 2,048 plain words; no two of them differ in one letter only, so that a slip of the pen is never another code. The
words themselves are kept nowhere: a slow hash makes a secret of them, and from that secret follow what the server looks up and
what it opens with.
"""

from __future__ import annotations

import difflib
import re
import secrets
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.crypto import salted_hmac

FILE = Path(__file__).with_name("nl.txt")
SECRET_BYTES = 32
_LONGEST = 500  # signs; the longest code is far shorter
# Slow on purpose: each guess costs this much time and memory (RFC 9106 and OWASP give at least 19 MiB and two rounds).
_ROUNDS, _MEMORY = 2, 32 * 1024
_SALT = sha256(b"vangnet words of a report").digest()[:16]
_PURPOSE = "vangnet.signals.words"
_LETTERS = re.compile(r"[a-z]+")


class UnreadableCodeError(ValueError):
    """What was typed cannot be a code: too few or too many words, or words that are not on the list."""

    def __init__(self, count: int, strange: dict[str, str]) -> None:
        super().__init__(f"{count} words, {len(strange)} of them unknown")
        self.count = count
        self.strange = strange


@dataclass(frozen=True, slots=True)
class Code:
    """The secret that a code of words stands for."""

    secret: bytes = field(repr=False)

    @property
    def locators(self) -> tuple[str, ...]:
        """Under what the server may have kept it: a keyed hash, with the key of now first and earlier keys after it."""
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        return tuple(
            salted_hmac(_PURPOSE, self.secret, secret=key, algorithm="sha256").hexdigest() for key in keys
        )

    @property
    def key(self) -> bytes:
        """The key that opens what was sealed for this code."""
        return HKDF(hashes.SHA256(), SECRET_BYTES, salt=None, info=b"vangnet draft").derive(self.secret)


@cache
def all_words() -> tuple[str, ...]:
    """Every word of the list."""
    return tuple(FILE.read_text(encoding="utf-8").split())


def new_words(count: int) -> str:
    """Words that nobody can guess, in one line."""
    return " ".join(secrets.choice(all_words()) for _ in range(count))


def read(typed: str, count: int) -> Code:
    """The code that somebody typed; slow, so that guessing is."""
    return Code(_stretched(plain(typed, count)))


def plain(typed: str, count: int) -> str:
    """The words that somebody typed as they stand on the list; capitals, accents and signs between words do not matter."""
    letters = unicodedata.normalize("NFKD", typed).encode("ascii", "ignore").decode().lower()
    words, known = _LETTERS.findall(letters[:_LONGEST]), set(all_words())
    strange = list(dict.fromkeys(word for word in words if word not in known))
    if strange or len(words) != count:
        raise UnreadableCodeError(len(words), {word: _near(word) for word in strange[:count]})
    return " ".join(words)


def _near(word: str) -> str:
    found = difflib.get_close_matches(word[:20], all_words(), n=1, cutoff=0.7)
    return found[0] if found else ""


def _stretched(words: str) -> bytes:
    return hash_secret_raw(words.encode(), _SALT, _ROUNDS, _MEMORY, 1, SECRET_BYTES, Type.ID)
