"""The shape of agreement files, by the published JSON Schema: what editors and other tools check a file against."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from vangnet.protocol.engine.checking.findings import Finding
from vangnet.protocol.engine.yaml_nodes import Items, Table, Tree, Unreadable, parse_yaml, read_bytes

SCHEMA = Path(__file__).resolve().parents[2] / "schema" / "v1.json"


def schema() -> dict[str, Any]:
    """Read the published schema of agreement files."""
    content: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return content


def shape_findings(root: Path) -> Iterator[Finding]:
    """Find every place where a file does not have the shape of the schema."""
    validator = Draft202012Validator(schema())
    for file in sorted(root.glob("*/*.yaml")):
        label = f"{file.parent.name}/{file.name}"
        try:
            tree = parse_yaml(read_bytes(file, label), label)
        except Unreadable:
            continue
        for error in map(_deepest, validator.iter_errors(texts_only(tree))):
            path = [str(part) for part in error.absolute_path]
            details = {"where": "/".join(path), "why": _why(error.message)}
            yield Finding("shape", label, line_of(tree, path), ".".join(path[:2]), details)


def _deepest(error: ValidationError) -> ValidationError:
    """Give of several ways in which a value does not fit the one that comes furthest."""
    if not error.context:
        return error
    return _deepest(
        max(error.context, key=lambda inner: (len(inner.absolute_path), inner.validator != "type"))
    )


def texts_only(tree: Tree) -> Any:
    """Give a tree with keys and texts as they are written; only true and false are taken as truths."""
    if isinstance(tree, Table):
        return {key: texts_only(part) for key, part in tree.entries.items()}
    if isinstance(tree, Items):
        return [texts_only(part) for part in tree.parts]
    return tree.value if isinstance(tree.value, bool) else tree.text


def line_of(tree: Tree, path: list[str]) -> int:
    """Give the line on which the deepest part of a path stands."""
    line = tree.line
    for part in path:
        if isinstance(tree, Table) and part in tree.entries:
            line, tree = tree.key_lines[part], tree.entries[part]
        elif isinstance(tree, Items) and part.isdigit():
            tree = tree.parts[int(part)]
            line = tree.line
    return line


def _why(message: str) -> str:
    return message if len(message) <= 200 else message[:197] + "..."
