"""Reads case files: one case as YAML, or one case per line as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from vangnet.protocol.engine.calendar import MomentError
from vangnet.protocol.engine.guard_types import value_problem
from vangnet.protocol.engine.model import Case, Corpus, Event, FactType, Problem
from vangnet.protocol.engine.moments import epoch
from vangnet.protocol.engine.reading import Reader
from vangnet.protocol.engine.references import clauses_of, steps_of
from vangnet.protocol.engine.spelling import near_miss, suggestion
from vangnet.protocol.engine.yaml_nodes import (
    MAX_BYTES,
    Scalar,
    Table,
    Tree,
    Unreadable,
    parse_json,
    parse_yaml,
    read_bytes,
)

CASE_KEYS = ("case", "events")
SCENARIO_KEYS = ("title", "story", "source", "expect", "note", "notes")
EVENT_KEYS = ("id", "step", "at", "recorded", "by", "subject", "facts", "corrects", "retracts", "note")
CERTAINTIES = ("claimed", "established", "disputed")
MOMENT_ADVICE = "Write 2025-03-01 or 2025-03-01T10:00, with an offset like +01:00 when it is not Dutch time."


class CaseErrors(Exception):
    """Everything that is wrong in a case file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems, key=lambda problem: (problem.file, problem.line, problem.message))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True)
class ReadCase:
    """A case as it was read, with what is odd about it; without a case when it could not be read."""

    case: Case | None
    problems: tuple[Problem, ...]
    line: int = 1
    name: str = ""

    @property
    def errors(self) -> list[Problem]:
        """What keeps the case from being judged."""
        return [problem for problem in self.problems if problem.severity == "error"]


class Vocabulary:
    """The steps and facts that a case may use; without agreements everything is allowed."""

    def __init__(self, corpus: Corpus | None = None) -> None:
        self.facts = dict(corpus.facts) if corpus else {}
        self.steps = set(corpus.steps) if corpus else set()
        self.parties = set(corpus.parties) if corpus else set()
        for agreement in corpus.agreements if corpus else ():
            for clause in clauses_of(agreement):
                self.steps.update(steps_of(clause))


def load_cases(path: str | Path, corpus: Corpus | None = None) -> list[Case]:
    """Read all cases of a file, or raise CaseErrors with everything that is wrong in it."""
    read = list(read_cases(path, corpus))
    errors = [problem for each in read for problem in each.errors]
    if errors:
        raise CaseErrors(errors)
    return [each.case for each in read if each.case is not None]


def read_cases(path: str | Path, corpus: Corpus | None = None) -> Iterator[ReadCase]:
    """Read the cases of a file one by one: a `.jsonl` file holds one per line, any other file is YAML with one case."""
    file = Path(path)
    vocabulary = Vocabulary(corpus)
    if file.suffix == ".jsonl":
        yield from _json_lines(file, vocabulary)
        return
    label = str(path)
    try:
        tree = parse_yaml(read_bytes(file, label), label)
    except Unreadable as error:
        yield ReadCase(None, (error.problem,))
        return
    yield read_case(tree, label, vocabulary)


def _json_lines(file: Path, vocabulary: Vocabulary) -> Iterator[ReadCase]:
    label, empty = str(file), True
    try:
        with file.open("rb") as lines:
            for number, line in enumerate(_whole_lines(lines), 1):
                if line.strip():
                    empty = False
                    yield _json_line(line, label, number, vocabulary)
        if empty:
            yield ReadCase(None, (Problem(label, 1, "", "The file holds no case.", "Write one per line."),))
    except OSError as error:
        reason = error.strerror or "it is not there"
        message = f"The file cannot be opened: {reason}."
        yield ReadCase(None, (Problem(label, 1, "", message, "Check the name and the rights."),))


def _whole_lines(lines: BinaryIO) -> Iterator[bytes]:
    """Read line by line; of a line that is too long only the beginning is kept, so that the next keeps its number."""
    while line := lines.readline(MAX_BYTES + 1):
        part = line
        while part and not part.endswith(b"\n"):
            part = lines.readline(MAX_BYTES + 1)
        yield line


def _json_line(line: bytes, label: str, number: int, vocabulary: Vocabulary) -> ReadCase:
    try:
        tree = parse_json(line, label, number)
    except Unreadable as error:
        return ReadCase(None, (error.problem,), number)
    return read_case(tree, label, vocabulary)


