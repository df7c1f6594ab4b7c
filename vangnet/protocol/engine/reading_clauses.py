"""Reads the clauses of an agreement: duties, rights, periods, prohibitions and requirements."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from vangnet.protocol.engine.model import Duty, Pause, Period, Prohibition, Requirement, Right
from vangnet.protocol.engine.reading import CODE, Reader
from vangnet.protocol.engine.yaml_nodes import Scalar, Table, Tree

TRANSITIONS = ("respecting", "immediate", "most_favourable")
IN_DOUBT = ("applies", "ask", "does_not_apply")
REPEAT = ("first", "each", "restart")
COMMON = ("when", "in_doubt", "ground", "says", "source", "note", "transition")
DUTY_KEYS = (
    *("on", "by", "toward", "do", "within", "repeat", "lapses_on", "pauses", "on_default", "remedy"),
    *COMMON,
)
RIGHT_KEYS = ("on", "may", "who", "until", "within", *COMMON)
PERIOD_KEYS = ("from", "lasts", "ends_early_on", "then", "repeat", "pauses", *COMMON)
PROHIBITION_KEYS = ("during", "from", "until", "by", "not", "remedy", *COMMON)
REQUIREMENT_KEYS = ("name", "step", "after", "after_any", "before", "remedy", *COMMON)


@dataclass(frozen=True, slots=True)
class Frame:
    """The version that a clause belongs to."""

    agreement: str
    version: date
    transition: str
    is_statutory: Callable[[str], bool]


class ClauseReader:
    """Reads the clauses of one version."""

    def __init__(self, reader: Reader, frame: Frame) -> None:
        self.reader = reader
        self.frame = frame

    def duties(self, tree: Tree | None) -> dict[str, Duty]:
        """Read all duties."""
        return {name: self._duty(name, table) for name, table in self._named(tree, "duties", DUTY_KEYS)}

    def rights(self, tree: Tree | None) -> dict[str, Right]:
        """Read all rights."""
        return {name: self._right(name, table) for name, table in self._named(tree, "rights", RIGHT_KEYS)}

    def periods(self, tree: Tree | None) -> dict[str, Period]:
        """Read all periods."""
        return {name: self._period(name, table) for name, table in self._named(tree, "periods", PERIOD_KEYS)}

    def prohibitions(self, tree: Tree | None) -> dict[str, Prohibition]:
        """Read all prohibitions."""
        named = self._named(tree, "prohibitions", PROHIBITION_KEYS)
        return {name: self._prohibition(name, table) for name, table in named}

    def requirements(self, tree: Tree | None) -> tuple[Requirement, ...]:
        """Read the list of requirements."""
        self.reader.clause = "requires"
        parts = self.reader.items(tree, "`requires`")
        found = [self._requirement(number, part) for number, part in enumerate(parts, 1)]
        self.reader.clause = ""
        return tuple(requirement for requirement in found if requirement is not None)

    def _named(self, tree: Tree | None, section: str, keys: tuple[str, ...]) -> list[tuple[str, Table]]:
        self.reader.clause = section
        found = []
        for name, part in self.reader.table(tree, f"`{section}`").entries.items():
            self.reader.clause = f"{section}.{name}"
            if not CODE.match(name):
                advice = "A name is lower case with underscores."
                self.reader.problem(part.line, f"{name!r} is not a name for a clause.", advice)
            found.append((name, self.reader.table(part, f"The clause {name!r}", keys)))
        self.reader.clause = ""
        return found

    def _common(self, name: str, table: Table, section: str) -> dict[str, Any]:
        reader = self.reader
        reader.clause = f"{section}.{name}"
        return {
            "agreement": self.frame.agreement,
            "version": self.frame.version,
            "name": name,
            "ground": reader.text(table, "ground", name),
            "says": reader.wording(table, "says", name),
            "source": _joined(reader, table, "source", name),
            "note": reader.wording(table, "note", name),
            "transition": reader.choice(table, "transition", TRANSITIONS, self.frame.transition, name),
            "when": reader.guard(table, "when", name),
            "in_doubt": reader.choice(table, "in_doubt", IN_DOUBT, "applies", name),
            "where": reader.where(table),
        }

    def _duty(self, name: str, table: Table) -> Duty:
        common = self._common(name, table, "duties")
        reader = self.reader
        return Duty(
            **common,
            on=reader.codes(table, "on", name, required=True),
            by=reader.codes(table, "by", name, required=True),
            toward=reader.codes(table, "toward", name),
            do=reader.codes(table, "do", name, required=True),
            within=reader.limits(table, "within", name, self.frame.is_statutory(common["ground"])),
            repeat=reader.choice(table, "repeat", REPEAT, "first", name),
            lapses_on=reader.codes(table, "lapses_on", name),
            pauses=self._pauses(table, name),
            on_default=reader.code(table, "on_default", name),
            remedy=reader.wording(table, "remedy", name),
        )

    def _right(self, name: str, table: Table) -> Right:
        common = self._common(name, table, "rights")
        reader = self.reader
        return Right(
            **common,
            on=reader.codes(table, "on", name, required=True),
            may=reader.codes(table, "may", name, required=True),
            who=reader.codes(table, "who", name),
            until=reader.codes(table, "until", name),
            within=reader.limits(table, "within", name, self.frame.is_statutory(common["ground"])),
        )

    def _period(self, name: str, table: Table) -> Period:
        common = self._common(name, table, "periods")
        reader = self.reader
        then = reader.code(table, "then", name)
        if then and "lasts" not in table.entries:
            message = f"{name}: `then` needs a natural end, but `lasts` is absent."
            reader.problem(table.line, message, "Add `lasts`, or take `then` out.")
        return Period(
            **common,
            start=reader.codes(table, "from", name, required=True),
            lasts=reader.limits(table, "lasts", name, self.frame.is_statutory(common["ground"])),
            ends_early_on=reader.codes(table, "ends_early_on", name),
            then=then,
            repeat=reader.choice(table, "repeat", REPEAT, "first", name),
            pauses=self._pauses(table, name),
        )

    def _prohibition(self, name: str, table: Table) -> Prohibition:
        common = self._common(name, table, "prohibitions")
        reader = self.reader
        if ("during" in table.entries) == ("from" in table.entries):
            message = f"{name}: a prohibition has either `during` or `from`."
            reader.problem(
                table.line, message, "Name the period, or the steps from and until which it holds."
            )
        if "until" in table.entries and "from" not in table.entries:
            reader.problem(table.line, f"{name}: `until` without `from`.", "Add `from`, or use `during`.")
        return Prohibition(
            **common,
            during=reader.codes(table, "during", name),
            start=reader.codes(table, "from", name),
            end=reader.codes(table, "until", name),
            by=reader.codes(table, "by", name),
            forbidden=reader.codes(table, "not", name, required=True),
            remedy=reader.wording(table, "remedy", name),
        )

    def _requirement(self, number: int, tree: Tree) -> Requirement | None:
        reader = self.reader
        reader.clause = f"requires.{number}"
        table = reader.table(tree, f"Requirement {number}", REQUIREMENT_KEYS)
        if not table.entries:
            return None
        step = reader.code(table, "step", f"Requirement {number}", required=True) or ""
        name = reader.text(table, "name", f"Requirement {number}", step)
        common = self._common(name, table, "requires")
        reader.clause = f"requires.{number}"
        conditions: dict[str, Any] = {
            key: reader.codes(table, key, name) for key in ("after", "after_any", "before")
        }
        if not any(key in table.entries for key in conditions):
            reader.problem(
                table.line, f"{name}: the requirement asks nothing.", "Add `after`, `after_any` or `before`."
            )
        if step and any(step in codes for codes in (conditions["after"], conditions["after_any"])):
            reader.problem(table.line, f"{name}: {step!r} must come after itself.", "Name the earlier step.")
        return Requirement(**common, step=step, remedy=reader.wording(table, "remedy", name), **conditions)

    def _pauses(self, table: Table, name: str) -> tuple[Pause, ...]:
        pauses = []
        for part in self.reader.items(table.entries.get("pauses"), f"{name}: `pauses`"):
            pause = self.reader.table(part, f"{name}: the pause", ("from", "until"))
            start = self.reader.code(pause, "from", f"{name}: the pause", required=True)
            end = self.reader.code(pause, "until", f"{name}: the pause", required=True)
            if start and start == end:
                message = f"{name}: the pause starts and ends with {start!r}."
                self.reader.problem(pause.line, message, "Name two different steps.")
            if start and end:
                pauses.append(Pause(start, end))
        return tuple(pauses)


def _joined(reader: Reader, table: Table, key: str, what: str) -> str:
    tree = table.entries.get(key)
    if tree is None or isinstance(tree, Scalar):
        return reader.text(table, key, what)
    return "; ".join(part.text for part in reader.items(tree, f"{what}: `{key}`") if isinstance(part, Scalar))
