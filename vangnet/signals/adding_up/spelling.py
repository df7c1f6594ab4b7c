"""One spelling for what people write down in many ways, so that the same number or address is found again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

import phonenumbers

from vangnet.persons.marks import plain
from vangnet.signals.adding_up.addresses import address
from vangnet.signals.adding_up.kinds import MarkKind

LONGEST = 4_000
_HERE = "NL"
_TRADE_NUMBER = re.compile(r"(?<!\d)\d{8}(?!\d)")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_FORMS = frozenset(
    [
        "bv",
        "nv",
        "vof",
        "cv",
        "eenmanszaak",
        "stichting",
        "vereniging",
        "holding",
        "cooperatie",
        "maatschap",
        "ua",
        "ba",
        "ltd",
        "limited",
        "llc",
        "inc",
        "plc",
        "gmbh",
        "ag",
        "kg",
        "ug",
        "ohg",
        "sarl",
        "sas",
        "sprl",
        "bvba",
        "srl",
        "spa",
        "sro",
        "kft",
        "zrt",
        "ab",
        "as",
        "oy",
        "aps",
        "sp",
        "z",
        "oo",
        "zoo",
        "spolka",
        "spzoo",
        "ood",
        "eood",
        "ad",
        "sl",
    ]
)
_DOTTED = re.compile(r"\b((?:[^\W\d]\.){1,4}[^\W\d]?)(?=\W|$)")
_SITE = re.compile(
    r"^(?:https?://)?(?:www\.|m\.)?([\w-]+)\.[\w.]+/+(?:@|user/|u/|profile/)?([^/?#\s]+)", re.I
)


@dataclass(frozen=True, slots=True)
class Spelled:
    """A mark as it was written, without what nobody sees, and in the one spelling in which it is compared."""

    exact: str
    normal: str


def spelled(kind: str, text: str) -> Spelled | None:
    """A mark in its spellings; nothing when there is too little in it to say that two are the same."""
    clean = printed(text)[:LONGEST]
    exact = " ".join(clean.casefold().split())
    normal = _SPELLINGS[MarkKind(kind)](clean)
    return Spelled(exact, normal) if exact and normal else None


def printed(text: str) -> str:
    """A text without characters that nobody sees, by which two equal numbers would differ."""
    kept = unicodedata.normalize("NFKC", text)
    return "".join(
        letter if not unicodedata.category(letter).startswith("C") else " " for letter in kept
    ).strip()


def telephone(text: str) -> str:
    """A telephone number as the whole world writes it; of what is no possible number only the digits."""
    digits = "".join(letter for letter in text if letter.isdigit())
    if len(digits) < 6:
        return ""
    try:
        number = phonenumbers.parse(text, _HERE)
    except phonenumbers.NumberParseException:
        number = None
    if number is not None and phonenumbers.is_possible_number(number):
        return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
    return digits


def mail(text: str) -> str:
    """A mail address without its label after a plus, which leads to the same letterbox."""
    name, at, house = text.casefold().replace(" ", "").rpartition("@")
    name = name.partition("+")[0]
    if house in ("gmail.com", "googlemail.com"):
        name, house = name.replace(".", ""), "gmail.com"
    return f"{name}@{house}" if at and name and "." in house else ""


def vehicle(text: str) -> str:
    """A number plate without signs; a letter O is read as a zero and a letter I as a one, as people do from afar."""
    signs = "".join(letter for letter in plain(text).upper() if letter.isalnum())
    return signs.translate(str.maketrans("OI", "01")) if 4 <= len(signs) <= 10 else ""


def company(text: str) -> str:
    """A company by its number in the trade register, else by its name without the legal form."""
    number = _TRADE_NUMBER.search(re.sub(r"(?<=\d)[ .](?=\d)", "", text))
    if number:
        return f"number {number[0]}"
    joined = _DOTTED.sub(lambda found: found[1].replace(".", ""), text)
    words = [word for word in plain(joined).split() if word not in _FORMS]
    return f"name {' '.join(words)}" if len("".join(words)) >= 3 else ""


def account_name(text: str) -> str:
    """A name on a platform: without the address of the page around it and without signs."""
    found = _SITE.match(text)
    name = found[2] if found else text
    signs = "".join(letter for letter in plain(name) if letter.isalnum())
    return signs if len(signs) >= 3 else ""


def person(text: str) -> str:
    """A name in any order of its words, with the year of birth when it was told."""
    year = _YEAR.search(text)
    words = sorted(word for word in plain(_YEAR.sub(" ", text)).split() if not word.isdigit())
    if len(words) < 2 and not (words and year):
        return ""
    return " ".join([*words, year[0]] if year else words)


def words_only(text: str) -> str:
    """A text without capitals, accents and signs."""
    return plain(text)


_SPELLINGS: dict[MarkKind, Callable[[str], str]] = {
    MarkKind.TELEPHONE: telephone,
    MarkKind.MAIL: mail,
    MarkKind.ADDRESS: address,
    MarkKind.PLACE: words_only,
    MarkKind.VEHICLE: vehicle,
    MarkKind.COMPANY: company,
    MarkKind.ADVERTISEMENT: words_only,
    MarkKind.ACCOUNT_NAME: account_name,
    MarkKind.PERSON: person,
}