def read_case(tree: Tree, label: str, vocabulary: Vocabulary) -> ReadCase:
    """Read one case out of its tree."""
    problems: list[Problem] = []
    reader = Reader(label, problems)
    table = reader.table(tree, "A case", (*CASE_KEYS, *SCENARIO_KEYS))
    name = reader.text(table, "case", "The case", required=True)
    if "events" not in table.entries:
        reader.problem(tree.line, "The case has no `events`.", "Add `events` with a list of events.")
    parts = reader.items(table.entries.get("events"), "`events`")
    found = [_EventReader(reader, vocabulary, number, part).event() for number, part in enumerate(parts, 1)]
    events = [(part, event) for part, event in zip(parts, found, strict=True) if event is not None]
    _check_together(reader, events)
    if any(problem.severity == "error" for problem in problems):
        return ReadCase(None, tuple(problems), tree.line, name)
    return ReadCase(Case(name, tuple(event for _, event in events)), tuple(problems), tree.line, name)


def _check_together(reader: Reader, events: list[tuple[Tree, Event]]) -> None:
    lines: dict[str, int] = {}
    for part, event in events:
        reader.clause = event.id
        if event.id in lines:
            message = f"The event id {event.id!r} is used before, on line {lines[event.id]}."
            reader.problem(part.line, message, "Give every event its own id.")
        lines.setdefault(event.id, part.line)
    subjects = {event.subject for _, event in events if event.subject}
    _check_amendments(reader, events)
    _check_contradictions(reader, events)
    for part, event in events:
        reader.clause = event.id
        if len(subjects) > 1 and not event.subject and event.retracts is None:
            message = f"The event names no subject, but the case is about {', '.join(sorted(subjects))}."
            reader.problem(part.line, message, "Add `subject`.")
    reader.clause = ""


def _check_amendments(reader: Reader, events: list[tuple[Tree, Event]]) -> None:
    by_id = {event.id: event for _, event in events}
    corrected: dict[str, str] = {}
    for part, event in events:
        reader.clause = event.id
        if event.retracts is not None and event.corrects is not None:
            reader.problem(part.line, "The event both retracts and corrects.", "Keep one of the two.")
        for word, target in (("retracts", event.retracts), ("corrects", event.corrects)):
            if target is not None:
                _check_target(reader, part.line, event, word, by_id)
        if event.corrects is not None:
            first = corrected.setdefault(event.corrects, event.id)
            if first != event.id:
                message = f"The event corrects {event.corrects!r}, as {first!r} does already; both count."
                reader.problem(part.line, message, f"To replace {first!r}, correct that one.", "warning")


def _check_target(reader: Reader, line: int, event: Event, word: str, by_id: dict[str, Event]) -> None:
    target = str(event.retracts if word == "retracts" else event.corrects)
    if target not in by_id or target == event.id:
        message = f"The event {word} {target!r}, which is no other event of this case."
        others = [each for each in by_id if each != event.id]
        reader.problem(line, message, suggestion(target, others) or "Name an event of this case.")
    elif event.recorded < by_id[target].recorded:
        message = f"The event {word} {target!r}, but is recorded before it."
        reader.problem(line, message, "Check both moments.", "warning")


def _check_contradictions(reader: Reader, events: list[tuple[Tree, Event]]) -> None:
    """Two values for one fact at one moment: the last in order counts, and somebody should look at it."""
    amended = {target for _, event in events for target in (event.retracts, event.corrects) if target}
    said: dict[tuple[str, float, str], tuple[str, Any]] = {}
    for part, event in events:
        reader.clause = event.id
        for code, stated in event.facts.items():
            value = stated["value"] if isinstance(stated, dict) else stated
            if event.id in amended or value == "unknown":
                continue
            first, other = said.setdefault((event.subject, event.occurred, code), (event.id, value))
            if other != value:
                message = f"{code!r} is {value!r} here and {other!r} in event {first!r}, at the same moment."
                reader.problem(part.line, message, "Correct one of the two.", "warning")


