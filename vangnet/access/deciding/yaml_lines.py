"""YAML in which every part knows its line. Words stay as written: `no` is an outcome here, and a date is a text until somebody reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from vangnet.access.deciding.model import Problem, RuleErrors

MAX_BYTES = 1_000_000
MAX_DEPTH = 12
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
QUOTED = ("'", '"', "|", ">")
_WHOLE = re.compile(r"\d{1,9}\Z")
PartPath = tuple[str | int, ...]


@dataclass(slots=True)
class Lined:
    """A file as plain values, with the line of every part by its path."""

    file: str
    value: Any
    lines: dict[PartPath, int] = field(default_factory=dict)

    def line(self, *path: str | int) -> int:
        """The line of a part, or of the nearest part around it."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path, 1)

    def problem(self, path: PartPath, message: str, advice: str) -> Problem:
        """A problem with its place."""
        return Problem(self.file, self.line(*path), message, advice)


def read_lined(path: Path) -> Lined:
    """Read one file; raises RuleErrors with file and line when it is no plain YAML."""
    label = path.name
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or "it is not there"
        raise _wrong(
            label, 1, f"The file cannot be opened: {reason}.", "Check the name and the rights."
        ) from None
    if len(content) > MAX_BYTES:
        raise _wrong(label, 1, f"The file is larger than {MAX_BYTES} bytes.", "Split it.")
    try:
        text = content.decode("utf-8")
        _check_depth(text, label)
        node = yaml.compose(text, Loader=LOADER)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _wrong(label, line, "This is not UTF-8.", "Save the file as UTF-8.") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "it cannot be read"
        line = mark.line + 1 if mark else 1
        advice = "Check indentation, quotes, colons and brackets on and above this line."
        raise _wrong(label, line, f"This is not YAML: {reason}.", advice) from None
    if node is None:
        raise _wrong(label, 1, "The file is empty.", "Write the file, or remove it.")
    lined = Lined(label, None)
    lined.value = _Builder(lined, set()).value(node, ())
    return lined


def _check_depth(text: str, label: str) -> None:
    """Composing goes as deep as the text does, and a text that is deep enough would take the whole program down."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            message = f"Values are nested more than {MAX_DEPTH} deep."
            raise _wrong(label, _line(event), message, "Check the indentation and the brackets.")


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _wrong(label: str, line: int, message: str, advice: str) -> RuleErrors:
    return RuleErrors((Problem(label, line, message, advice),))


@dataclass(slots=True)
class _Builder:
    lined: Lined
    seen: set[int]

    def value(self, node: yaml.Node, path: PartPath) -> Any:
        line = node.start_mark.line + 1
        self.lined.lines[path] = line
        # An alias composes to the very same node: a second visit is one.
        if id(node) in self.seen:
            raise _wrong(
                self.lined.file, line, "Anchors and aliases are not allowed.", "Write the value out."
            )
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self.table(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(part, (*path, number)) for number, part in enumerate(node.value)]
        return _scalar(str(node.value), getattr(node, "style", None) in QUOTED)

    def table(self, node: yaml.MappingNode, path: PartPath) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise _wrong(self.lined.file, line, "A key is not a plain word.", "Write `key: value`.")
            if key.value in found:
                message = f"The key {key.value!r} stands here a second time."
                raise _wrong(self.lined.file, line, message, "Keep one of the two.")
            found[key.value] = self.value(value, (*path, key.value))
            self.lined.lines[(*path, key.value)] = line
        return found


def _scalar(text: str, quoted: bool) -> Any:
    if quoted:
        return text
    if _WHOLE.match(text):
        return int(text)
    return {"true": True, "false": False, "": None, "null": None, "~": None}.get(text, text)
