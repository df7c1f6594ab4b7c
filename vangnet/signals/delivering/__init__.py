"""Files with many signals: which columns there are, how a file is read, and what is wrong with which row."""

from vangnet.signals.delivering.columns import Book, Column, current
from vangnet.signals.delivering.rows import Checked, Row, RowProblem, check
from vangnet.signals.delivering.tables import FileRefused, Table, read_table, template

__all__ = [
    "Book",
    "Checked",
    "Column",
    "FileRefused",
    "Row",
    "RowProblem",
    "Table",
    "check",
    "current",
    "read_table",
    "template",
]