class _EventReader:
    def __init__(self, reader: Reader, vocabulary: Vocabulary, number: int, tree: Tree) -> None:
        self.reader = reader
        self.vocabulary = vocabulary
        reader.clause = f"event {number}"
        self.table = reader.table(tree, f"Event {number}", EVENT_KEYS)
        self.id = reader.text(self.table, "id", f"Event {number}", required=True) or f"event {number}"
        reader.clause = self.id

    def event(self) -> Event | None:
        reader, table = self.reader, self.table
        retracts = self._optional("retracts")
        step = self._step(retracts)
        moment = self._moment("at")
        recorded = self._moment("recorded")
        if moment is None and "at" not in table.entries:
            self._check_moments(retracts)
            moment = recorded
        facts = self._facts()
        if moment is None:
            return None
        if recorded is not None and recorded < moment:
            message = (
                f"The event is recorded ({self._text('recorded')}) before it happened ({self._text('at')})."
            )
            reader.problem(table.line, message, "Check both moments.", "warning")
        return Event(
            id=self.id,
            step=step,
            occurred=moment,
            recorded=moment if recorded is None else recorded,
            by=self._party(),
            subject=self._text("subject"),
            facts=facts,
            corrects=self._optional("corrects"),
            retracts=retracts,
        )

    def _text(self, key: str) -> str:
        return self.reader.text(self.table, key, "The event")

    def _optional(self, key: str) -> str | None:
        return self._text(key) or None

    def _party(self) -> str:
        party, known = self._text("by"), self.vocabulary.parties
        close = near_miss(party, known) if party not in known else ""
        if close:
            message = f"The party {party!r} is unknown; it is kept as it is."
            self.reader.problem(self.table.line, message, f"Did you mean {close!r}?", "warning")
        return party

    def _check_moments(self, retracts: str | None) -> None:
        if retracts is None:
            self.reader.problem(self.table.line, "The event has no `at`.", MOMENT_ADVICE)
        elif "recorded" not in self.table.entries:
            self.reader.problem(self.table.line, "The retraction has no `recorded`.", MOMENT_ADVICE)

    def _step(self, retracts: str | None) -> str:
        step = self._text("step")
        if retracts is not None:
            if step:
                message = "The event retracts another and has a `step`."
                self.reader.problem(self.table.line, message, "Leave `step` out, or use `corrects`.")
            return ""
        if not step and "step" not in self.table.entries:
            self.reader.problem(self.table.line, "The event has no `step`.", "Add the code of the step.")
        if step and self.vocabulary.steps and step not in self.vocabulary.steps:
            self._unknown("step", step, self.vocabulary.steps)
        return step

    def _unknown(self, what: str, code: str, known: Iterable[str]) -> None:
        """A fact of the world can always be recorded; only what looks like a slip of the pen is refused."""
        close = near_miss(code, known)
        if close:
            self.reader.problem(
                self.table.line, f"The {what} {code!r} is unknown.", f"Did you mean {close!r}?"
            )
        else:
            message = f"No agreement knows the {what} {code!r}; it is kept, but nothing follows from it."
            self.reader.problem(self.table.line, message, "Check the code.", "warning")

    def _moment(self, key: str) -> float | None:
        text = self._text(key)
        if not text:
            return None
        try:
            return epoch(text)
        except (MomentError, ValueError, OverflowError):
            line = self.table.entries[key].line
            self.reader.problem(line, f"`{key}` is {text!r}, which is no moment.", MOMENT_ADVICE)
            return None

    def _facts(self) -> dict[str, Any]:
        table = self.reader.table(self.table.entries.get("facts"), "`facts`")
        facts = {}
        for code, part in table.entries.items():
            known = self.vocabulary.facts.get(code)
            if known is None and self.vocabulary.facts:
                self._unknown("fact", code, self.vocabulary.facts)
            facts[code] = self._stated(code, part, known)
        return facts

    def _stated(self, code: str, tree: Tree, known: FactType | None) -> Any:
        if not isinstance(tree, Table):
            return self._value(code, tree, known)
        table = self.reader.table(tree, f"The fact {code!r}", ("value", "certainty"))
        certainty = self.reader.choice(table, "certainty", CERTAINTIES, "claimed", code)
        if "value" not in table.entries:
            self.reader.problem(tree.line, f"The fact {code!r} has no `value`.", "Add `value`.")
            return None
        return {"value": self._value(code, table.entries["value"], known), "certainty": certainty}

    def _value(self, code: str, tree: Tree, known: FactType | None) -> Any:
        if not isinstance(tree, Scalar):
            self.reader.problem(
                tree.line, f"The fact {code!r} is a list or map.", "Write one value, or unknown."
            )
            return None
        if tree.text == "unknown":
            return tree.text
        value = tree.text if known is not None and known.kind in ("code", "text", "date") else tree.value
        problem = value_problem(known, value) if known is not None else None
        if problem is not None:
            self.reader.problem(tree.line, *problem)
        return value
