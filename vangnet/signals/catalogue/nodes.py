"""Reads keys, words, codes and sources from YAML with line numbers, and gathers everything that is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from vangnet.protocol.engine.yaml_nodes import Items, Scalar, Table, Tree, Unreadable, parse_yaml, read_bytes
from vangnet.signals.catalogue.model import Source, Words

LANGUAGES = ("nl", "en")
_CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*\Z")
_SOURCE = re.compile(r"(00[0-4]):(\d{1,5})(?:-(\d{1,5}))?\Z")


class CatalogueErrors(Exception):
    """Everything that is wrong in the files of the catalogue."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


@dataclass(slots=True)
class Reader:
    """Reads the files of one version and gathers what is wrong in them."""

    kinds: frozenset[str]
    problems: list[str] = field(default_factory=list)
    file: str = ""

    def wrong(self, line: int, message: str) -> None:
        self.problems.append(f"{self.file}:{line}: {message}")

    def opened(self, path: Path) -> Tree:
        """The content of a file; an empty table after a file that cannot be read."""
        self.file = f"{path.parent.name}/{path.name}"
        try:
            return parse_yaml(read_bytes(path, self.file), self.file)
        except Unreadable as error:
            problem = error.problem
            self.wrong(problem.line, f"{problem.message} {problem.advice}")
            return Table({}, {}, 1)

    def table(self, tree: Tree | None, line: int, what: str) -> Table:
        if isinstance(tree, Table):
            return tree
        self.wrong(tree.line if tree else line, f"{what} must be keys with values.")
        return Table({}, {}, line)

    def items(self, row: Table, key: str) -> tuple[Tree, ...]:
        tree = row.entries.get(key)
        if isinstance(tree, Items):
            return tree.parts
        if tree is not None:
            self.wrong(tree.line, f"'{key}' must be a list.")
        return ()

    def text(self, row: Table, key: str) -> str:
        tree = row.entries.get(key)
        if isinstance(tree, Scalar) and tree.text.strip():
            return tree.text.strip()
        self.wrong(tree.line if tree else row.line, f"'{key}' is missing. Write it as text.")
        return ""

    def words(self, row: Table) -> Words:
        return {language: self.text(row, language) for language in LANGUAGES}

    def worded(self, row: Table, key: str) -> Words:
        return self.words(self.table(row.entries.get(key), row.line, f"'{key}'"))

    def code(self, row: Table, key: str) -> str:
        code = self.text(row, key)
        if code and not _CODE.match(code):
            self.wrong(row.line, f"'{code}' is no code. Write small letters, digits and _ between them.")
        return code

    def codes(self, row: Table, key: str, known: Iterable[str] | None = None) -> tuple[str, ...]:
        """The words of a list; each once, and one of the known ones where these are given."""
        found: list[str] = []
        for tree in self.items(row, key):
            text = tree.text if isinstance(tree, Scalar) else ""
            if not text or text in found:
                self.wrong(tree.line, f"'{key}' has an empty or a double value {text!r}.")
            elif known is not None and text not in known:
                self.wrong(tree.line, f"'{key}' has {text!r}. Choose from: {', '.join(known)}.")
            else:
                found.append(text)
        return tuple(found)

    def truth(self, row: Table, key: str) -> bool:
        tree = row.entries.get(key)
        if tree is None:
            return False
        if not isinstance(tree, Scalar) or tree.value is not True:
            self.wrong(tree.line, f"'{key}' is true, or it is left out.")
        return True

    def sources(self, row: Table) -> tuple[Source, ...]:
        found = [self._source(text, row.line) for text in self.codes(row, "sources")]
        if not found:
            self.wrong(
                row.line, "'sources' is missing. Name at least one, such as 004:1179 or 004:1179-1181."
            )
        return tuple(one for one in found if one is not None)

    def _source(self, text: str, line: int) -> Source | None:
        match = _SOURCE.match(text)
        if match is None:
            self.wrong(line, f"'{text}' is no source. Write 004:1179 or 004:1179-1181.")
            return None
        first, last = int(match[2]), int(match[3] or match[2])
        if not 0 < first <= last:
            self.wrong(line, f"'{text}' has no lines in this order.")
        return Source(match[1], first, last)

    def no_more_than(self, row: Table, known: Iterable[str]) -> None:
        for key in row.entries.keys() - set(known):
            self.wrong(
                row.key_lines[key], f"'{key}' is not known here. Choose from: {', '.join(sorted(known))}."
            )
