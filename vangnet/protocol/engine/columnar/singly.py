"""The few cases that a circle of derived events could reach: judged one by one, by the plain evaluator."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from vangnet.protocol.engine.columnar.lines import DUTY_STATUSES, PERIOD_STATUSES, Lines
from vangnet.protocol.engine.columnar.plan import Plan
from vangnet.protocol.engine.columnar.population import NOTHING, Integers, Population
from vangnet.protocol.engine.instances import DutyInstance, PeriodInstance
from vangnet.protocol.engine.model import Case, Event
from vangnet.protocol.engine.program import DUTY, Program
from vangnet.protocol.engine.results import Judgement


def judged_singly(
    population: Population, cases: Integers, program: Program, at: float, known: float | None
) -> dict[int, Judgement]:
    """Judge these cases one by one."""
    return {number: Judgement(_case(population, number), program, at, known) for number in cases.tolist()}


def _case(population: Population, number: int) -> Case:
    """A case put together again from its columns."""
    first, last = np.searchsorted(population.case, [number, number + 1]).tolist()
    facts: dict[int, dict[str, object]] = {row: {} for row in range(first, last)}
    for code, column in population.facts.items():
        begin, end = np.searchsorted(column.rows, [first, last]).tolist()
        for row, value in zip(column.rows[begin:end].tolist(), column.codes[begin:end].tolist(), strict=True):
            facts[row][code] = None if value == NOTHING else column.values[value]
    events = tuple(_event(population, row, facts[row]) for row in range(first, last))
    return Case(population.case_names[number], events)


def _event(population: Population, row: int, facts: Mapping[str, object]) -> Event:
    replaced = int(population.replaces[row])
    target = None if replaced == NOTHING else population.event_id(replaced)
    step = population.step_names[int(population.step[row])]
    return Event(
        id=population.event_id(row),
        step=step,
        occurred=float(population.occurred[row]),
        recorded=float(population.recorded[row]),
        by=population.actor_names[int(population.actor[row])],
        subject=population.subject_names[int(population.subject[row])],
        facts=facts,
        corrects=target if step else None,
        retracts=None if step else target,
    )


def lines_from(population: Population, plan: Plan, singly: Mapping[int, Judgement], kind: str) -> list[Lines]:
    """What was found one by one, as lines; a derived event has no row."""
    numbers = {id(rule): number for number, rule in enumerate(plan.rules)}
    subjects = {name: number for number, name in enumerate(population.subject_names)}
    found = []
    for case, judgement in singly.items():
        first, last = np.searchsorted(population.case, [case, case + 1]).tolist()
        rows = {population.event_id(row): row for row in range(first, last)}
        instances = judgement.duties if kind == DUTY else judgement.periods
        found += [_line(case, one, numbers[id(one.rule)], subjects[one.subject], rows) for one in instances]
    return found


def _line(
    case: int, one: DutyInstance | PeriodInstance, rule: int, subject: int, rows: Mapping[str, int]
) -> Lines:
    duty = isinstance(one, DutyInstance)
    status = (DUTY_STATUSES if duty else PERIOD_STATUSES).index(one.status)
    closed = one.settled_at if isinstance(one, DutyInstance) else one.ended_at
    closer = rows.get(one.settled_by.id, NOTHING) if one.settled_by else NOTHING
    return Lines(
        case=np.array([case]),
        subject=np.array([subject]),
        rule=np.array([rule]),
        trigger=np.array([rows.get(one.trigger.id, NOTHING)]),
        start=np.array([one.start]),
        due=np.array([np.nan if one.due is None else one.due]),
        status=np.array([status]),
        closer=np.array([closer]),
        closed_at=np.array([np.nan if closed is None else closed]),
        in_doubt=np.array([one.in_doubt]),
    )
