"""From the sources to the catalogue: every row of the reading is taken by an indicator or left out with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vangnet.protocol.engine.yaml_nodes import Scalar, Table, Tree
from vangnet.signals.catalogue.model import Catalogue, Source
from vangnet.signals.catalogue.nodes import Reader
from vangnet.signals.catalogue.reading import NOT_TAKEN, ROWS


@dataclass(frozen=True, slots=True)
class Reading:
    """The rows that were read, how many lines each document has, and which rows became no indicator."""

    documents: dict[str, int]
    rows: dict[str, tuple[Source, ...]]
    left_out: dict[str, str]


def untraced(folder: Path, catalogue: Catalogue) -> tuple[str, ...]:
    """What is not traceable in one version, in words; nothing when every row and every indicator is accounted for."""
    reader = Reader(frozenset())
    reading = Reading(
        documents=_documents(reader.table(reader.opened(folder / ROWS), 1, "the file"), reader),
        rows=_rows(reader.table(reader.opened(folder / ROWS), 1, "the file"), reader),
        left_out=_left_out(reader.table(reader.opened(folder / NOT_TAKEN), 1, "the file"), reader),
    )
    return (*reader.problems, *_missing(reading, catalogue), *_unfounded(reading, catalogue))


def _documents(content: Table, reader: Reader) -> dict[str, int]:
    table = reader.table(content.entries.get("documents"), content.line, "'documents'")
    found = {code: _number(tree) for code, tree in table.entries.items()}
    for code in (code for code, lines in found.items() if lines < 1):
        reader.wrong(table.key_lines[code], f"'{code}' needs its number of lines.")
    return found


def _number(tree: Tree) -> int:
    value = tree.value if isinstance(tree, Scalar) else None
    return value if isinstance(value, int) else 0


def _rows(content: Table, reader: Reader) -> dict[str, tuple[Source, ...]]:
    table = reader.table(content.entries.get("rows"), content.line, "'rows'")
    found = {}
    for code, tree in table.entries.items():
        row = reader.table(tree, table.key_lines[code], f"'{code}'")
        reader.no_more_than(row, {"section", "sources"})
        reader.text(row, "section")
        found[code] = reader.sources(row) if row.entries.get("sources") else ()
    return found


def _left_out(content: Table, reader: Reader) -> dict[str, str]:
    table = reader.table(content.entries.get("not_taken"), content.line, "'not_taken'")
    return {code: reader.text(table, code) for code in table.entries}


def _missing(reading: Reading, catalogue: Catalogue) -> Iterator[str]:
    taken = {row for indicator in catalogue for row in indicator.merged_from}
    for row in reading.rows:
        if row not in taken and row not in reading.left_out:
            yield f"{row}: no indicator takes this row, and {NOT_TAKEN} gives no reason."
        if row in taken and row in reading.left_out:
            yield f"{row}: an indicator takes this row, and {NOT_TAKEN} says that none does."
    for row in reading.left_out.keys() - reading.rows.keys():
        yield f"{row}: {NOT_TAKEN} names a row that {ROWS} does not have."


def _unfounded(reading: Reading, catalogue: Catalogue) -> Iterator[str]:
    for one in catalogue:
        for row in one.merged_from:
            if row not in reading.rows:
                yield f"{one.file}:{one.line}: {one.code} names row {row}, which {ROWS} does not have."
        for source in one.sources:
            if source.last > reading.documents.get(source.document, 0):
                yield f"{one.file}:{one.line}: {one.code} cites {source}; the document has no such line."
        yield from _other_lines(one.code, f"{one.file}:{one.line}", one.sources, one.merged_from, reading)


def _other_lines(
    code: str, place: str, sources: tuple[Source, ...], merged: tuple[str, ...], reading: Reading
) -> Iterator[str]:
    known = {source for row in merged for source in reading.rows.get(row, ())}
    if not merged:
        yield f"{place}: {code} names no row that it was made from."
    for source in sources:
        if source not in known:
            yield f"{place}: {code} cites {source}, which none of its rows stands on."
