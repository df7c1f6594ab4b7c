"""Judges a whole population: clause after clause, all cases at once."""

from __future__ import annotations

from datetime import datetime
from weakref import WeakKeyDictionary

import numpy as np

from vangnet.protocol.engine.columnar.clauses import judge_clause
from vangnet.protocol.engine.columnar.found import Defaults, Stretches
from vangnet.protocol.engine.columnar.lines import Lines, lines_of
from vangnet.protocol.engine.columnar.log import FAR, Derived, Log, select
from vangnet.protocol.engine.columnar.plan import Plan, plan_of
from vangnet.protocol.engine.columnar.population import Integers, Population
from vangnet.protocol.engine.columnar.result import PopulationResult
from vangnet.protocol.engine.columnar.sheets import Sheet
from vangnet.protocol.engine.columnar.singly import judged_singly, lines_from
from vangnet.protocol.engine.judging import clause_moment
from vangnet.protocol.engine.moments import epoch
from vangnet.protocol.engine.program import BAN, DUTY, PERIOD, Program

_PLANS: WeakKeyDictionary[Program, Plan] = WeakKeyDictionary()


def judge_population(
    population: Population, program: Program, at: float | datetime, known: float | datetime | None = None
) -> PopulationResult:
    """Judge every case of a population at a reference moment, with what had been recorded at a knowledge moment."""
    moment, heard = epoch(at), None if known is None else epoch(known)
    plan = _PLANS.get(program)
    if plan is None:
        plan = _PLANS[program] = plan_of(program)
    log = select(population, moment, heard, plan.steps, program.sets)
    circling = _circling(plan, log)
    if len(circling):
        log = log.without(circling)
    walk = Walk(plan, log, moment)
    singly = judged_singly(population, circling, program, moment, heard)
    duties = Lines.all_of([*walk.lines[DUTY], *lines_from(population, plan, singly, DUTY)])
    periods = Lines.all_of([*walk.lines[PERIOD], *lines_from(population, plan, singly, PERIOD)])
    return PopulationResult(walk.log, plan, duties, periods, walk.stretches, singly)


def _circling(plan: Plan, log: Log) -> Integers:
    """The cases in which a circle of derived events can start."""
    cases: Integers = np.unique(log.strands.case[log.strand[log.at(tuple(plan.circling))]])
    return cases


class Walk:
    """Takes the clauses in order and puts what they derive into the log for those that follow."""

    def __init__(self, plan: Plan, log: Log, at: float) -> None:
        self.plan = plan
        self.log = log
        self.at = at
        self.lines: dict[str, list[Lines]] = {DUTY: [], PERIOD: [], BAN: []}
        self.stretches: dict[int, Stretches] = {}
        self.ranks = _name_ranks(plan)
        watched = {period.index for sheet in plan.ordered for period in sheet.track.periods}
        for sheet in plan.ordered:
            kind = sheet.track.kind
            found = judge_clause(sheet, self.log, at, stretches=kind == BAN or sheet.track.index in watched)
            if kind != BAN:
                self.lines[kind].append(lines_of(found.instances, self.log, kind, sheet.first_rule, at))
            if kind == BAN or sheet.track.index in watched:
                self.stretches[sheet.track.index] = _by_row(self.log, found.stretches)
            if len(found.defaults.strand):
                self.log = self.log.with_derived(self._derived(sheet, found.defaults))

    def _derived(self, sheet: Sheet, every: Defaults) -> Derived:
        """Several ends of one clause at one moment are one event."""
        defaults = every.once()
        steps = np.array([self.log.step_numbers.get(rule.then or "", 0) for rule in sheet.rules])
        names = [
            clause_moment(sheet.rules[number], moment)
            for number, moment in zip(defaults.rule.tolist(), defaults.time.tolist(), strict=True)
        ]
        rank = np.full(len(names), self.ranks[sheet.track.code])
        return Derived(defaults.strand, defaults.time, steps[defaults.rule], rank, tuple(names))


def _name_ranks(plan: Plan) -> dict[str, int]:
    """How derived events of one moment order: by the length of their name, then by alphabet; 0 is for what was recorded."""
    codes = {sheet.track.code for sheet in plan.ordered}
    return {code: rank for rank, code in enumerate(sorted(codes, key=lambda code: (len(code), code)), 1)}


def _by_row(log: Log, found: Stretches) -> Stretches:
    """The stretches with rows for places, because places move when derived events come in."""
    ends = np.where(found.until == FAR, 0, found.until)
    return Stretches(
        found.strand,
        log.row[found.after],
        np.where(found.until == FAR, FAR, log.row[ends]),
        found.start,
        found.rule,
        found.in_doubt,
    )
