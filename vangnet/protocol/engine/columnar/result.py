"""What judging a population gives: duties and periods as columns, counts over them, and any single case."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np

from vangnet.protocol.engine.columnar.breaking import BrokenLines, all_breaches, all_deviations
from vangnet.protocol.engine.columnar.found import Stretches
from vangnet.protocol.engine.columnar.lines import DUTY_STATUSES, PERIOD_STATUSES, Lines
from vangnet.protocol.engine.columnar.log import Log
from vangnet.protocol.engine.columnar.plan import Plan
from vangnet.protocol.engine.columnar.population import NOTHING, Integers, Population
from vangnet.protocol.engine.columnar.records import BrokenLine, CaseResult, DutyLine, PeriodLine, told_by
from vangnet.protocol.engine.model import Duty
from vangnet.protocol.engine.program import Rule
from vangnet.protocol.engine.results import Judgement


class PopulationResult:
    """All cases of a population, judged at one moment."""

    def __init__(
        self,
        log: Log,
        plan: Plan,
        duties: Lines,
        periods: Lines,
        stretches: Mapping[int, Stretches],
        singly: Mapping[int, Judgement],
    ) -> None:
        self.population: Population = log.population
        self.rules: tuple[Rule, ...] = plan.rules
        self.duties = duties
        self.periods = periods
        self.singly = singly
        self._log = log
        self._plan = plan
        self._stretches = stretches

    @cached_property
    def breaches(self) -> BrokenLines:
        """The forbidden steps that were recorded; worked out when first asked for."""
        return all_breaches(self._plan, self._log, self._stretches)

    @cached_property
    def deviations(self) -> BrokenLines:
        """The steps that were recorded although a requirement was not met; worked out when first asked for."""
        return all_deviations(self._plan, self._log)

    def all_broken(self) -> tuple[BrokenLines, BrokenLines]:
        """Breaches and deviations together."""
        return self.breaches, self.deviations

    def counts(self) -> dict[tuple[str, str, str], int]:
        """How many duties there are by agreement, duty and status."""
        keys, numbers = np.unique(
            self.duties.rule * len(DUTY_STATUSES) + self.duties.status, return_counts=True
        )
        found: dict[tuple[str, str, str], int] = {}
        for key, number in zip(keys.tolist(), numbers.tolist(), strict=True):
            track = self.rules[key // len(DUTY_STATUSES)].track
            name = track.agreement, track.name, DUTY_STATUSES[key % len(DUTY_STATUSES)]
            found[name] = found.get(name, 0) + number
        return found

    def counts_by_party(self) -> dict[tuple[str, str], int]:
        """How many duties each party holds, by status; a duty held by several parties counts for each."""
        width, statuses = len(self.population.actor_names) + 1, len(DUTY_STATUSES)
        keys = (
            (self.duties.rule * statuses + self.duties.status) * width + self._actors(self.duties.trigger) + 1
        )
        found: dict[tuple[str, str], int] = {}
        for key, number in zip(*(part.tolist() for part in np.unique(keys, return_counts=True)), strict=True):
            rest, actor = divmod(key, width)
            status = DUTY_STATUSES[rest % statuses]
            for party in self._holder(rest // statuses, actor - 1):
                found[party, status] = found.get((party, status), 0) + number
        return found

    def case(self, number: int) -> CaseResult:
        """One case, in the form in which the plain evaluator tells it as well."""
        if number in self.singly:
            return told_by(self.singly[number])
        return CaseResult(
            duties=tuple(self._duty(line) for line in np.flatnonzero(self.duties.case == number).tolist()),
            periods=tuple(
                self._period(line) for line in np.flatnonzero(self.periods.case == number).tolist()
            ),
            breaches=self._broken(self.breaches, number),
            deviations=self._broken(self.deviations, number),
        )

    def event_id(self, row: int) -> str:
        """The id of an event: its own, or the clause and the moment for one that the engine made."""
        size = len(self.population)
        return self.population.event_id(row) if row < size else self._log.names[row - size]

    def _actors(self, rows: Integers) -> Integers:
        recorded = (rows >= 0) & (rows < len(self.population))
        actors: Integers = np.where(recorded, self.population.actor[np.where(recorded, rows, 0)], NOTHING)
        return actors

    def _holder(self, rule: int, actor: int) -> tuple[str, ...]:
        clause: Duty = self.rules[rule].clause
        name = self.population.actor_names[actor] if actor >= 0 else ""
        return (name,) if name in clause.by else clause.by

    def _duty(self, line: int) -> DutyLine:
        lines = self.duties
        rule = self.rules[int(lines.rule[line])]
        trigger = int(lines.trigger[line])
        actor = int(self._actors(lines.trigger[line : line + 1])[0])
        return DutyLine(
            agreement=rule.track.agreement,
            version=rule.agreement.valid_from,
            duty=rule.track.name,
            subject=self.population.subject_names[int(lines.subject[line])],
            trigger=self.event_id(trigger),
            trigger_at=float(lines.start[line]),
            holder=self._holder(int(lines.rule[line]), actor),
            due=_moment(lines.due[line]),
            status=DUTY_STATUSES[int(lines.status[line])],
            closed_at=_moment(lines.closed_at[line]),
            in_doubt=bool(lines.in_doubt[line]),
        )

    def _period(self, line: int) -> PeriodLine:
        lines = self.periods
        rule = self.rules[int(lines.rule[line])]
        return PeriodLine(
            agreement=rule.track.agreement,
            version=rule.agreement.valid_from,
            period=rule.track.name,
            subject=self.population.subject_names[int(lines.subject[line])],
            trigger=self.event_id(int(lines.trigger[line])),
            start=float(lines.start[line]),
            due=_moment(lines.due[line]),
            status=PERIOD_STATUSES[int(lines.status[line])],
            closed_at=_moment(lines.closed_at[line]),
            in_doubt=bool(lines.in_doubt[line]),
        )

    def _broken(self, lines: BrokenLines, number: int) -> tuple[BrokenLine, ...]:
        found = []
        for line in np.flatnonzero(lines.case == number).tolist():
            track = self.rules[int(lines.rule[line])].track
            subject = self.population.subject_names[int(lines.subject[line])]
            event = self.event_id(int(lines.event[line]))
            found.append(BrokenLine(track.agreement, track.name, subject, event, bool(lines.certain[line])))
        return tuple(found)


def _moment(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
