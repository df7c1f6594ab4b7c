"""Facts as they are kept in the log: a value with its certainty, checked against what the agreements say it may hold."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _

from vangnet.protocol.engine.model import FactType

UNKNOWN = "unknown"
LONGEST_TEXT = 2_000
OLDEST = 120


class Certainty(StrEnum):
    """How sure a fact is: said by somebody, established, or contradicted."""

    CLAIMED = "claimed"
    ESTABLISHED = "established"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field that somebody filled in, and what to do."""

    field: str
    message: str


Stored = dict[str, dict[str, object]]


def checked(given: Mapping[str, object], types: Mapping[str, FactType]) -> tuple[Stored, list[FieldProblem]]:
    """The facts as they are stored, and what is wrong with those that cannot be stored."""
    stored: Stored = {}
    problems: list[FieldProblem] = []
    for code, fact in given.items():
        value, certainty = _split(fact)
        message = _complaint(code, value, certainty, types)
        if message:
            problems.append(FieldProblem(code, message))
        else:
            stored[code] = {"value": _plain(value), "certainty": str(certainty)}
    return stored, problems


def _split(fact: object) -> tuple[object, object]:
    if isinstance(fact, Mapping):
        return fact.get("value", UNKNOWN), fact.get("certainty", Certainty.CLAIMED)
    return fact, Certainty.CLAIMED


def _plain(value: object) -> object:
    if value is None:
        return UNKNOWN
    return value.isoformat() if isinstance(value, date) else value


def _complaint(code: str, value: object, certainty: object, types: Mapping[str, FactType]) -> str:
    if code not in types:
        return _("There is no fact '%(code)s'. Choose one that the agreements know.") % {"code": code}
    if certainty not in set(Certainty):
        return _("'%(certainty)s' is no degree of certainty. Choose claimed, established or disputed.") % {
            "certainty": certainty
        }
    if value is None or value == UNKNOWN:
        return ""
    check = _code if types[code].values else CHECKS[types[code].kind]
    return check(value, types[code])


def _code(value: object, kind: FactType) -> str:
    if value in kind.values:
        return ""
    return _("'%(value)s' is not a choice. Choose one of: %(choices)s, or unknown.") % {
        "value": str(value)[:60],
        "choices": ", ".join(kind.values),
    }


def _years(value: object, kind: FactType) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= OLDEST:
        return ""
    return _("'%(value)s' is no age. Write a whole number from 0 to %(oldest)d, or unknown.") % {
        "value": str(value)[:60],
        "oldest": OLDEST,
    }


def _yes_no(value: object, kind: FactType) -> str:
    return (
        ""
        if isinstance(value, bool)
        else _("Choose yes, no or unknown, not '%(value)s'.") % {"value": str(value)[:60]}
    )


def _number(value: object, kind: FactType) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return ""
    return _("'%(value)s' is no number. Write digits, or unknown.") % {"value": str(value)[:60]}


def _date(value: object, kind: FactType) -> str:
    if isinstance(value, date):
        return ""
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return _("'%(value)s' is no date. Write it like 2023-05-31, or unknown.") % {"value": str(value)[:60]}
    return ""


def _text(value: object, kind: FactType) -> str:
    if not isinstance(value, str):
        return _("Write text, not '%(value)s'.") % {"value": str(value)[:60]}
    return text_complaint(value, LONGEST_TEXT)


def text_complaint(text: str, longest: int) -> str:
    """What is wrong with a text: too long, or with characters that cannot be kept or read."""
    if len(text) > longest:
        return _("This text has %(length)d characters. Shorten it to %(longest)d.") % {
            "length": len(text),
            "longest": longest,
        }
    if any(_unreadable(character) for character in text):
        return _("This text contains characters that cannot be read. Type them again.")
    return ""


def _unreadable(character: str) -> bool:
    return (ord(character) < 32 and character not in "\n\r\t") or 0xD800 <= ord(character) <= 0xDFFF


CHECKS: dict[str, Callable[[object, FactType], str]] = {
    "years": _years,
    "yes_no": _yes_no,
    "number": _number,
    "date": _date,
    "text": _text,
}
