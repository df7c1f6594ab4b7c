"""Worked questions with the answer that the sources give: test and documentation at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from vangnet.access.deciding.book import RuleBook
from vangnet.access.deciding.decision import decide
from vangnet.access.deciding.model import Answer, Problem, Question, RuleErrors, UnknownCode, Words
from vangnet.access.deciding.shape import shape_problems
from vangnet.access.deciding.yaml_lines import Lined, read_lined

FOLDER = "examples"


@dataclass(frozen=True, slots=True)
class Example:
    """One question with the answer that is expected, and where that stands."""

    name: str
    story: Words
    question: Question
    outcome: str
    rule: str
    conditions: tuple[str, ...]
    source: str
    file: str
    line: int
    shelf: Words
    is_pair: bool = False

    def mismatch(self, answer: Answer) -> str:
        """What in the answer differs from what is expected; empty when nothing does."""
        if answer.outcome != self.outcome:
            return f"expected {self.outcome}, got {answer.outcome} by {answer.rule}"
        if self.rule and answer.rule != self.rule:
            return f"expected the rule {self.rule}, got {answer.rule}"
        given = {condition.code for condition in answer.conditions}
        missing = [code for code in self.conditions if code not in given]
        return f"the condition {missing[0]} is missing" if missing else ""


def read_examples(folder: Path, book: RuleBook) -> tuple[Example, ...]:
    """Read every file of worked questions; raises RuleErrors with all problems, each with its file and line."""
    problems: list[Problem] = []
    found: list[Example] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            found.extend(_file(read_lined(path), book))
        except RuleErrors as errors:
            problems.extend(errors.problems)
    if problems:
        raise RuleErrors(tuple(problems))
    return tuple(found)


def failing(examples: tuple[Example, ...], book: RuleBook) -> list[Problem]:
    """Say which worked questions get another answer than expected."""
    wrong: list[Problem] = []
    for example in examples:
        mismatch = example.mismatch(decide(example.question, book))
        if mismatch:
            advice = f"Change the rules or, when the sources say so, the example ({example.source})."
            wrong.append(Problem(example.file, example.line, f"{example.name}: {mismatch}.", advice))
    return wrong


def participant(kind: str, category: str, book: RuleBook, on: date) -> Question:
    """The question of an organisation that takes part in a dossier for its own task: may it see this kind of data?"""
    return book.question(
        actor_kind=kind,
        category=category,
        act="see",
        purpose=_own_purpose(kind, book),
        ground="disclosure",
        involvement="part",
        on=on,
    )


def _own_purpose(kind: str, book: RuleBook) -> str:
    known = book.kinds.get(kind)
    return known.purpose if known else "protection"


def _file(lined: Lined, book: RuleBook) -> list[Example]:
    problems = shape_problems(lined, "examples")
    if problems:
        raise RuleErrors(tuple(problems))
    found: list[Example] = []
    for section, read in (("examples", _example), ("pairs", _pair)):
        for number, part in enumerate(lined.value.get(section, ())):
            try:
                found.append(read(lined, number, part, book))
            except (UnknownCode, ValueError) as error:
                advice = "Use a code that the rules know, and a day as year-month-day."
                problems.append(lined.problem((section, number), f"{error}", advice))
    if problems:
        raise RuleErrors(tuple(problems))
    return found


def _example(lined: Lined, number: int, part: dict[str, Any], book: RuleBook) -> Example:
    question = book.question(
        actor_kind=part["who"],
        role=part.get("role", "caseworker"),
        category=part["category"],
        act=part["act"],
        purpose=part["purpose"],
        ground=part["ground"],
        receiver_kind=part.get("with", ""),
        involvement=part.get("involvement", "part"),
        states=part.get("states", ()),
        on=_day(part, book),
    )
    return Example(
        name=part["name"],
        story=Words(part["story"]["nl"], part["story"]["en"]),
        question=question,
        outcome=part["expect"],
        rule=part.get("rule", ""),
        conditions=tuple(part.get("conditions", ())),
        source=part["source"],
        file=lined.file,
        line=lined.line("examples", number),
        shelf=_shelf(lined),
    )


def _pair(lined: Lined, number: int, part: dict[str, Any], book: RuleBook) -> Example:
    question = participant(part["kind"], part["category"], book, _day(part, book))
    return Example(
        name=f"{part['kind']}_{part['category']}",
        story=Words("", ""),
        question=question,
        outcome=part["expect"],
        rule="",
        conditions=(part["first"],) if "first" in part else (),
        source=part["source"],
        file=lined.file,
        line=lined.line("pairs", number),
        shelf=_shelf(lined),
        is_pair=True,
    )


def _shelf(lined: Lined) -> Words:
    title = lined.value["title"]
    return Words(title["nl"], title["en"])


def _day(part: dict[str, Any], book: RuleBook) -> date:
    """The day of the question; otherwise the first of the last version, so that an example keeps its meaning."""
    return date.fromisoformat(part["on"]) if "on" in part else book.starts[-1]
