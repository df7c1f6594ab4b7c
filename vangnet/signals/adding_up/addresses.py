"""Addresses in one spelling: by postcode and house number where there is a postcode, else by street, number and place."""

from __future__ import annotations

import re

from vangnet.persons.marks import plain

_DUTCH = re.compile(r"(?<![\w])([1-9]\d{3})\s?([A-Za-z]{2})(?![A-Za-z])")
_FOREIGN = re.compile(r"(?<![\w])([A-Z]{1,2})-?\s?(\d{4,6})(?!\d)")
_NUMBER = re.compile(r"(?<!\d)(\d{1,5})(?!\d)")
_ENDINGS = {
    "str": "straat",
    "strt": "straat",
    "ln": "laan",
    "pln": "plein",
    "pl": "plein",
    "wg": "weg",
    "kd": "kade",
    "gr": "gracht",
    "sgl": "singel",
}
_COUNTRIES = {"D": "DE", "B": "BE", "F": "FR", "L": "LU", "A": "AT"}
_LEFT_OUT = {"de", "het", "den", "te", "in", "nr", "nummer", "huisnummer", "hs"}


def address(text: str) -> str:
    """An address in one spelling: the building, not the door, so that 12 and 12a are the same."""
    dutch = _DUTCH.search(text)
    if dutch:
        return _at_postcode(text, dutch)
    foreign = _FOREIGN.search(text)
    if foreign:
        # A postcode abroad is a whole town, so the street counts as well.
        country = _COUNTRIES.get(foreign[1], foreign[1])
        rest = f"{text[: foreign.start()]} {text[foreign.end() :]}"
        return f"{country} {foreign[2]} {_at_street(rest)}".strip()
    return _at_street(text)


def _at_postcode(text: str, found: re.Match[str]) -> str:
    # A house number stands right after the postcode, or before it behind the street.
    after, before = _NUMBER.search(text, found.end()), _NUMBER.findall(text[: found.start()])
    number = before[-1] if before else after[1] if after else ""
    code = f"NL {found[1]}{found[2].upper()}"
    return f"{code} {int(number)}" if number else code


def _at_street(text: str) -> str:
    words = [_whole(word) for word in plain(re.sub(r"(\d)\s?[a-zA-Z]\b", r"\1", text)).split()]
    kept = sorted(word for word in words if word not in _LEFT_OUT)
    has_number = any(word.isdigit() for word in kept)
    return " ".join(kept) if has_number and len(kept) > 1 else ""


def _whole(word: str) -> str:
    """A word of a street written out: "kerkstr" is "kerkstraat"."""
    for short, whole in _ENDINGS.items():
        if word == short or (word.endswith(short) and len(word) > len(short) + 3):
            return word.removesuffix(short) + whole
    return word
