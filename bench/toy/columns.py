"""The trial route in columns: its histories as arrays, and the duties that wait read back from a result."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bench.toy.cases import ToyEvent
from bench.toy.oracle import Answer
from vangnet.protocol.engine.columnar import DUTY_STATUSES, FactColumn, Population, PopulationResult

AGREEMENTS = Path(__file__).resolve().parent / "agreements"
WAITING = ("open", "overdue")
FACTS = ("foreign", "age", "detention")


def waiting(result: PopulationResult, number: int) -> list[Answer]:
    """Per case the duties that wait, from the columns of the result."""
    answers: list[Answer] = [{} for _ in range(number)]
    lines = result.duties
    for case, rule, status in zip(
        lines.case.tolist(), lines.rule.tolist(), lines.status.tolist(), strict=True
    ):
        if DUTY_STATUSES[status] in WAITING:
            answers[case][result.rules[rule].track.name] = DUTY_STATUSES[status]
    return answers


def as_columns(histories: list[list[ToyEvent]]) -> dict[str, object]:
    """The histories as arrays, the way that a database hands them over."""
    events = [event for history in histories for event in history]
    names = list(dict.fromkeys(event.step for event in events))
    numbers = {name: number for number, name in enumerate(names)}
    with_facts = [(row, event) for row, event in enumerate(events) if event.facts]
    rows = np.array([row for row, _ in with_facts])
    known = np.zeros(len(rows), dtype=bool)
    return {
        "case": np.repeat(np.arange(len(histories)), [len(history) for history in histories]),
        "step": np.array([numbers[event.step] for event in events]),
        "occurred": np.array([float(event.moment) for event in events]),
        "step_names": names,
        "facts": {
            fact: FactColumn.from_values(
                rows, np.array([event.facts[fact] for _, event in with_facts]), known
            )
            for fact in FACTS
        },
    }


def population_of(columns: dict[str, object]) -> Population:
    """A population straight from arrays."""
    return Population.from_arrays(**columns)
