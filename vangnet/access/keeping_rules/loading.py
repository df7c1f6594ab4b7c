"""Reads `<valid-from>.yaml` files about keeping, and says of everything that is wrong in which file and line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from vangnet.access.keeping_rules.durations import Duration, DurationError
from vangnet.access.keeping_rules.model import (
    ACTS,
    ANY_REGIME,
    PER_CATEGORY,
    STARTS,
    AnswerTerm,
    Group,
    TermRule,
    Terms,
)

LANGUAGES = ("nl", "en")
LINE = "__line__"


class KeepingErrors(Exception):
    """Everything that is wrong in the files about keeping."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


class _Lines(yaml.SafeLoader):
    """Keeps with every mapping the line on which it begins, and takes no key twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key) for key, _value in node.value]
        double = sorted({str(key) for key in keys if keys.count(key) > 1})
        if double:
            raise yaml.constructor.ConstructorError(
                None, None, f"{double[0]} stands here twice", node.start_mark
            )
        found: dict[Any, Any] = super().construct_mapping(node, deep)
        return {**found, LINE: node.start_mark.line + 1}


@dataclass(slots=True)
class _Reader:
    """Reads one file and gathers what is wrong in it."""

    file: str
    problems: list[str] = field(default_factory=list)

    def wrong(self, line: int, message: str) -> None:
        self.problems.append(f"{self.file}:{line}: {message}")

    def text(self, row: dict[str, Any], key: str) -> str:
        value = row.get(key, "")
        if not isinstance(value, str) or not value.strip():
            self.wrong(row[LINE], f"'{key}' is missing. Write it as text.")
            return ""
        return value.strip()

    def one_of(self, row: dict[str, Any], key: str, known: Iterable[str]) -> str:
        value, choices = row.get(key), list(known)
        if value not in choices:
            self.wrong(row[LINE], f"'{key}' is {value!r}. Choose one of: {', '.join(choices)}.")
        return str(value)

    def duration(self, row: dict[str, Any], key: str = "term") -> Duration:
        try:
            return Duration.parse(row.get(key))
        except DurationError as error:
            self.wrong(row[LINE], f"'{key}': {error}")
            return Duration(days=1)

    def words(self, row: dict[str, Any]) -> dict[str, str]:
        said = row.get("says")
        known = {code: said[code] for code in LANGUAGES if said.get(code)} if isinstance(said, dict) else {}
        missing = [code for code in LANGUAGES if code not in known]
        if missing:
            self.wrong(row[LINE], f"'says' needs words in: {', '.join(missing)}.")
        return known

    def no_more_than(self, row: dict[str, Any], known: set[str]) -> None:
        for key in sorted(set(row) - known - {LINE}):
            self.wrong(row[LINE], f"'{key}' is not known here. Choose from: {', '.join(sorted(known))}.")


def load(folder: Path, *, categories: Iterable[str]) -> tuple[Terms, ...]:
    """All versions in a folder, oldest first; raises KeepingErrors with everything that is wrong."""
    files = sorted(folder.glob("*.yaml"))
    problems = [] if files else [f"{folder}:1: there is no file here. Expected: <valid-from>.yaml."]
    found = []
    for file in files:
        reader = _Reader(file.name)
        version = _version(file, reader, list(categories))
        problems += reader.problems
        if version is not None:
            found.append(version)
    if problems:
        raise KeepingErrors(problems)
    return tuple(found)


def _version(file: Path, reader: _Reader, categories: list[str]) -> Terms | None:
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=_Lines)  # noqa: S506 - a SafeLoader with lines
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        reader.wrong(mark.line + 1 if mark else 1, f"this is no readable YAML: {error.problem}.")
        return None
    if not isinstance(content, dict):
        reader.wrong(1, "the file is empty. It needs valid_from, groups, terms and answers.")
        return None
    reader.no_more_than(content, {"valid_from", "source", "groups", "terms", "answers"})
    valid_from = content.get("valid_from")
    if not isinstance(valid_from, date) or valid_from.isoformat() != file.stem:
        reader.wrong(content[LINE], f"'valid_from' is {valid_from}; the name of the file says {file.stem}.")
        valid_from = date.min
    rules = tuple(_rule(row, reader, categories) for row in _rows(content, "terms", reader))
    _check_cover(rules, content, reader, categories)
    groups = {code: _group(code, row, reader) for code, row in _named(content, "groups", reader)}
    answers = {code: _answer(code, row, reader) for code, row in _named(content, "answers", reader)}
    return Terms(valid_from, file.name, groups, rules, answers)


def _rows(content: dict[str, Any], key: str, reader: _Reader) -> list[dict[str, Any]]:
    rows = content.get(key)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        reader.wrong(content[LINE], f"'{key}' must be a list of rules.")
        return []
    return rows


def _named(content: dict[str, Any], key: str, reader: _Reader) -> list[tuple[str, dict[str, Any]]]:
    rows = content.get(key)
    if not isinstance(rows, dict) or not all(
        isinstance(row, dict) for code, row in rows.items() if code != LINE
    ):
        reader.wrong(content[LINE], f"'{key}' must be names with what is said about each.")
        return []
    return [(code, row) for code, row in rows.items() if code != LINE]


def _rule(row: dict[str, Any], reader: _Reader, categories: list[str]) -> TermRule:
    known = {"category", "regime", "term", "from", "then", "ground", "says", "assumed", "note"}
    reader.no_more_than(row, known)
    assumed = row.get("assumed", False)
    if not isinstance(assumed, bool):
        reader.wrong(row[LINE], f"'assumed' is {assumed!r}. Write true or false.")
    if assumed is True and not row.get("note"):
        reader.wrong(row[LINE], "an assumed term needs a 'note' that says what must be found out.")
    return TermRule(
        category=reader.one_of(row, "category", categories),
        regime=reader.text(row, "regime"),
        term=reader.duration(row),
        starts=reader.one_of(row, "from", STARTS),
        then=reader.one_of(row, "then", ACTS),
        ground=reader.text(row, "ground"),
        says=reader.words(row),
        assumed=assumed is True,
        note=str(row.get("note", "")),
        line=row[LINE],
    )


def _group(code: str, row: dict[str, Any], reader: _Reader) -> Group:
    reader.no_more_than(row, {"says", "term", "ground", "assumed"})
    follows = row.get("term") == PER_CATEGORY
    return Group(
        code=code,
        says=reader.words(row),
        follows_categories=follows,
        term=None if follows else reader.duration(row),
        ground=reader.text(row, "ground"),
        assumed=row.get("assumed") is True,
        line=row[LINE],
    )


def _answer(code: str, row: dict[str, Any], reader: _Reader) -> AnswerTerm:
    reader.no_more_than(row, {"term", "extension", "ground"})
    extension = reader.duration(row, "extension") if "extension" in row else None
    return AnswerTerm(code, reader.duration(row), extension, reader.text(row, "ground"), row[LINE])


def _check_cover(
    rules: tuple[TermRule, ...], content: dict[str, Any], reader: _Reader, categories: list[str]
) -> None:
    keys = [rule.key for rule in rules]
    for rule in rules:
        if keys.count(rule.key) > 1:
            reader.wrong(rule.line, f"there is more than one term for {rule.category} under {rule.regime}.")
    for category in categories:
        if (category, ANY_REGIME) not in keys:
            reader.wrong(content[LINE], f"there is no term for {category} under the regime '{ANY_REGIME}'.")
