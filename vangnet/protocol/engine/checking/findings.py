"""What a check finds: a code, a place and details; the sentences stand in findings.yaml, in Dutch and English."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from vangnet.protocol.engine.model import Clause, Problem, Where
from vangnet.protocol.engine.problem_words import in_words
from vangnet.protocol.engine.references import SECTIONS
from vangnet.protocol.engine.yaml_nodes import parse_yaml, plain, read_bytes

TEXTS = Path(__file__).with_name("findings.yaml")
SEVERITIES = ("error", "warning", "report")
# A sentence in pieces: some in square brackets, the others around them.
PIECES = re.compile(r"\[[^\[\]]*\]|[^\[\]]+")
PLACE = re.compile(r"\{(\w+)\}")
EVERYBODY = {"nl": "iedereen", "en": "everybody"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check wants people to see; `details` fills its sentences."""

    code: str
    file: str = ""
    line: int = 0
    clause: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    problem: Problem | None = None
    softened: bool = False

    @property
    def severity(self) -> str:
        """Say how much it matters: an error stops publication, a warning asks attention, a report informs."""
        if self.problem is not None:
            return self.problem.severity
        severity = str(texts()[self.code]["severity"])
        return "warning" if self.softened and severity == "error" else severity

    @property
    def family(self) -> str:
        """Say which kind of check found it."""
        return str(texts()[self.code]["family"])

    def what(self, language: str) -> str:
        """Say what is found."""
        if self.problem is not None:
            return in_words(self.problem, language)[0]
        return filled(str(texts()[self.code]["what"][language]), self._shown(language))

    def advice(self, language: str) -> str:
        """Say what to do about it."""
        if self.problem is not None:
            return in_words(self.problem, language)[1]
        return filled(str(texts()[self.code]["do"][language]), self._shown(language))

    def _shown(self, language: str) -> dict[str, str]:
        return {key: shown(value, language) for key, value in self.details.items()}

    def to_dict(self, language: str) -> dict[str, Any]:
        """Give the finding as plain values, in a fixed order."""
        return {
            "severity": self.severity,
            "family": self.family,
            "code": self.code,
            "file": self.file,
            "line": self.line,
            "clause": self.clause,
            "what": self.what(language),
            "advice": self.advice(language),
            "details": {key: _plain(value) for key, value in sorted(self.details.items())},
        }

    @property
    def order(self) -> tuple[Any, ...]:
        """Sort errors first, then by place, so that the same corpus always gives the same list."""
        place = (self.file, self.line, self.clause, self.code)
        return (SEVERITIES.index(self.severity), *place, self.what("en"))


def filled(text: str, details: Mapping[str, str]) -> str:
    """Fill in a sentence; what stands in brackets is left out when there is nothing to fill in."""
    return "".join(
        "" if optional and any(not details[name] for name in PLACE.findall(part)) else part.format(**details)
        for optional, part in ((piece.startswith("["), piece.strip("[]")) for piece in PIECES.findall(text))
    )


@cache
def texts() -> Mapping[str, Any]:
    """Read the sentences of all findings."""
    content: Mapping[str, Any] = plain(parse_yaml(read_bytes(TEXTS, TEXTS.name), TEXTS.name))
    return content


def at_clause(code: str, clause: Clause, **details: Any) -> Finding:
    """Make a finding about a clause."""
    where = clause.where or Where("", 0)
    name = f"{SECTIONS[type(clause)]}.{clause.name}"
    return Finding(code, where.file, where.line, name, {"name": clause.name, **details})


def at_place(code: str, where: Where | None, clause: str = "", **details: Any) -> Finding:
    """Make a finding about a place in a file."""
    place = where or Where("", 0)
    return Finding(code, place.file, place.line, clause, details)


def from_problem(problem: Problem) -> Finding:
    """Take over what loading found."""
    return Finding("loading", problem.file, problem.line, problem.clause, {}, problem)


def who(box: Mapping[str, Any]) -> Mapping[str, Any]:
    """Say for whom something is: the values on the axes of a box, or everybody."""
    return dict(box) or EVERYBODY


def shown(value: Any, language: str) -> str:
    """Write a detail of a finding as text."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        if language in value:
            return str(value[language])
        return ", ".join(f"{key}: {shown(part, language)}" for key, part in value.items())
    if isinstance(value, Iterable):
        return ", ".join(shown(part, language) for part in value)
    return str(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_plain(part) for part in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)
