"""From the bytes of a file to rows of cells, or the reason why it cannot be read."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from vangnet.signals.delivering.columns import Book, Column
from vangnet.signals.delivering.vocabulary import Vocabulary

BETWEEN = "|"
DELIMITERS = (";", ",", "\t")
BYTE_ORDER_MARK = "\ufeff"
_WIDE = (b"\xff\xfe", b"\xfe\xff")


class FileRefused(ValueError):
    """The file as a whole cannot be read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Table:
    """The columns that a file has, and its rows with the number that a spreadsheet shows for each."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_table(content: bytes, *, book: Book) -> Table:
    """Read a file with values separated by semicolons, commas or tabs; raises FileRefused with what is wrong."""
    text = _decoded(content, book)
    lines = _lines(text)
    if not lines:
        raise FileRefused(_("This file is empty. Fill in the template and send that."))
    columns = _columns([cell.strip() for cell in lines[0]], book)
    rows = tuple(
        (number, tuple(cells))
        for number, cells in enumerate(lines[1:], 2)
        if any(cell.strip() for cell in cells)
    )
    if not rows:
        raise FileRefused(_("This file has titles but no rows. Fill in a row for every signal."))
    if len(rows) > book.most_rows:
        raise FileRefused(
            _("This file has %(rows)d rows and %(most)d fit. Divide it into several files.")
            % {"rows": len(rows), "most": book.most_rows}
        )
    return Table(columns, rows)


def template(columns: Sequence[Column], language: str) -> bytes:
    """An empty file with the titles of the columns, as a spreadsheet opens it: with a mark of its encoding and semicolons."""
    return _written([[column.label[language] for column in columns]])


def example(columns: Sequence[Column], *, book: Book, vocabulary: Vocabulary) -> bytes:
    """A file with made-up rows in the words of one language, which can be sent to see how it goes."""
    language = vocabulary.language
    titles = [column.label[language] for column in columns]
    rows = [[_example(row.get(one.code, ""), one, vocabulary) for one in columns] for row in book.examples]
    return _written([titles, *rows])


def _example(value: Any, column: Column, vocabulary: Vocabulary) -> str:
    if isinstance(value, dict):
        return str(value[vocabulary.language])
    if not column.list:
        return str(value)
    words = {one.code: one.words[vocabulary.language] for one in vocabulary[column.list].entries}
    return BETWEEN.join(words.get(code, code) for code in str(value).split(BETWEEN))


def _written(lines: Sequence[Sequence[str]]) -> bytes:
    written = io.StringIO()
    csv.writer(written, delimiter=DELIMITERS[0], lineterminator="\r\n").writerows(lines)
    return f"{BYTE_ORDER_MARK}{written.getvalue()}".encode()


def _decoded(content: bytes, book: Book) -> str:
    if len(content) > book.most_bytes:
        raise FileRefused(
            _("This file is larger than %(most)d MB. Divide it into several files.")
            % {"most": book.most_bytes // 1_000_000}
        )
    if content.startswith(_WIDE):
        raise FileRefused(_not_utf8())
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        where = content.count(b"\n", 0, error.start) + 1
        raise FileRefused(
            _("Line %(line)d has a character that cannot be read.") % {"line": where} + " " + _not_utf8()
        ) from error
    if "\0" in text:
        raise FileRefused(_("This is not a file with text. Save the sheet as CSV (UTF-8) and send that."))
    return text


def _not_utf8() -> str:
    return _("Save the sheet as “CSV UTF-8” and send it again.")


def _lines(text: str) -> list[list[str]]:
    first = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[list[str]] = []
    try:
        lines.extend(reader)
    except csv.Error as error:
        raise FileRefused(
            _(
                "The file cannot be read from line %(line)d on. Look for a quotation mark that is not closed there."
            )
            % {"line": reader.line_num}
        ) from error
    return lines


def _columns(titles: Sequence[str], book: Book) -> tuple[Column, ...]:
    while titles and not titles[-1]:
        titles = titles[:-1]
    found = [(title, book.named(title)) for title in titles]
    columns = [column for _title, column in found if column]
    if len(columns) < len(found):
        strange = next(title for title, column in found if not column)
        raise FileRefused(
            _("The column “%(title)s” does not exist. Use the titles of the template.")
            % {"title": strange[:60]}
        )
    codes = [column.code for column in columns]
    if twice := next((column for column in columns if codes.count(column.code) > 1), None):
        raise FileRefused(_("The column “%(title)s” stands there twice. Leave one.") % {"title": twice.title})
    missing = [one for one in book.columns.values() if one.is_required and one.code not in codes]
    if missing:
        raise FileRefused(
            _("These columns are missing: %(titles)s. Write “unknown” in them where you do not know.")
            % {"titles": ", ".join(one.title for one in missing)}
        )
    return tuple(columns)
