"""By which an organisation finds somebody back: keyed marks of names with a year, of numbers and of telephones.

Never of a birth date or a postcode alone: there are so few of those that a mark would give them away. Never of a citizen
service number: there are few enough to try them all.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Iterator, Mapping

from vangnet.persons.vault.envelopes import joined

MARK_BYTES = 16


def mark(key: bytes, *parts: str) -> bytes:
    """The mark of something under the key of one organisation."""
    return hmac.new(key, joined(*parts), hashlib.sha256).digest()[:MARK_BYTES]


def marked_parts(fields: Mapping[str, str]) -> set[tuple[str, ...]]:
    """What of these fields can be found back, each as the parts of its mark."""
    return set(_parts(fields))


def _parts(fields: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    year = fields.get("birth_date", "")[:4]
    whole = f"{fields.get('given_names', '')} {fields.get('family_name', '')}"
    for name in (whole, *fields.get("other_names", "").split("\n")):
        yield from name_parts(name, year)
    if year and (family := plain(fields.get("family_name", ""))):
        yield "family-and-year", family, year
    for kind in ("document_number", "v_number"):
        if number := fields.get(kind):
            yield "number", number
    for kind in ("telephone", "mail"):
        if reached := fields.get(kind):
            yield kind, reached.casefold()


def name_parts(name: str, year: str) -> Iterator[tuple[str, ...]]:
    """A name of at least two words, in any order of the words; with a year also a name of one word."""
    words = plain(name).split()
    if len(words) > 1:
        yield "name", " ".join(sorted(words))
    if words and year:
        yield "name-and-year", " ".join(sorted(words)), year


def plain(text: str) -> str:
    """A name without accents, capitals and signs, so that two spellings of one name are the same."""
    split = unicodedata.normalize("NFKD", text.casefold())
    letters = (letter if letter.isalnum() else " " for letter in split if not unicodedata.combining(letter))
    return " ".join("".join(letters).split())
