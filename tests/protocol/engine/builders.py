"""Small agreements and histories for tests of the engine, written as briefly as the test reads."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from vangnet.protocol.engine import (
    AgreementErrors,
    Case,
    Event,
    Judgement,
    Problem,
    Program,
    compile_corpus,
    judge,
    load_directory,
)
from vangnet.protocol.engine.moments import epoch

FACTS = """
facts:
  age: {type: years}
  origin: {values: [nl, eu, third_country]}
  detention: {type: yes_no}
  measure_end: {type: date}
  region: {type: text}
steps:
  start: {by: [police, kmar]}
  again: {by: [police]}
  done: {by: [police]}
  other: {by: [police]}
  stop: {by: [police]}
  hold: {by: [court]}
  go: {by: [court]}
  missed: {derived: true}
  over: {derived: true}
  removal: {by: [return_service]}
  quiet: {by: [police]}
  learned: {by: [police], sets: {detention: true}}
"""


def write(root: Path, files: dict[str, str], as_they_are: bool = False) -> Path:
    """Write agreement files; a file that names no agreement gets its head from its path."""
    for name, body in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if (
            not as_they_are
            and not body.lstrip().startswith("agreement:")
            and "/scenarios/" not in name
            and "/" in name
        ):
            body = f"agreement: {path.parent.name}\nvalid_from: {path.stem}\n{body}"
        path.write_text(body, encoding="utf-8")
    return root


def program_of(*bodies: str, **files: str) -> Program:
    """Compile agreements: bodies become versions of `a` from 2020 on, a year apart; facts and steps come with the first."""
    named = {f"a/{2020 + number}-01-01.yaml": body for number, body in enumerate(bodies)}
    named = {"words/2000-01-01.yaml": FACTS} | named | files
    with tempfile.TemporaryDirectory() as folder:
        return compile_corpus(load_directory(write(Path(folder), named)))


def problems_of(files: dict[str, str], as_they_are: bool = False) -> list[Problem]:
    """Give everything that is wrong in a folder with these files."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            corpus = load_directory(write(Path(folder), files, as_they_are))
        except AgreementErrors as errors:
            return errors.problems
        return list(corpus.problems)


def event(id: str, step: str, at: str | float, by: str = "police", subject: str = "p1", **more: Any) -> Event:
    """Make an event; facts are given by name, `recorded` is `at` unless said."""
    moment = epoch(at)
    recorded = epoch(more.pop("recorded", at))
    corrects, retracts = more.pop("corrects", None), more.pop("retracts", None)
    return Event(id, step, moment, recorded, by, subject, more, corrects, retracts)


def judged(
    program: Program, events: list[Event], at: str | float = "2024-01-01", known: Any = None
) -> Judgement:
    """Judge a case of these events."""
    return judge(Case("c", tuple(events)), program, at=at, known=known)


def statuses(judgement: Judgement) -> list[str]:
    """Give the status of every duty, in order of opening."""
    return [duty.status for duty in judgement.duties]


def due(judgement: Judgement, number: int = 0) -> str | None:
    """Give the due moment of a duty as text."""
    moments = [None if duty["due"] is None else str(duty["due"]) for duty in judgement.to_dict()["duties"]]
    return moments[number]
