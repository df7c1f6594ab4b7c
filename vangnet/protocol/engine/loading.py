"""Loads a folder of agreements: every file, its registers, and what the files say about each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from vangnet.protocol.engine.cycles import cycle_problems
from vangnet.protocol.engine.model import Agreement, Corpus, FactType, Problem, Step
from vangnet.protocol.engine.reading import Reader
from vangnet.protocol.engine.reading_agreement import FACT_KINDS, merged_step, read_agreement
from vangnet.protocol.engine.references import reference_problems
from vangnet.protocol.engine.registers import read_registers
from vangnet.protocol.engine.yaml_nodes import Unreadable, read_bytes


class AgreementErrors(Exception):
    """Everything that is wrong in a folder of agreements."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems, key=lambda problem: (problem.file, problem.line, problem.message))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def load_directory(path: str | Path) -> Corpus:
    """Load all agreements of a folder, or raise AgreementErrors with everything that is wrong in it."""
    root = Path(path)
    problems: list[Problem] = []
    parties, grounds = read_registers(root, problems)
    agreements = []
    for file in _files(root, problems):
        label = f"{file.parent.name}/{file.name}"
        try:
            agreements.append(read_agreement(read_bytes(file, label), file, Reader(label, problems), grounds))
        except Unreadable as error:
            problems.append(error.problem)
    if not agreements and not problems:
        message = "There are no agreements in this folder."
        problems.append(Problem(str(root), 1, "", message, "Expected: <agreement>/<valid-from>.yaml."))
    agreements.sort(key=lambda agreement: (agreement.name, agreement.valid_from))
    problems += _overlaps(agreements)
    facts = _all_facts(agreements, problems)
    corpus = Corpus(tuple(agreements), parties, grounds, facts, _all_steps(agreements), (), str(root))
    problems += [*reference_problems(corpus), *cycle_problems(corpus)]
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise AgreementErrors(errors)
    return replace(corpus, problems=tuple(problems))


def _files(root: Path, problems: list[Problem]) -> list[Path]:
    if not root.is_dir():
        message = "This is a file, not a folder." if root.exists() else "This folder does not exist."
        problems.append(
            Problem(str(root), 1, "", message, "Name a folder that holds <agreement>/<valid-from>.yaml.")
        )
        return []
    folders = [folder for folder in sorted(root.iterdir()) if folder.is_dir() and folder.name[0] not in "_."]
    for file in (file for folder in folders for file in sorted(folder.glob("*.yml"))):
        label = f"{file.parent.name}/{file.name}"
        problems.append(Problem(label, 1, "", "This file is not read.", "Give its name the ending .yaml."))
    return [file for folder in folders for file in sorted(folder.glob("*.yaml"))]


def _overlaps(agreements: list[Agreement]) -> list[Problem]:
    problems = []
    for earlier, later in pairwise(agreements):
        if earlier.name != later.name:
            continue
        if earlier.valid_until is not None and earlier.valid_until >= later.valid_from:
            message = f"This version runs until {earlier.valid_until}, but {later.where.file} begins on {later.valid_from}."
            advice = "End it one day earlier, or leave `valid_until` out."
            problems.append(Problem(earlier.where.file, earlier.where.line, "", message, advice))
    return problems


def _all_steps(agreements: list[Agreement]) -> dict[str, Step]:
    steps: dict[str, Step] = {}
    for agreement in agreements:
        for code, step in agreement.steps.items():
            steps[code] = merged_step(steps[code], step) if code in steps else step
    return steps


def _all_facts(agreements: list[Agreement], problems: list[Problem]) -> dict[str, FactType]:
    facts: dict[str, FactType] = {}
    owners: dict[str, str] = {}
    for agreement in agreements:
        for code, fact in [*agreement.facts.items(), *_fields(agreement)]:
            known = facts.get(code)
            if known is None:
                facts[code], owners[code] = fact, agreement.name
            elif known.kind != fact.kind:
                problems.append(
                    _contradiction(fact, f"is {known.kind} in {_place(known)} and {fact.kind} here")
                )
            elif set(known.values) != set(fact.values) and owners[code] != agreement.name:
                problems.append(_contradiction(fact, f"has other values in {_place(known)} than here"))
            else:
                facts[code] = _merged(known, fact)
    return facts


def _fields(agreement: Agreement) -> list[tuple[str, FactType]]:
    """Facts that a step asks for by type, without a definition of their own in this file."""
    return [
        (code, FactType(code, kind, where=step.where))
        for step in agreement.steps.values()
        for code, kind in step.fields.items()
        if kind in FACT_KINDS and kind not in agreement.facts and code not in agreement.facts
    ]


def _merged(known: FactType, other: FactType) -> FactType:
    return replace(
        known,
        values=tuple(dict.fromkeys((*known.values, *other.values))),
        label=known.label or other.label,
        question=known.question or other.question,
        value_labels={**other.value_labels, **known.value_labels},
    )


def _place(fact: FactType) -> str:
    return f"{fact.where.file}:{fact.where.line}" if fact.where else "another file"


def _contradiction(fact: FactType, message: str) -> Problem:
    file, line = (fact.where.file, fact.where.line) if fact.where else ("", 1)
    advice = "Define it in one file and name it under `uses` in the other, or make both the same."
    return Problem(file, line, f"facts.{fact.code}", f"The fact {fact.code!r} {message}.", advice)
