"""Profiles: the axes on which people differ for the agreements, who is responsible in which phase, and gaps that were accepted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from vangnet.protocol.engine.guards import Guard
from vangnet.protocol.engine.model import Problem, Where, Wording
from vangnet.protocol.engine.reading import Reader
from vangnet.protocol.engine.reading_agreement import PHASES
from vangnet.protocol.engine.registers import PACKAGED
from vangnet.protocol.engine.spelling import suggestion
from vangnet.protocol.engine.yaml_nodes import Table, Tree, Unreadable, parse_yaml, plain, read_bytes

UNKNOWN = "unknown"
PROFILES, GAPS = "profiles.yaml", "accepted-gaps.yaml"
PROFILE_KEYS = ("axes", "phases", "adversities", "groups", "victim_groups", "scenario_share")
GAP_KEYS = ("phase", "goal", "adversity", "where", "by", "organisation", "on", "until", "reason", "source")

# Axis values by axis name; what is not named is open to every value.
Box = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Axis:
    """One way in which people differ; each value stands for one or more facts, and unknown always is one."""

    name: str
    label: Wording
    facts: Mapping[str, Mapping[str, Any]]

    @property
    def values(self) -> tuple[str, ...]:
        """All values, unknown last."""
        return (*self.facts, UNKNOWN)

    @property
    def codes(self) -> tuple[str, ...]:
        """The facts that this axis settles."""
        return tuple(dict.fromkeys(code for facts in self.facts.values() for code in facts))


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who is responsible in a phase, for the profiles of the guard."""

    phase: str
    parties: tuple[str, ...]
    when: Guard | None
    source: str
    note: Wording
    where: Where


