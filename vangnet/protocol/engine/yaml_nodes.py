"""YAML with line numbers: reads a file into maps, lists and texts that know where they stand.

Scalars stay as they were written, so that `on`, `no` and `2025-03-01` mean what the writer sees. Tags, anchors and aliases are refused: an
agreement file needs none of them, and a chain of aliases can grow without end.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from vangnet.protocol.engine.model import Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 16
QUOTED = ("'", '"', "|", ">")
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NUMBER = re.compile(r"[-+]?(\d{1,15}|\d{1,15}\.\d{1,15})\Z")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as it was written."""

    text: str
    line: int
    quoted: bool = False

    @property
    def value(self) -> Any:
        """The text, or the number, truth or nothing that it stands for when it is not quoted."""
        if self.quoted:
            return self.text
        if _NUMBER.match(self.text):
            return float(self.text) if "." in self.text else int(self.text)
        return {"true": True, "false": False, "null": None, "~": None, "": None}.get(
            self.text.lower(), self.text
        )


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    parts: tuple[Tree, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """A map from key to value; the line of each key is kept."""

    entries: dict[str, Tree]
    key_lines: dict[str, int]
    line: int


Tree = Scalar | Items | Table


class Unreadable(Exception):
    """A file that is no readable YAML; carries the problem to show."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def read_bytes(path: Path, label: str) -> bytes:
    """Read a file of reasonable size."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _unreadable(
                label, 1, f"The file is larger than {MAX_BYTES} bytes.", "Split it into several files."
            )
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or "it is not there"
        raise _unreadable(
            label, 1, f"The file cannot be opened: {reason}.", "Check the name and the rights."
        ) from None


def parse_yaml(content: bytes, label: str) -> Tree:
    """Turn the content of one YAML file into a tree with line numbers."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = f"Byte {content[error.start]:#04x} is not UTF-8."
        raise _unreadable(label, line, message, "Save the file as UTF-8.") from None
    try:
        return _Builder(label, yaml.parse(text, Loader=LOADER)).document()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
        advice = "Check indentation, quotes, colons and brackets on and above this line."
        raise _unreadable(label, line, f"This is not YAML: {reason}.", advice) from None


def parse_json(content: bytes, label: str, line: int) -> Tree:
    """Turn one line of JSON into a tree."""
    if len(content) > MAX_BYTES:
        raise _unreadable(
            label, line, f"The line is longer than {MAX_BYTES} bytes.", "Check the line breaks."
        )
    try:
        text = content.decode("utf-8-sig")
        tree = json.loads(
            text,
            object_pairs_hook=lambda pairs: _json_table(pairs, label, line),
            parse_int=lambda number: Scalar(number, line),
            parse_float=lambda number: Scalar(number, line),
            parse_constant=lambda word: Scalar(word, line),
        )
        return _json_tree(tree, line)
    except (ValueError, RecursionError) as error:
        advice = 'Write one case per line: {"case": "...", "events": [...]}.'
        raise _unreadable(label, line, f"This is not JSON: {_reason(error)}.", advice) from None


def _reason(error: ValueError | RecursionError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return error.msg
    if isinstance(error, UnicodeEncodeError):
        return f"\\u{ord(error.object[error.start]):04x} is half a character"
    return "it cannot be read as UTF-8 text"


def _json_table(pairs: list[tuple[str, Any]], label: str, line: int) -> Table:
    entries: dict[str, Tree] = {}
    for key, value in pairs:
        if key in entries:
            raise _unreadable(
                label, line, f"The key {key!r} stands here a second time.", "Keep one of the two."
            )
        entries[_whole(key)] = _json_tree(value, line)
    return Table(entries, dict.fromkeys(entries, line), line)


def _whole(text: str) -> str:
    """An escape can stand for half a character, which could be read but never written again."""
    text.encode("utf-8")
    return text


def _json_tree(value: Any, line: int) -> Tree:
    if isinstance(value, list):
        return Items(tuple(_json_tree(part, line) for part in value), line)
    if isinstance(value, str):
        return Scalar(_whole(value), line, quoted=True)
    if isinstance(value, Scalar | Table):
        return value
    return Scalar({True: "true", False: "false", None: ""}[value], line)


def _unreadable(label: str, line: int, message: str, advice: str) -> Unreadable:
    return Unreadable(Problem(label, line, "", message, advice))


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


class _Builder:
    def __init__(self, label: str, events: Iterator[yaml.Event]) -> None:
        self.label = label
        self.events = events

    def document(self) -> Tree:
        next(self.events)
        started = next(self.events)
        if isinstance(started, yaml.StreamEndEvent):
            raise _unreadable(self.label, 1, "The file is empty.", "Write the file, or remove it.")
        tree = self.node(next(self.events), 0)
        next(self.events)
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            line = _line(after)
            raise _unreadable(
                self.label, line, "A second document begins here.", "One file holds one document."
            )
        return tree

    def node(self, event: Any, depth: int) -> Tree:
        line = _line(event)
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            message = "Anchors (&) and aliases (*) are not allowed."
            raise _unreadable(self.label, line, message, "Write the value out, or quote the text.")
        if event.tag is not None and event.tag != "!":
            raise _unreadable(self.label, line, f"The tag {event.tag} is not allowed.", "Leave the tag out.")
        if depth > MAX_DEPTH:
            message = f"Values are nested more than {MAX_DEPTH} deep."
            raise _unreadable(self.label, line, message, "Check the indentation.")
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, line, event.style in QUOTED)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.items(line, depth)
        return self.table(line, depth)

    def items(self, line: int, depth: int) -> Items:
        parts: list[Tree] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            parts.append(self.node(event, depth + 1))
        return Items(tuple(parts), line)

    def table(self, line: int, depth: int) -> Table:
        entries: dict[str, Tree] = {}
        key_lines: dict[str, int] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key_line = _line(event)
            key = self.node(event, depth + 1)
            if not isinstance(key, Scalar):
                raise _unreadable(self.label, key_line, "A key is not a plain word.", "Write `key: value`.")
            if key.text in entries:
                first = key_lines[key.text]
                message = f"The key {key.text!r} stands here a second time (first on line {first})."
                raise _unreadable(self.label, key_line, message, "Keep one of the two.")
            entries[key.text] = self.node(next(self.events), depth + 1)
            key_lines[key.text] = key_line
        return Table(entries, key_lines, line)


def plain(tree: Tree) -> Any:
    """Give the ordinary Python value of a tree."""
    if isinstance(tree, Table):
        return {key: plain(value) for key, value in tree.entries.items()}
    if isinstance(tree, Items):
        return [plain(part) for part in tree.parts]
    return tree.value
