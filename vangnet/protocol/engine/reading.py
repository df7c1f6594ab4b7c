"""Reads single values out of an agreement file and notes every mistake with its place and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from vangnet.protocol.engine.guards import Guard, GuardError
from vangnet.protocol.engine.model import Limit, Problem, Where, Wording
from vangnet.protocol.engine.spelling import suggestion
from vangnet.protocol.engine.terms import Term, TermError
from vangnet.protocol.engine.yaml_nodes import Items, Scalar, Table, Tree

LANGUAGES = ("nl", "en")
CODE = re.compile(r"[a-z][a-z0-9_]{0,79}\Z")
NAME = re.compile(r"[a-z][a-z0-9_-]{0,79}\Z")
LIMIT_KEYS = ("when", "term", "norm", "target", "until", "minus", "statutory", "ends")
EMPTY = Table({}, {}, 1)


class Reader:
    """Reads one file; `clause` is the part being read, for messages."""

    def __init__(self, label: str, problems: list[Problem]) -> None:
        self.label = label
        self.problems = problems
        self.clause = ""

    def problem(self, line: int, message: str, advice: str, severity: str = "error") -> None:
        """Note something that is wrong."""
        self.problems.append(Problem(self.label, line, self.clause, message, advice, severity))

    def where(self, tree: Tree) -> Where:
        """Say where a value stands."""
        return Where(self.label, tree.line)

    def table(self, tree: Tree | None, what: str, keys: Collection[str] = ()) -> Table:
        """Read a map; with `keys`, note every key that does not belong in it."""
        if tree is None:
            return EMPTY
        if not isinstance(tree, Table):
            self.problem(
                tree.line, f"{what} must be a map of keys and values.", "Write `key: value`, or {key: value}."
            )
            return Table({}, {}, tree.line)
        for key in tree.entries if keys else ():
            if key not in keys:
                advice = suggestion(key, keys) or f"Known keys: {', '.join(keys)}."
                self.problem(tree.key_lines[key], f"{what} has an unknown key {key!r}.", advice)
        return tree

    def items(self, tree: Tree | None, what: str) -> tuple[Tree, ...]:
        """Read a list."""
        if tree is None:
            return ()
        if not isinstance(tree, Items):
            self.problem(tree.line, f"{what} must be a list.", "Write each part behind a dash, or [a, b].")
            return ()
        return tree.parts

    def text(self, table: Table, key: str, what: str, default: str = "", required: bool = False) -> str:
        """Read a text."""
        tree = table.entries.get(key)
        if isinstance(tree, Scalar) and tree.text.strip():
            return tree.text.strip()
        if tree is not None:
            self.problem(
                tree.line, f"{what}: `{key}` must be a text and is not.", f"Write `{key}: ...` on one line."
            )
        elif required:
            self.problem(table.line, f"{what} has no `{key}`.", f"Add `{key}`.")
        return default

    def code(self, table: Table, key: str, what: str, required: bool = False) -> str | None:
        """Read one code."""
        codes = self.codes(table, key, what, required=required)
        if len(codes) > 1:
            line = table.entries[key].line
            self.problem(line, f"{what}: `{key}` takes one code, not {len(codes)}.", "Keep one.")
        return codes[0] if codes else None

    def codes(self, table: Table, key: str, what: str, required: bool = False) -> tuple[str, ...]:
        """Read a code or a list of codes."""
        tree = table.entries.get(key)
        if tree is None:
            if required:
                self.problem(
                    table.line, f"{what} has no `{key}`.", f"Add `{key}` with a code or a list of codes."
                )
            return ()
        parts = tree.parts if isinstance(tree, Items) else (tree,)
        if not parts:
            self.problem(
                tree.line, f"{what}: `{key}` is an empty list.", "Name at least one code, or leave it out."
            )
        found = [code for part in parts if (code := self.one_code(part, f"{what}: `{key}`")) is not None]
        for code in {code for code in found if found.count(code) > 1}:
            self.problem(tree.line, f"{what}: `{key}` names {code!r} twice.", "Keep it once.")
        return tuple(dict.fromkeys(found))

    def one_code(self, tree: Tree, what: str, pattern: re.Pattern[str] = NAME) -> str | None:
        """Read one code as written, without reading `no` or `on` as a truth."""
        if isinstance(tree, Scalar) and pattern.match(tree.text.replace(".", "_", 1)):
            return tree.text
        shown = repr(tree.text) if isinstance(tree, Scalar) else "a map or list"
        self.problem(
            tree.line,
            f"{what}: {shown} is not a code.",
            "A code is lower case with underscores, like m55_sent.",
        )
        return None

    def choice(self, table: Table, key: str, allowed: Collection[str], default: str, what: str) -> str:
        """Read one word out of a short list."""
        text = self.text(table, key, what, default)
        if text in allowed:
            return text
        advice = suggestion(text, allowed) or f"Choose one of: {', '.join(allowed)}."
        self.problem(table.entries[key].line, f"{what}: `{key}` cannot be {text!r}.", advice)
        return default

    def truth(self, table: Table, key: str, what: str) -> bool | None:
        """Read true or false; nothing when the key is absent."""
        tree = table.entries.get(key)
        if tree is None:
            return None
        if isinstance(tree, Scalar) and isinstance(tree.value, bool):
            return tree.value
        self.problem(
            tree.line, f"{what}: `{key}` must be true or false.", "Write true or false without quotes."
        )
        return None

    def day(self, table: Table, key: str, what: str, required: bool = False) -> date | None:
        """Read a date."""
        text = self.text(table, key, what, required=required)
        if not text:
            return None
        try:
            if len(text) != 10:
                raise ValueError
            return date.fromisoformat(text)
        except ValueError:
            line = table.entries[key].line
            self.problem(
                line,
                f"{what}: `{key}` is {text!r}, which is no date.",
                "Write year-month-day, like 2013-06-01.",
            )
            return None

    def wording(self, table: Table, key: str, what: str) -> Wording:
        """Read a text in Dutch and English."""
        tree = table.entries.get(key)
        return {} if tree is None else self.one_wording(tree, f"{what}: `{key}`")

    def one_wording(self, tree: Tree, what: str) -> Wording:
        """Read {nl: ..., en: ...}."""
        advice = "Write {nl: ..., en: ...}."
        if not isinstance(tree, Table):
            self.problem(tree.line, f"{what} is not a wording.", advice)
            return {}
        table = self.table(tree, what, LANGUAGES)
        for language in LANGUAGES:
            if language not in table.entries:
                self.problem(tree.line, f"{what} has no text in {language!r}.", advice)
        return {
            language: self.text(table, language, what) for language in LANGUAGES if language in table.entries
        }

    def guard(self, table: Table, key: str, what: str) -> Guard | None:
        """Read a condition."""
        text = self.text(table, key, what)
        if not text:
            return None
        try:
            return Guard(text)
        except GuardError as error:
            self.problem(table.entries[key].line, f"{what}: {error.message}", error.advice)
            return None

    def term(self, table: Table, key: str, what: str) -> Term | None:
        """Read a duration."""
        text = self.text(table, key, what)
        return self.parsed_term(text, table.entries[key].line, what) if text else None

    def parsed_term(self, text: str, line: int, what: str) -> Term | None:
        """Read a duration out of its text."""
        try:
            return Term.parse(text)
        except TermError as error:
            self.problem(line, f"{what}: {error}", "Write a term like PT24H, P3M or P10WD.")
            return None

    def limits(self, table: Table, key: str, what: str, statutory: bool = False) -> tuple[Limit, ...]:
        """Read a term: one duration, a map, or a list of branches; `statutory` is the footing when it names none."""
        tree = table.entries.get(key)
        if tree is None:
            return ()
        if not isinstance(tree, Items):
            limit = self._limit(tree, what, statutory)
            return (limit,) if limit else ()
        limits = [
            self._limit(part, f"{what}: branch {number}", statutory)
            for number, part in enumerate(tree.parts, 1)
        ]
        for part, limit in list(zip(tree.parts, limits, strict=True))[:-1]:
            if limit is not None and limit.when is None:
                self.problem(
                    part.line, f"{what}: no branch after this one is ever reached.", "Give it a `when`."
                )
        return tuple(limit for limit in limits if limit is not None)

    def _limit(self, tree: Tree, what: str, statutory: bool) -> Limit | None:
        if isinstance(tree, Scalar):
            term = self.parsed_term(tree.text, tree.line, what)
            return Limit(term=term, statutory=statutory) if term else None
        table = self.table(tree, f"{what}: the term", LIMIT_KEYS)
        self._check_limit(table, what)
        own_footing = self.truth(table, "statutory", what)
        return Limit(
            when=self.guard(table, "when", what),
            term=self.term(table, "term", what),
            norm=self.wording(table, "norm", what) or None,
            target=self.term(table, "target", what),
            until=self.code(table, "until", what),
            minus=self.term(table, "minus", what),
            statutory=statutory if own_footing is None else own_footing,
            day_end=self.choice(table, "ends", ("day", "moment"), "moment", what) == "day",
        )

    def _check_limit(self, table: Table, what: str) -> None:
        kinds = [key for key in ("term", "target", "until") if key in table.entries]
        if len(kinds) > 1:
            message = f"{what}: the term has {' and '.join(f'`{kind}`' for kind in kinds)}."
            self.problem(
                table.line,
                message,
                "Keep one: term (fixed), norm with target (open), or until (a date fact).",
            )
        if not kinds and "norm" not in table.entries:
            advice = "Write {term: P3M}, {norm: {nl, en}, target: PT24H} or {until: <date fact>}."
            self.problem(table.line, f"{what}: the term says nothing.", advice)
        if "target" in table.entries and "norm" not in table.entries:
            self.problem(
                table.line, f"{what}: a target without a norm.", "Say which open norm the target stands for."
            )
        if "minus" in table.entries and "until" not in table.entries:
            self.problem(
                table.line, f"{what}: `minus` counts back from `until`, which is absent.", "Add `until`."
            )


def plain_wording(value: Mapping[str, Any], language: str) -> str:
    """Give the text of a wording in a language, or in the other one when it is absent."""
    return str(value.get(language) or next(iter(value.values()), ""))
