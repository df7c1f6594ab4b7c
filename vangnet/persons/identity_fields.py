"""What is kept in the vault about somebody, field by field, and how each is spelled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import phonenumbers
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vangnet.access.categories import DataCategory

IN_VAULT = (DataCategory.IDENTITY, DataCategory.CONTACT)
CITIZEN_NUMBER = "bsn"  # only for organisations with a basis in law
_NOT_PRINTED = {"Cc", "Cf", "Cs", "Co", "Cn"}


class FieldsRefused(ValueError):
    """Some fields cannot be kept as they stand; the words say which and why, and nothing of it was kept."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(", ".join(problems))
        self.problems = dict(problems)


@dataclass(frozen=True, slots=True)
class VaultField:
    """One thing that is kept about somebody."""

    name: str
    category: DataCategory
    label: str | Promise
    spelled: Callable[[str], str]
    help: str | Promise = ""
    limit: int = 200
    lines: bool = False


def _line(text: str) -> str:
    return " ".join(_printed(text, keep="").split())


def _lines(text: str) -> str:
    found = (" ".join(line.split()) for line in _printed(text, keep="\n").split("\n"))
    return "\n".join(line for line in found if line)


def _printed(text: str, *, keep: str) -> str:
    """Without characters that nobody sees, by which two equal names would differ."""
    normal = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return "".join(
        letter if letter in keep or unicodedata.category(letter) not in _NOT_PRINTED else " "
        for letter in normal
    )


def _birth_date(text: str) -> str:
    told = _line(text)
    if not told:
        return ""
    for pattern, order in (
        (r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", (1, 2, 3)),
        (r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", (3, 2, 1)),
        (r"(\d{1,2})[-/.](\d{4})", (2, 1)),
    ):
        if found := re.fullmatch(pattern, told, re.ASCII):
            return _existing([int(found[place]) for place in order if found[place]])
    raise ValueError(_("Write a date such as 3-2-2008, a month such as 2-2008, or a year such as 2008."))


def _existing(parts: list[int]) -> str:
    try:
        date(*(parts + [1, 1])[:3])
    except ValueError:
        raise ValueError(_("This date does not exist.")) from None
    if not 1900 <= parts[0] <= 2199:
        raise ValueError(_("Write the year in four digits, from 1900."))
    return "-".join(f"{part:02}" for part in parts)


def _number(text: str) -> str:
    """A number of a document as it is compared: letters and digits only."""
    return "".join(letter for letter in _line(text).upper() if letter.isalnum())


def _v_number(text: str) -> str:
    digits = _number(text).removeprefix("V")
    if digits and not re.fullmatch(r"\d{10}", digits, re.ASCII):
        raise ValueError(_("A V-number has 10 digits."))
    return digits


def _bsn(text: str) -> str:
    digits = _number(text)
    if not digits:
        return ""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    if (
        not re.fullmatch(r"\d{9}", digits, re.ASCII)
        or sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11
    ):
        raise ValueError(_("This is not a citizen service number: 9 digits that fit together. Check it."))
    return digits


def telephone(text: str) -> str:
    """A telephone number in one spelling, with its country; Dutch when no country is given."""
    told = _line(text)
    if not told:
        return ""
    try:
        number = phonenumbers.parse(told, "NL")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise ValueError(
            _("This cannot be a telephone number. Write for example 06 12345678 or +32 470 12 34 56.")
        )
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _mail(text: str) -> str:
    told = _line(text)
    if told and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", told):
        raise ValueError(_("This cannot be a mail address. Write for example name@example.org."))
    return told


_IDENTITY, _CONTACT = IN_VAULT
FIELDS: tuple[VaultField, ...] = (
    VaultField("given_names", _IDENTITY, gettext_lazy("Given names"), _line),
    VaultField("family_name", _IDENTITY, gettext_lazy("Family name"), _line),
    VaultField(
        "other_names",
        _IDENTITY,
        gettext_lazy("Other names"),
        _lines,
        gettext_lazy("Also names used in other countries. One on each line."),
        1000,
        lines=True,
    ),
    VaultField(
        "birth_date",
        _IDENTITY,
        gettext_lazy("Birth date"),
        _birth_date,
        gettext_lazy("As far as known: 3-2-2008, 2-2008 or 2008."),
        20,
    ),
    VaultField("birth_place", _IDENTITY, gettext_lazy("Birth place and country"), _line),
    VaultField("document_kind", _IDENTITY, gettext_lazy("Kind of document"), _line, limit=100),
    VaultField("document_number", _IDENTITY, gettext_lazy("Number of the document"), _number, limit=50),
    VaultField("document_country", _IDENTITY, gettext_lazy("Country of the document"), _line, limit=100),
    VaultField("v_number", _IDENTITY, gettext_lazy("V-number"), _v_number, limit=20),
    VaultField(
        CITIZEN_NUMBER,
        _IDENTITY,
        gettext_lazy("Citizen service number (BSN)"),
        _bsn,
        gettext_lazy("Only when a law says that your organisation may use it."),
        20,
    ),
    VaultField("telephone", _CONTACT, gettext_lazy("Telephone"), telephone, limit=40),
    VaultField(
        "safe_contact",
        _CONTACT,
        gettext_lazy("How and when is contact safe?"),
        _lines,
        gettext_lazy("For example: only messages, never call in the evening."),
        1000,
        lines=True,
    ),
    VaultField("mail", _CONTACT, gettext_lazy("Mail address"), _mail, limit=254),
    VaultField(
        "address",
        _CONTACT,
        gettext_lazy("Address"),
        _lines,
        gettext_lazy("Never the address of a shelter: that lies in a vault of its own."),
        500,
        lines=True,
    ),
)


def fields_of(category: str) -> tuple[VaultField, ...]:
    """The fields of one kind of data, in the order of the page."""
    return tuple(one for one in FIELDS if one.category == category)


def spelled(category: str, given: Mapping[str, str]) -> dict[str, str]:
    """The fields as they are kept, without empty ones; raises FieldsRefused with a sentence for each wrong field."""
    known = {one.name: one for one in fields_of(category)}
    problems: dict[str, str] = {name: _("This is not kept here.") for name in given if name not in known}
    kept: dict[str, str] = {}
    for name, one in known.items():
        try:
            text = one.spelled(given.get(name, ""))
        except ValueError as problem:
            problems[name] = str(problem)
            continue
        if len(text) > one.limit:
            problems[name] = _("Write at most %(limit)d characters.") % {"limit": one.limit}
        elif text:
            kept[name] = text
    if problems:
        raise FieldsRefused(problems)
    return kept
