"""Which values may stand in which column of a file, from the same lists with which a file is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from vangnet.signals import choices, delivering
from vangnet.signals.delivering import Column, Vocabulary
from vangnet.signals.delivering.rows import LISTED, LONGEST, MOST_PEOPLE, OLDEST


@dataclass(frozen=True, slots=True)
class Value:
    """One value: its words in the language of the reader, those in the other language, and its code."""

    words: str
    other: str
    code: str


@dataclass(frozen=True, slots=True)
class AllowedColumn:
    """A column with what may stand in it."""

    code: str
    title: str
    other_title: str
    help: str
    is_required: bool
    how: str
    values: tuple[Value, ...]

    @property
    def is_long(self) -> bool:
        """Whether the list is folded up on a screen."""
        return len(self.values) > LISTED


HOW: Mapping[str, Callable[[], str]] = {
    "key": lambda: (
        _("A text of at most %(most)d characters. No two rows have the same.") % {"most": LONGEST["key"]}
    ),
    "moment": lambda: _(
        "A day, a month, a season or a year, or “unknown”. For example 12-3-2023 or March 2023."
    ),
    "text": lambda: _("A text of at most %(most)d characters.") % {"most": LONGEST["text"]},
    "line": lambda: _("A text of at most %(most)d characters.") % {"most": LONGEST["line"]},
    "choice": lambda: _("One value of this list, or “unknown”. Capital letters do not matter."),
    "choices": lambda: _(
        "One or more values of this list with | between them, or “unknown”. Capital letters do not matter."
    ),
    "codes": lambda: _(
        "One or more codes of this list with | between them, or their words. Capital letters do not matter."
    ),
    "years": lambda: (
        _("A whole number from %(least)d to %(most)d, or “unknown”.") % {"least": 0, "most": OLDEST}
    ),
    "count": lambda: _("A whole number from %(least)d to %(most)d.") % {"least": 1, "most": MOST_PEOPLE},
}


def columns(party: str) -> list[AllowedColumn]:
    """The columns of the file of a body, with everything that may stand in each."""
    book = delivering.current()
    vocabulary = choices.vocabulary(book.lists)
    return [_column(one, vocabulary) for one in book.of_body(party)]


def _column(column: Column, vocabulary: Vocabulary) -> AllowedColumn:
    spoken, other = _languages(vocabulary)
    return AllowedColumn(
        code=column.code,
        title=column.label[spoken],
        other_title=column.label[other],
        help=column.help[spoken],
        is_required=column.is_required,
        how=HOW[column.kind](),
        values=_values(column, vocabulary),
    )


def _values(column: Column, vocabulary: Vocabulary) -> tuple[Value, ...]:
    name = column.list or (column.code if column.kind == "codes" else "")
    if not name:
        return ()
    spoken, other = _languages(vocabulary)
    return tuple(Value(one.words[spoken], one.words[other], one.code) for one in vocabulary[name].entries)


def _languages(vocabulary: Vocabulary) -> tuple[str, str]:
    spoken = vocabulary.language
    return spoken, next(one for one in choices.LANGUAGES if one != spoken)
