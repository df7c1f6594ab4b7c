"""Files with many signals: which columns there are, how a file is read, and what is wrong with which row."""

from vangnet.signals.delivering.columns import Book, Column, current
from vangnet.signals.delivering.rows import Checked, Row, RowProblem, check
from vangnet.signals.delivering.tables import FileRefused, Table, example, read_table, template
from vangnet.signals.delivering.vocabulary import Allowed, Vocabulary, WordList

__all__ = [
    "Allowed",
    "Book",
    "Checked",
    "Column",
    "FileRefused",
    "Row",
    "RowProblem",
    "Table",
    "Vocabulary",
    "WordList",
    "check",
    "current",
    "example",
    "read_table",
    "template",
]
