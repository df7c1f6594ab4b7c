"""From cells to the values of a signal, with everything that is wrong per row and column."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from vangnet.core import clock
from vangnet.design.partial_dates import PartialMoment, UnreadableMomentError, read_partial_moment
from vangnet.design.partial_words import UNKNOWN_WORDS
from vangnet.signals.delivering.columns import Column
from vangnet.signals.delivering.tables import BETWEEN, Table
from vangnet.signals.delivering.vocabulary import Vocabulary

UNKNOWN = "unknown"
OLDEST, MOST_PEOPLE = 120, 10_000
LONGEST = {"text": 5000, "line": 200, "key": 60}
SHOWN = 60
LISTED = 12
# A spreadsheet takes what begins like this for a formula; a telephone number may begin with a plus.
_FORMULA = re.compile(r"^[=@\t\r]|^[+-](?![0-9][0-9 ()-]*$)")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong in one cell, and what to do."""

    row: int
    column: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class Row:
    """One signal as delivered: the number of its row, the own number and the values per column."""

    number: int
    own_key: str
    values: Mapping[str, Any]


@dataclass(slots=True)
class Checked:
    """The rows that are right and everything that is wrong; only a file without problems counts."""

    rows: list[Row] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)


class Wrong(ValueError):
    """A value that cannot be kept, with the advice."""


def check(table: Table, *, vocabulary: Vocabulary) -> Checked:
    """Check every row of a table against the columns and the lists of words; nothing is guessed and nothing is left out."""
    found = Checked()
    first_row: dict[str, int] = {}
    for number, cells in table.rows:
        values, problems = _values(number, cells, table.columns, vocabulary)
        problems += _together(number, values)
        key = values.get("own_key", "")
        if key and (earlier := first_row.setdefault(key, number)) != number:
            message = _("The same own number stands in row %(row)d. Give every signal its own number.")
            problems.append(RowProblem(number, "own_key", key, message % {"row": earlier}))
        if problems:
            found.problems += problems
        else:
            found.rows.append(Row(number, key, values))
    return found


def _values(
    number: int, cells: tuple[str, ...], columns: tuple[Column, ...], vocabulary: Vocabulary
) -> tuple[dict[str, Any], list[RowProblem]]:
    values: dict[str, Any] = {}
    problems = []
    if any(cell.strip() for cell in cells[len(columns) :]):
        message = _(
            "This row has more cells than there are titles. Put a text with a separator between quotation marks."
        )
        problems.append(RowProblem(number, "", "", message))
    for column, cell in zip(columns, [*cells, *[""] * len(columns)], strict=False):
        try:
            values[column.code] = _value(cell, column, vocabulary)
        except (Wrong, UnreadableMomentError) as wrong:
            problems.append(RowProblem(number, column.code, _shown(cell), str(wrong)))
    return values, problems


def _value(cell: str, column: Column, vocabulary: Vocabulary) -> Any:
    text = _clean(cell)
    if not text:
        if column.is_required:
            raise Wrong(_("This is empty. Fill it in, or write “unknown”."))
        return None
    return _READERS[column.kind](text, column, vocabulary)


def _clean(cell: str) -> str:
    text = unicodedata.normalize("NFC", cell.replace("\r\n", "\n").replace("\r", "\n")).strip(" \n\u00a0")
    if _TURNING.search(text) or any(
        unicodedata.category(one) in ("Cc", "Cs") and one not in "\n\t" for one in text
    ):
        raise Wrong(_("This has a character that cannot be seen. Type the text again."))
    if _FORMULA.match(text):
        raise Wrong(_("This begins like a formula. Take away the first character, or put a word before it."))
    return text


def _shown(cell: str) -> str:
    visible = "".join(
        one if one.isprintable() and not _TURNING.match(one) else "\ufffd" for one in cell[: SHOWN + 1]
    )
    return visible if len(cell) <= SHOWN else visible[:SHOWN] + "…"


def _text(text: str, column: Column, vocabulary: Vocabulary) -> str:
    most = LONGEST[column.kind]
    if len(text) > most:
        raise Wrong(
            _("This text has %(length)d characters and %(most)d fit. Shorten it.")
            % {"length": len(text), "most": most}
        )
    return text


def _key(text: str, column: Column, vocabulary: Vocabulary) -> str:
    if text.casefold() in UNKNOWN_WORDS:
        raise Wrong(_("Every signal needs its own number. Use the number in your own system."))
    return _text(text, column, vocabulary)


def _line(text: str, column: Column, vocabulary: Vocabulary) -> str | None:
    if text.casefold() in UNKNOWN_WORDS:
        return None
    return " ".join(_text(text, column, vocabulary).split())


