"""Scenarios: worked examples beside the agreements, with what must come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vangnet.protocol.engine.calendar import MomentError
from vangnet.protocol.engine.cases import ReadCase, Vocabulary, read_case
from vangnet.protocol.engine.expectations import EXPECT_KEYS, differences
from vangnet.protocol.engine.model import Case, Problem, Wording
from vangnet.protocol.engine.moments import epoch
from vangnet.protocol.engine.program import Program
from vangnet.protocol.engine.reading import Reader
from vangnet.protocol.engine.results import Judgement, judge
from vangnet.protocol.engine.yaml_nodes import Table, Tree, Unreadable, parse_yaml, plain, read_bytes


@dataclass(frozen=True, slots=True)
class Expectation:
    """What must be seen at one moment."""

    at: float
    known: float | None
    checks: dict[str, Any]
    line: int


@dataclass(frozen=True, slots=True)
class Scenario:
    """A worked example."""

    case: Case
    title: Wording
    story: Wording
    source: str
    expect: tuple[Expectation, ...]
    file: str


def scenario_files(root: str | Path) -> list[Path]:
    """Find the scenario files of a folder of agreements."""
    return sorted(Path(root).glob("*/scenarios/*.yaml"))


def load_scenario(path: Path, program: Program | None = None) -> tuple[Scenario | None, tuple[Problem, ...]]:
    """Read a scenario, with what is wrong in it; nothing when it cannot be read."""
    label = "/".join(path.parts[-3:])
    try:
        tree = parse_yaml(read_bytes(path, label), label)
    except Unreadable as error:
        return None, (error.problem,)
    read = read_case(tree, label, Vocabulary(program.corpus if program else None))
    problems = list(read.problems)
    scenario = _scenario(tree, read, Reader(label, problems))
    if any(problem.severity == "error" for problem in problems):
        scenario = None
    return scenario, tuple(problems)


def _scenario(tree: Tree, read: ReadCase, reader: Reader) -> Scenario | None:
    if not isinstance(tree, Table) or read.case is None:
        return None
    reader.clause = read.case.id
    parts = reader.items(tree.entries.get("expect"), "`expect`")
    if not parts:
        reader.problem(tree.line, "The scenario expects nothing.", "Add `expect` with at least one moment.")
    expect = [expectation for part in parts if (expectation := _expectation(part, reader)) is not None]
    return Scenario(
        case=read.case,
        title=reader.wording(tree, "title", "The scenario"),
        story=reader.wording(tree, "story", "The scenario"),
        source=str(plain(tree.entries["source"])) if "source" in tree.entries else "",
        expect=tuple(expect),
        file=reader.label,
    )


def _expectation(tree: Tree, reader: Reader) -> Expectation | None:
    table = reader.table(tree, "An expectation", ("at", "known", *EXPECT_KEYS))
    at = _moment(table, "at", reader)
    known = _moment(table, "known", reader)
    if at is None:
        if "at" not in table.entries:
            reader.problem(tree.line, "The expectation has no `at`.", "Add the reference moment.")
        return None
    checks = {key: plain(part) for key, part in table.entries.items() if key in EXPECT_KEYS}
    return Expectation(at, known, checks, tree.line)


def _moment(table: Table, key: str, reader: Reader) -> float | None:
    text = reader.text(table, key, "The expectation")
    if not text:
        return None
    try:
        return epoch(text)
    except (MomentError, ValueError, OverflowError):
        reader.problem(
            table.entries[key].line, f"`{key}` is {text!r}, which is no moment.", "Write 2025-03-05T00:00."
        )
        return None


def run_scenario(scenario: Scenario, program: Program) -> list[Problem]:
    """Judge a scenario at each of its moments; give every difference between what is expected and what comes out."""
    return [problem for expectation in scenario.expect for problem in _run(scenario, expectation, program)]


def _run(scenario: Scenario, expectation: Expectation, program: Program) -> Iterator[Problem]:
    judgement: Judgement = judge(scenario.case, program, expectation.at, expectation.known)
    for message in differences(judgement, expectation.checks):
        advice = "Correct the agreement or the expectation."
        yield Problem(scenario.file, expectation.line, scenario.case.id, message, advice)


def run_directory(root: str | Path, program: Program) -> tuple[int, list[Problem]]:
    """Run all scenarios of a folder; give their number and everything that is wrong."""
    files = scenario_files(root)
    problems: list[Problem] = []
    for file in files:
        problems += run_file(file, program)
    return len(files), problems


def run_file(file: Path, program: Program) -> Iterable[Problem]:
    """Run one scenario file."""
    scenario, problems = load_scenario(file, program)
    return [*problems, *(run_scenario(scenario, program) if scenario else ())]
