"""Reads one file of rules into a version of the rule book."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from vangnet.access.deciding.book import RuleBook, RuleVersion
from vangnet.access.deciding.kinds_file import read_kinds
from vangnet.access.deciding.model import NOTHING, Code, Condition, Kind, Problem, Rule, RuleErrors, Words
from vangnet.access.deciding.references import reference_problems
from vangnet.access.deciding.shape import shape_problems
from vangnet.access.deciding.vocabulary import ACTS, CATEGORIES, SECTIONS
from vangnet.access.deciding.yaml_lines import Lined, read_lined

KINDS_FILE = "kinds.yaml"
PERSONS = "persons"


def load(folder: Path, kinds_file: Path | None = None) -> RuleBook:
    """Read every dated file of a folder; raises RuleErrors with all problems, each with its file and line.

    The kinds of organisation are read from the folder itself when they stand there, otherwise from the one beside it.
    """
    kinds = read_kinds(kinds_file or _kinds_beside(folder))
    problems: list[Problem] = []
    versions: list[RuleVersion] = []
    for path in sorted(folder.glob("*.yaml")):
        if path.name != KINDS_FILE:
            try:
                versions.append(read_version(path, kinds))
            except RuleErrors as errors:
                problems.extend(errors.problems)
    if not versions and not problems:
        message = "The folder has no file of rules."
        problems.append(
            Problem(folder.name, 1, message, "Add one that is named after its first day: 2026-01-01.yaml.")
        )
    if not problems:
        problems = _joints(versions)
    if problems:
        raise RuleErrors(tuple(problems))
    return RuleBook(tuple(versions), tuple(version.valid_from for version in versions))


def _kinds_beside(folder: Path) -> Path:
    own = folder / KINDS_FILE
    return own if own.exists() else folder.parent / "kinds" / KINDS_FILE


def _joints(versions: list[RuleVersion]) -> list[Problem]:
    """Each version must begin on the day after the one before ends, and only the last may stay open."""
    problems: list[Problem] = []
    for earlier, later in zip(versions, versions[1:], strict=False):
        wanted = later.valid_from - timedelta(days=1)
        if earlier.valid_until != wanted:
            stands = f"ends on {earlier.valid_until}" if earlier.valid_until else "has no last day"
            message = f"This version {stands}, while {later.file} begins on {later.valid_from}."
            problems.append(Problem(earlier.file, 1, message, f"Write `valid_until: {wanted}`."))
    return problems


def read_version(path: Path, kinds: dict[str, Kind]) -> RuleVersion:
    """Read one file of rules; raises RuleErrors with every problem that it has."""
    lined = read_lined(path)
    problems = shape_problems(lined, "rules")
    if problems:
        raise RuleErrors(tuple(problems))
    reader = _Reader(lined, kinds)
    version = reader.version(path)
    problems = [*reader.problems, *reference_problems(lined, kinds)]
    if problems:
        raise RuleErrors(tuple(sorted(problems, key=lambda problem: problem.line)))
    return version


@dataclass(slots=True)
class _Reader:
    lined: Lined
    kinds: dict[str, Kind]
    problems: list[Problem] = field(default_factory=list)
    groups: dict[str, frozenset[str]] = field(default_factory=dict)
    conditions: dict[str, Condition] = field(default_factory=dict)

    def version(self, path: Path) -> RuleVersion:
        top = self.lined.value
        start = self.day("valid_from")
        if path.stem != top["valid_from"]:
            message = f"The file is named {path.name} and begins on {top['valid_from']}."
            self.problems.append(
                self.lined.problem(("valid_from",), message, "Give both the same day: <valid_from>.yaml.")
            )
        for name, selection in top["groups"].items():
            self.groups[name] = self.selected(selection)
        self.conditions = {
            code: Condition(code, _words(part), part.get("met_by", ""))
            for code, part in top["conditions"].items()
        }
        return RuleVersion(
            code=top["valid_from"],
            file=self.lined.file,
            valid_from=start or date.max,
            valid_until=self.day("valid_until"),
            assumed=top["assumed"],
            because=_words(top["because"]),
            source=top["source"],
            general={code: _words(part) for code, part in top["general"].items()},
            kinds=self.kinds,
            roles=dict(top["roles"]),
            states={
                code: Code(code, _words(part), sort=part["effect"]) for code, part in top["states"].items()
            },
            grounds={
                code: Code(code, _words(part), part["source"], part["sort"], part.get("since", ""))
                for code, part in top["grounds"].items()
            },
            groups=self.groups,
            conditions=self.conditions,
            deciders={code: _words(part) for code, part in top["deciders"].items()},
            obligations={code: _words(part) for code, part in top["obligations"].items()},
            rules=tuple(
                self.rule(section, number, part)
                for section in SECTIONS
                for number, part in enumerate(top[section])
            ),
        )

    def day(self, key: str) -> date | None:
        text = self.lined.value.get(key)
        if text is None:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            message = f"{key} is {text!r}, which is no day."
            self.problems.append(self.lined.problem((key,), message, "Write year-month-day."))
            return None

    def selected(self, selection: list[str]) -> frozenset[str]:
        """The kinds that a selection stands for: kinds, groups above it, side:x, regime:x, secrecy; -x leaves one out."""
        found: set[str] = set()
        for word in selection:
            if not word.startswith("-"):
                found |= self.named(word)
        for word in selection:
            if word.startswith("-"):
                found -= self.named(word[1:])
        return frozenset(found)

    def named(self, word: str) -> frozenset[str]:
        what, _, value = word.partition(":")
        if value:
            return frozenset(code for code, kind in self.kinds.items() if getattr(kind, what) == value)
        if word == "secrecy":
            return frozenset(code for code, kind in self.kinds.items() if kind.medical_secrecy)
        return self.groups.get(word, frozenset({word} & self.kinds.keys()))

    def rule(self, section: str, number: int, part: dict[str, Any]) -> Rule:
        roles = part.get("roles")
        decider = self.lined.value["deciders"].get(part.get("decider"))
        return Rule(
            code=part["code"],
            section=section,
            acts=frozenset(part.get("acts", ACTS)),
            categories=_categories(part.get("categories", CATEGORIES)),
            actors=self.selected(part["from"]) if "from" in part else None,
            receivers=self.receivers(section, part),
            roles=self.roles(roles) if roles else None,
            purposes=_set(part.get("purposes")),
            grounds=_set(part.get("grounds")),
            involvements=_set(part.get("involvement")),
            states=frozenset(part.get("states", ())),
            unless=frozenset(part.get("unless", ())),
            conditions=tuple(
                self.conditions[code] for code in part.get("conditions", ()) if code in self.conditions
            ),
            obligations=tuple(part.get("obligations", ())),
            sentence=_words(part["says"]) if "says" in part else NOTHING,
            decider=_words(decider) if decider else NOTHING,
            source=part["source"],
            line=self.lined.line(section, number),
        )

    def receivers(self, section: str, part: dict[str, Any]) -> frozenset[str] | None:
        """A permission to see says nothing about giving to somebody, so an export with a receiver needs a permission to share."""
        if "to" in part:
            return self.selected(part["to"])
        seeing = section == "permissions" and "share" not in part["acts"]
        return frozenset({""}) if seeing else None

    def roles(self, sorts: Iterable[str]) -> frozenset[str]:
        wanted = set(sorts)
        return frozenset(role for role, sort in self.lined.value["roles"].items() if sort in wanted)


def _categories(codes: Iterable[str]) -> frozenset[str]:
    named = set(codes)
    if PERSONS in named:
        named = (named - {PERSONS}) | (set(CATEGORIES) - {"statistics"})
    return frozenset(named)


def _set(codes: list[str] | None) -> frozenset[str] | None:
    return None if codes is None else frozenset(codes)


def _words(part: dict[str, str]) -> Words:
    return Words(part["nl"], part["en"])