def _moment(text: str, column: Column, vocabulary: Vocabulary) -> PartialMoment:
    moment = read_partial_moment(text, now=clock.now())
    if moment.earliest and moment.earliest > clock.now():
        raise Wrong(_("This lies in the future. Give the date on which it was seen."))
    return moment


def _choice(text: str, column: Column, vocabulary: Vocabulary) -> str:
    code = vocabulary[column.list].code(text)
    if code is not None:
        return code
    if text.casefold() in UNKNOWN_WORDS:
        return UNKNOWN
    raise Wrong(_not_listed(text, column.list, vocabulary))


def _not_listed(text: str, name: str, vocabulary: Vocabulary) -> str:
    told = {"value": _shown(text)}
    if near := vocabulary.nearest(name, text):
        return _("“%(value)s” is not in the list. Do you mean “%(near)s”?") % {**told, "near": near}
    labels = vocabulary.labels(name)
    if len(labels) > LISTED:
        return _("“%(value)s” is not in the list. See which values are allowed, or write “unknown”.") % told
    return _("“%(value)s” is not in the list. Choose from: %(choices)s, or “unknown”.") % {
        **told,
        "choices": ", ".join(labels),
    }


def _choices(text: str, column: Column, vocabulary: Vocabulary) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(_choice(part.strip(), column, vocabulary) for part in text.split(BETWEEN)))
    if UNKNOWN in found and len(found) > 1:
        raise Wrong(_("“Unknown” stands here together with another answer. Leave one of the two."))
    return found


def _codes(text: str, column: Column, vocabulary: Vocabulary) -> tuple[str, ...]:
    wanted = [part.strip() for part in text.split(BETWEEN) if part.strip()]
    found = [(one, vocabulary[column.code].code(one)) for one in wanted]
    strange = next((one for one, code in found if code is None), "")
    if strange:
        told = {"value": _shown(strange), "near": vocabulary.nearest(column.code, strange)}
        if told["near"]:
            raise Wrong(_("“%(value)s” is no code of the list of indicators. Do you mean “%(near)s”?") % told)
        raise Wrong(
            _("“%(value)s” is no code of the list of indicators. See which codes are allowed.") % told
        )
    return tuple(dict.fromkeys(code for _one, code in found if code is not None))


def _number(
    most: int, least: int, advice: Callable[[], str]
) -> Callable[[str, Column, Vocabulary], int | str]:
    def read(text: str, column: Column, vocabulary: Vocabulary) -> int | str:
        if text.casefold() in UNKNOWN_WORDS:
            return UNKNOWN
        if not (text.isascii() and text.isdigit() and len(text) < 9 and least <= int(text) <= most):
            raise Wrong(advice() % {"value": _shown(text), "least": least, "most": most})
        return int(text)

    return read


def _together(number: int, values: Mapping[str, Any]) -> list[RowProblem]:
    problems = []
    start, end = values.get("seen_from"), values.get("seen_until")
    if start and end and start.earliest and end.latest and end.latest < start.earliest:
        message = _("This lies before the first day. Turn the two days round.")
        problems.append(RowProblem(number, "seen_until", end.text, message))
    age, first = values.get("age"), values.get("age_at_recruitment")
    if isinstance(age, int) and isinstance(first, int) and first > age:
        message = _("This is older than the age now (%(age)d). Look at both.") % {"age": age}
        problems.append(RowProblem(number, "age_at_recruitment", str(first), message))
    if values.get("suspect") == "yes" and may_be_minor(age) and not values.get("adult_behind"):
        message = _(
            "This suspect is or may be a minor. Answer whether an adult can be behind it: yes, no or unknown."
        )
        problems.append(RowProblem(number, "adult_behind", "", message))
    return problems


def may_be_minor(age: Any) -> bool:
    """Whether somebody counts as a minor here: doubt about an age means minor."""
    return not isinstance(age, int) or age < 18


_READERS: Mapping[str, Callable[[str, Column, Vocabulary], Any]] = {
    "key": _key,
    "text": _text,
    "line": _line,
    "moment": _moment,
    "choice": _choice,
    "choices": _choices,
    "codes": _codes,
    "years": _number(
        OLDEST,
        0,
        lambda: _("“%(value)s” is no age. Write a whole number from %(least)d to %(most)d, or “unknown”."),
    ),
    "count": _number(
        MOST_PEOPLE,
        1,
        lambda: _("“%(value)s” is no number of people. Write a whole number from %(least)d to %(most)d."),
    ),
}