@dataclass(frozen=True, slots=True)
class Adversity:
    """Something that goes against the person: steps and parties that then do not come."""

    name: str
    label: Wording
    where: Box = field(default_factory=dict)
    without: tuple[str, ...] = ()
    without_parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A group of people to compare with another one; `fact` names what would have to be recorded to tell them apart."""

    name: str
    label: Wording
    where: Box
    against: Box
    fact: str


@dataclass(frozen=True, slots=True)
class VictimGroup:
    """A group by which the impact of a change is counted."""

    name: str
    label: Wording
    when: Guard


@dataclass(frozen=True, slots=True)
class AcceptedGap:
    """An empty cell or an unreachable goal that somebody accepted, by name and date."""

    phase: str
    goal: str
    adversity: str
    where: Box
    by: str
    organisation: str
    on: date | None
    until: date | None
    reason: Wording
    source: str
    place: Where

    def holds(self, day: date) -> bool:
        """Say whether the acceptance counts on a day."""
        return self.on is not None and self.on <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Profiles:
    """Everything that profiles.yaml and accepted-gaps.yaml say; `own` when the folder has its own profiles."""

    axes: tuple[Axis, ...]
    responsible: tuple[Responsibility, ...]
    adversities: tuple[Adversity, ...]
    groups: tuple[Group, ...]
    victim_groups: tuple[VictimGroup, ...]
    gaps: tuple[AcceptedGap, ...]
    own: bool
    scenario_share: float

    @property
    def phases(self) -> tuple[str, ...]:
        """The phases that somebody must be responsible for, in the order of the chain."""
        named = {entry.phase for entry in self.responsible}
        return tuple(phase for phase in PHASES if phase in named)

    def axis(self, name: str) -> Axis | None:
        """Find an axis by name."""
        return next((axis for axis in self.axes if axis.name == name), None)


def read_profiles(root: Path, problems: list[Problem]) -> Profiles:
    """Read the profiles and accepted gaps of a folder; without its own, the packaged profiles count."""
    own = (root / PROFILES).exists()
    folder = root if own else PACKAGED
    reader, table = _open(folder, PROFILES, PROFILE_KEYS, problems)
    axes = tuple(
        _axis(reader, name, part)
        for name, part in reader.table(table.entries.get("axes"), "`axes`").entries.items()
    )
    gap_folder = root if own or (root / GAPS).exists() else PACKAGED
    return Profiles(
        axes=axes,
        responsible=tuple(_responsibilities(reader, table.entries.get("phases"))),
        adversities=tuple(_adversities(reader, table.entries.get("adversities"), axes)),
        groups=tuple(_groups(reader, table.entries.get("groups"), axes)),
        victim_groups=tuple(_victim_groups(reader, table.entries.get("victim_groups"))),
        gaps=_gaps(gap_folder, axes, problems),
        own=own,
        scenario_share=_share(reader, table) if own else 0.0,
    )


def _open(folder: Path, name: str, keys: tuple[str, ...], problems: list[Problem]) -> tuple[Reader, Table]:
    reader = Reader(name, problems)
    try:
        return reader, reader.table(
            parse_yaml(read_bytes(folder / name, name), name), f"The file {name}", keys
        )
    except Unreadable as error:
        problems.append(error.problem)
        return reader, Table({}, {}, 1)


def _axis(reader: Reader, name: str, tree: Tree) -> Axis:
    reader.clause = f"axes.{name}"
    table = reader.table(tree, f"The axis {name!r}", ("label", "facts"))
    values = reader.table(table.entries.get("facts"), f"{name}: `facts`")
    facts = {code: plain(reader.table(part, f"{name}: {code}")) for code, part in values.entries.items()}
    if not facts:
        reader.problem(tree.line, f"The axis {name!r} has no values.", "Add `facts` with at least one value.")
    return Axis(name, reader.wording(table, "label", name), facts)


def _responsibilities(reader: Reader, tree: Tree | None) -> list[Responsibility]:
    found = []
    for phase, part in reader.table(tree, "`phases`").entries.items():
        reader.clause = f"phases.{phase}"
        if phase not in PHASES:
            advice = suggestion(phase, PHASES) or f"Phases: {', '.join(PHASES)}."
            reader.problem(part.line, f"There is no phase {phase!r}.", advice)
        for entry in reader.items(part, f"`{phase}`"):
            table = reader.table(entry, "The responsibility", ("parties", "when", "note", "source"))
            found.append(
                Responsibility(
                    phase=phase,
                    parties=reader.codes(table, "parties", phase, required=True),
                    when=reader.guard(table, "when", phase),
                    source=reader.text(table, "source", phase),
                    note=reader.wording(table, "note", phase),
                    where=reader.where(entry),
                )
            )
    return found


def _adversities(reader: Reader, tree: Tree | None, axes: tuple[Axis, ...]) -> list[Adversity]:
    found = []
    for name, part in reader.table(tree, "`adversities`").entries.items():
        reader.clause = f"adversities.{name}"
        table = reader.table(
            part, f"The adversity {name!r}", ("label", "where", "without", "without_parties")
        )
        found.append(
            Adversity(
                name=name,
                label=reader.wording(table, "label", name),
                where=_box(reader, table.entries.get("where"), axes),
                without=reader.codes(table, "without", name),
                without_parties=reader.codes(table, "without_parties", name),
            )
        )
    return found


def _groups(reader: Reader, tree: Tree | None, axes: tuple[Axis, ...]) -> list[Group]:
    found = []
    for name, part in reader.table(tree, "`groups`").entries.items():
        reader.clause = f"groups.{name}"
        table = reader.table(part, f"The group {name!r}", ("label", "where", "against", "fact"))
        found.append(
            Group(
                name=name,
                label=reader.wording(table, "label", name),
                where=_box(reader, table.entries.get("where"), axes),
                against=_box(reader, table.entries.get("against"), axes),
                fact=reader.text(table, "fact", name),
            )
        )
    return found


def _victim_groups(reader: Reader, tree: Tree | None) -> list[VictimGroup]:
    found = []
    for name, part in reader.table(tree, "`victim_groups`").entries.items():
        reader.clause = f"victim_groups.{name}"
        table = reader.table(part, f"The group {name!r}", ("label", "when"))
        guard = reader.guard(table, "when", name)
        if guard is not None:
            found.append(VictimGroup(name, reader.wording(table, "label", name), guard))
    return found


def _box(reader: Reader, tree: Tree | None, axes: tuple[Axis, ...]) -> dict[str, tuple[str, ...]]:
    table = reader.table(tree, "`where`")
    known = {axis.name: axis for axis in axes}
    box = {}
    for name in table.entries:
        codes = reader.codes(table, name, "`where`")
        if name not in known:
            advice = suggestion(name, known) or f"Axes: {', '.join(known)}."
            reader.problem(table.key_lines[name], f"There is no axis {name!r}.", advice)
            continue
        for code in codes:
            if code not in known[name].values:
                advice = suggestion(code, known[name].values) or f"Values: {', '.join(known[name].values)}."
                reader.problem(table.key_lines[name], f"The axis {name!r} has no value {code!r}.", advice)
        box[name] = tuple(code for code in codes if code in known[name].values)
    return box


def _gaps(folder: Path, axes: tuple[Axis, ...], problems: list[Problem]) -> tuple[AcceptedGap, ...]:
    if not (folder / GAPS).exists():
        return ()
    reader, table = _open(folder, GAPS, ("accepted",), problems)
    found = []
    for number, part in enumerate(reader.items(table.entries.get("accepted"), "`accepted`"), 1):
        reader.clause = f"accepted.{number}"
        found.append(_gap(reader, part, axes))
    return tuple(found)


def _gap(reader: Reader, tree: Tree, axes: tuple[Axis, ...]) -> AcceptedGap:
    table = reader.table(tree, "The accepted gap", GAP_KEYS)
    if ("phase" in table.entries) == ("goal" in table.entries):
        reader.problem(
            tree.line,
            "An accepted gap names either a phase or a goal.",
            "Write phase: ..., or goal: <agreement>.<step>.",
        )
    phase = reader.choice(table, "phase", PHASES, "", "The accepted gap") if "phase" in table.entries else ""
    return AcceptedGap(
        phase=phase,
        goal=reader.code(table, "goal", "The accepted gap") or "",
        adversity=reader.text(table, "adversity", "The accepted gap"),
        where=_box(reader, table.entries.get("where"), axes),
        by=reader.text(table, "by", "The accepted gap", required=True),
        organisation=reader.text(table, "organisation", "The accepted gap", required=True),
        on=reader.day(table, "on", "The accepted gap", required=True),
        until=reader.day(table, "until", "The accepted gap"),
        reason=_reason(reader, table),
        source=reader.text(table, "source", "The accepted gap", required=True),
        place=reader.where(tree),
    )


def _reason(reader: Reader, table: Table) -> Wording:
    reason = reader.wording(table, "reason", "The accepted gap")
    if not reason:
        reader.problem(table.line, "The accepted gap has no `reason`.", "Add `reason: {nl: ..., en: ...}`.")
    return reason


def _share(reader: Reader, table: Table) -> float:
    reader.clause = ""
    tree = table.entries.get("scenario_share")
    if tree is None:
        return 0.0
    value = plain(tree)
    if isinstance(value, int | float) and 0 <= value <= 1:
        return float(value)
    reader.problem(tree.line, f"`scenario_share` cannot be {value!r}.", "Write a number from 0 to 1.")
    return 0.0
