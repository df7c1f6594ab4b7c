"""Reads one agreement file: its head, its facts and steps, and with the clauses the whole record."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from vangnet.protocol.engine.model import Agreement, FactType, Ground, Step, Where, Wording
from vangnet.protocol.engine.reading import CODE, Reader
from vangnet.protocol.engine.reading_clauses import TRANSITIONS, ClauseReader, Frame
from vangnet.protocol.engine.registers import is_statutory
from vangnet.protocol.engine.yaml_nodes import Scalar, Table, Tree, parse_yaml, plain

KEYS = (
    *(
        "agreement",
        "valid_from",
        "valid_until",
        "decree",
        "published",
        "transition",
        "retroactive",
        "title",
        "summary",
    ),
    *(
        "notes",
        "phases",
        "applies",
        "regions",
        "sources",
        "goals",
        "uses",
        "facts",
        "steps",
        "duties",
        "rights",
    ),
    *("periods", "prohibitions", "requires", "untranslatable"),
)
PHASES = (
    "signalling",
    "registration",
    "protection",
    "residence",
    "shelter",
    "criminal_case",
    "aftercare_or_return",
)
TRACKS = ("protection", "residence", "shelter", "minor_care", "own_case", "exploiter_case", "return")
FACT_KINDS = ("years", "yes_no", "number", "date", "text")
FACT_KEYS = ("values", "type", "label", "question", "value_labels")
STEP_KEYS = ("label", "by", "fields", "sets", "phase", "track", "kind", "derived", "source", "note", "says")
CODE_ADVICE = "A code is lower case with underscores, like m55_sent."


def read_agreement(content: bytes, path: Path, reader: Reader, grounds: Sequence[Ground]) -> Agreement:
    """Read one agreement file; every mistake is noted by the reader."""
    label = reader.label
    tree = parse_yaml(content, label)
    table = reader.table(tree, "An agreement file", KEYS)
    name = _name(reader, table, path)
    valid_from = _valid_from(reader, table, path)
    transition = reader.choice(table, "transition", TRANSITIONS, "respecting", "The agreement")
    frame = Frame(name, valid_from, transition, lambda ground: is_statutory(ground, grounds))
    clauses = ClauseReader(reader, frame)
    return Agreement(
        name=name,
        valid_from=valid_from,
        transition=transition,
        content_hash=hashlib.sha256(content).hexdigest(),
        where=Where(label, table.line),
        **_head(reader, table, valid_from),
        **_words(reader, table),
        **_vocabulary(reader, table),
        duties=clauses.duties(table.entries.get("duties")),
        rights=clauses.rights(table.entries.get("rights")),
        periods=clauses.periods(table.entries.get("periods")),
        prohibitions=clauses.prohibitions(table.entries.get("prohibitions")),
        requires=clauses.requirements(table.entries.get("requires")),
    )


def _name(reader: Reader, table: Table, path: Path) -> str:
    name = reader.code(table, "agreement", "The agreement", required=True) or path.parent.name
    if name != path.parent.name:
        message = f"The agreement is named {name!r}, but its folder {path.parent.name!r}."
        reader.problem(table.entries["agreement"].line, message, "Give both the same name.")
    return name


def _valid_from(reader: Reader, table: Table, path: Path) -> date:
    valid_from = reader.day(table, "valid_from", "The agreement", required=True)
    if valid_from and valid_from.isoformat() != path.stem:
        message = f"`valid_from` is {valid_from}, but the file is named {path.name!r}."
        reader.problem(table.entries["valid_from"].line, message, f"Name the file {valid_from}.yaml.")
    return valid_from or date.min


def _head(reader: Reader, table: Table, valid_from: date) -> dict[str, Any]:
    valid_until = reader.day(table, "valid_until", "The agreement")
    if valid_until and valid_until < valid_from:
        message = f"`valid_until` {valid_until} lies before `valid_from` {valid_from}."
        reader.problem(table.entries["valid_until"].line, message, "Correct one of the two.")
    retroactive = reader.table(table.entries.get("retroactive"), "`retroactive`", ("from", "clauses"))
    retroactive_from = None
    if retroactive.entries:
        retroactive_from = reader.day(retroactive, "from", "`retroactive`", required=True)
        if retroactive_from and retroactive_from >= valid_from:
            message = f"`retroactive` begins on {retroactive_from}, not before `valid_from` {valid_from}."
            reader.problem(retroactive.line, message, "Name an earlier date, or take it out.")
    return {
        "valid_until": valid_until,
        "published": reader.day(table, "published", "The agreement") or valid_from,
        "decree": reader.text(table, "decree", "The agreement"),
        "retroactive_from": retroactive_from,
        "retroactive_clauses": reader.codes(
            retroactive, "clauses", "`retroactive`", required=bool(retroactive.entries)
        ),
    }


def _words(reader: Reader, table: Table) -> dict[str, Any]:
    notes = reader.items(table.entries.get("notes"), "`notes`")
    untranslatable = reader.items(table.entries.get("untranslatable"), "`untranslatable`")
    for part in untranslatable:
        reader.table(part, "An untranslatable text", ("says", "source", "why", "name"))
    return {
        "title": reader.wording(table, "title", "The agreement"),
        "summary": reader.wording(table, "summary", "The agreement"),
        "notes": tuple(reader.one_wording(part, "A note") for part in notes),
        "untranslatable": tuple(plain(part) for part in untranslatable if isinstance(part, Table)),
        "sources": _texts(reader, table, "sources"),
    }


def _texts(reader: Reader, table: Table, key: str) -> tuple[str, ...]:
    tree = table.entries.get(key)
    if isinstance(tree, Scalar):
        return (tree.text,)
    return tuple(part.text for part in reader.items(tree, f"`{key}`") if isinstance(part, Scalar))


def _vocabulary(reader: Reader, table: Table) -> dict[str, Any]:
    uses = reader.table(table.entries.get("uses"), "`uses`", ("steps", "facts"))
    phases = reader.codes(table, "phases", "The agreement")
    for phase in phases:
        if phase not in PHASES:
            line = table.entries["phases"].line
            reader.problem(line, f"There is no phase {phase!r}.", f"Phases: {', '.join(PHASES)}.")
    facts = _facts(reader, table.entries.get("facts"))
    steps = _steps(reader, table.entries.get("steps"))
    return {
        "phases": phases,
        "applies": reader.guard(table, "applies", "The agreement"),
        "regions": reader.codes(table, "regions", "The agreement"),
        "goals": reader.codes(table, "goals", "The agreement"),
        "uses_steps": reader.codes(uses, "steps", "`uses`"),
        "uses_facts": reader.codes(uses, "facts", "`uses`"),
        "facts": facts,
        "steps": steps,
    }


def _facts(reader: Reader, tree: Tree | None) -> dict[str, FactType]:
    reader.clause = "facts"
    facts = {}
    for code, part in reader.table(tree, "`facts`").entries.items():
        reader.clause = f"facts.{code}"
        if not CODE.match(code) or code in ("true", "false", "unknown", "in", "and", "or", "not"):
            reader.problem(part.line, f"{code!r} cannot be the code of a fact.", CODE_ADVICE)
        facts[code] = _fact(reader, code, part)
    reader.clause = ""
    return facts


def _fact(reader: Reader, code: str, tree: Tree) -> FactType:
    table = reader.table(tree, f"The fact {code!r}", FACT_KEYS)
    values = reader.codes(table, "values", code)
    if ("values" in table.entries) == ("type" in table.entries):
        message = f"The fact {code!r} needs either `values` or `type`."
        reader.problem(tree.line, message, f"Write values: [a, b], or type: one of {', '.join(FACT_KINDS)}.")
    kind = reader.choice(table, "type", FACT_KINDS, "text", code) if "type" in table.entries else "code"
    labels = reader.table(table.entries.get("value_labels"), f"{code}: `value_labels`", values or ("",))
    if "unknown" in values:
        reader.problem(
            tree.line,
            f"The fact {code!r} lists unknown as a value.",
            "Unknown is always possible; leave it out.",
        )
    return FactType(
        code=code,
        kind=kind,
        values=values,
        label=reader.wording(table, "label", code),
        question=reader.wording(table, "question", code),
        value_labels={
            key: reader.one_wording(part, f"{code}: {key}") for key, part in labels.entries.items()
        },
        where=reader.where(tree),
    )


def _steps(reader: Reader, tree: Tree | None) -> dict[str, Step]:
    reader.clause = "steps"
    steps = {}
    for code, part in reader.table(tree, "`steps`").entries.items():
        reader.clause = f"steps.{code}"
        if not CODE.match(code):
            reader.problem(part.line, f"{code!r} cannot be the code of a step.", CODE_ADVICE)
        steps[code] = _step(reader, code, part)
    reader.clause = ""
    return steps


def _step(reader: Reader, code: str, tree: Tree) -> Step:
    table = reader.table(tree, f"The step {code!r}", STEP_KEYS)
    return Step(
        code=code,
        label=reader.wording(table, "label", code),
        by=reader.codes(table, "by", code),
        fields=_fields(reader, table, code),
        sets=plain(reader.table(table.entries.get("sets"), f"{code}: `sets`")),
        phase=_optional_choice(reader, table, "phase", PHASES, code),
        track=_optional_choice(reader, table, "track", TRACKS, code),
        kind=reader.choice(table, "kind", ("fact", "interpretation"), "fact", code),
        derived=reader.truth(table, "derived", code) or False,
        source=reader.text(table, "source", code),
        where=reader.where(tree),
    )


def _fields(reader: Reader, table: Table, code: str) -> dict[str, str]:
    fields = reader.table(table.entries.get("fields"), f"{code}: `fields`")
    found = {}
    for fact, part in fields.entries.items():
        kind = reader.one_code(part, f"{code}: the field {fact!r}")
        if not CODE.match(fact):
            reader.problem(part.line, f"{code}: {fact!r} cannot be the code of a fact.", CODE_ADVICE)
        if kind is not None:
            found[fact] = kind
    return found


def _optional_choice(
    reader: Reader, table: Table, key: str, allowed: tuple[str, ...], what: str
) -> str | None:
    return reader.choice(table, key, allowed, "", what) if key in table.entries else None


def merged_step(known: Step, other: Step) -> Step:
    """Join two definitions of the same step: who may record it and what it asks."""
    by = tuple(dict.fromkeys((*known.by, *other.by)))
    label: Wording = known.label or other.label
    sets: Mapping[str, object] = {**other.sets, **known.sets}
    return replace(
        known,
        by=by,
        label=label,
        fields={**other.fields, **known.fields},
        sets=sets,
        phase=known.phase or other.phase,
        track=known.track or other.track,
        source=known.source or other.source,
    )
