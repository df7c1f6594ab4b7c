"""Codes of words: easy to write down, to say aloud and to type, and too many to guess.

There is a list of 2,048 plain words for each language in which they are said; within a list no two differ in one letter only, so
that a slip of the pen is never another code. A code is of one list, and any list is read. The words themselves are kept nowhere: a slow hash makes a secret of them, and from that secret follow what the server looks up and
what it opens with.
"""

from __future__ import annotations

import difflib
import re
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.crypto import salted_hmac

FOLDER = Path(__file__).parent
DUTCH, ENGLISH = "nl", "en"
LANGUAGES = (DUTCH, ENGLISH)
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
def all_words(language: str = DUTCH) -> tuple[str, ...]:
    """Every word of the list of a language."""
    return tuple((FOLDER / f"{language}.txt").read_text(encoding="utf-8").split())


def list_for(language: str) -> str:
    """In which language words are said to a reader: their own where there is a list, else English."""
    return language if language in LANGUAGES else ENGLISH


def new_words(count: int, language: str = DUTCH) -> str:
    """Words of one list that nobody can guess, in one line."""
    return " ".join(secrets.choice(all_words(language)) for _ in range(count))


def language_of(words: Iterable[str]) -> str:
    """Of which list words are: the one that knows most of them."""
    said = list(words)
    return max(LANGUAGES, key=lambda language: len(_known(language).intersection(said)))


def read(typed: str, count: int) -> Code:
    """The code that somebody typed; slow, so that guessing is."""
    return Code(_stretched(plain(typed, count)))


def plain(typed: str, count: int) -> str:
    """The words that somebody typed as they stand on the list; capitals, accents and signs between words do not matter."""
    letters = unicodedata.normalize("NFKD", typed).encode("ascii", "ignore").decode().lower()
    words = _LETTERS.findall(letters[:_LONGEST])
    language = language_of(words)
    strange = list(dict.fromkeys(word for word in words if word not in _known(language)))
    if strange or len(words) != count:
        raise UnreadableCodeError(len(words), {word: _near(word, language) for word in strange[:count]})
    return " ".join(words)


@cache
def _known(language: str) -> frozenset[str]:
    return frozenset(all_words(language))


def _near(word: str, language: str) -> str:
    # Somebody who got every word wrong may have had the other list.
    for one in (language, *LANGUAGES):
        if found := difflib.get_close_matches(word[:20], all_words(one), n=1, cutoff=0.7):
            return found[0]
    return ""


def _stretched(words: str) -> bytes:
    return hash_secret_raw(words.encode(), _SALT, _ROUNDS, _MEMORY, 1, SECRET_BYTES, Type.ID)
