"""In which order clauses are judged: what makes a derived event comes before what listens to it.

Clauses that go round in a circle of derived events have no such order. The cases in which such a circle can start are judged by the plain
evaluator; all others never touch it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vangnet.protocol.engine.columnar.sheets import Sheet
from vangnet.protocol.engine.program import BAN, DUTY, PERIOD, REQUIREMENT, Program, Rule

WALKED = (DUTY, PERIOD, BAN)


@dataclass(frozen=True, slots=True)
class Plan:
    """Sheets in an order in which they can be judged, and the steps with which a circle can start."""

    ordered: tuple[Sheet, ...]
    requirements: tuple[Sheet, ...]
    circling: frozenset[str]
    steps: tuple[str, ...]
    rules: tuple[Rule, ...]


def plan_of(program: Program) -> Plan:
    """Work out the order for a program."""
    rules: list[Rule] = []
    sheets, requirements = [], []
    for track in program.tracks:
        sheet = Sheet(track, program.calendar, len(rules))
        rules += sheet.rules
        if track.kind in WALKED:
            sheets.append(sheet)
        elif track.kind == REQUIREMENT:
            requirements.append(sheet)
    made = {number: _made(sheet) for number, sheet in enumerate(sheets)}
    heard = [_heard(sheet, program) for sheet in sheets]
    waiting = {
        number: {maker for maker in made if made[maker] & heard[number]} for number in range(len(sheets))
    }
    ordered: list[int] = []
    while ready := [
        number for number, makers in waiting.items() if makers <= set(ordered) and number not in ordered
    ]:
        ordered += ready
    circle = [sheet for number, sheet in enumerate(sheets) if number not in ordered]
    return Plan(
        ordered=tuple(sheets[number] for number in ordered),
        requirements=tuple(requirements),
        circling=_starting(circle, sheets),
        steps=(*program.steps, *sorted(program.derived_steps)),
        rules=tuple(rules),
    )


def _made(sheet: Sheet) -> frozenset[str]:
    return frozenset(rule.then for rule in sheet.rules if rule.then is not None)


def _heard(sheet: Sheet, program: Program) -> frozenset[str]:
    """Every step that matters to a clause: those it names, and those that set a fact it looks at."""
    setting = {step for step, facts in program.sets.items() if not sheet.facts.isdisjoint(facts)}
    return frozenset({*sheet.opening, *sheet.closing, *sheet.pausing} | setting)


def _starting(circle: Iterable[Sheet], sheets: Sequence[Sheet]) -> frozenset[str]:
    """The steps that open a clause of a circle, or open what derives such a step."""
    steps = {step for sheet in circle for step in sheet.opening}
    while True:
        wider = steps | {step for sheet in sheets if _made(sheet) & steps for step in sheet.opening}
        if wider == steps:
            return frozenset(steps)
        steps = wider
