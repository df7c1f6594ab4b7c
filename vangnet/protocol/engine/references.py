"""Checks what agreements name: steps, facts, periods, parties and clauses must exist, and facts must fit where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from vangnet.protocol.engine.guard_types import guard_findings, value_problem
from vangnet.protocol.engine.guards import Guard
from vangnet.protocol.engine.model import (
    Agreement,
    Clause,
    Corpus,
    Duty,
    Limit,
    Period,
    Problem,
    Prohibition,
    Requirement,
    Right,
    Where,
)
from vangnet.protocol.engine.reading_agreement import FACT_KINDS
from vangnet.protocol.engine.spelling import near_miss, suggestion

SECTIONS = {
    Duty: "duties",
    Right: "rights",
    Period: "periods",
    Prohibition: "prohibitions",
    Requirement: "requires",
}


def clauses_of(agreement: Agreement) -> Iterator[Clause]:
    """Go through all clauses of a version: duties, rights, periods, prohibitions, requirements."""
    for section in (agreement.duties, agreement.rights, agreement.periods, agreement.prohibitions):
        yield from section.values()
    yield from agreement.requires


def limits_of(clause: Clause) -> tuple[Limit, ...]:
    """Give the branches of a clause's term."""
    if isinstance(clause, Duty | Right):
        return clause.within
    return clause.lasts if isinstance(clause, Period) else ()


def steps_of(clause: Clause) -> tuple[str, ...]:
    """Give every step that a clause names."""
    if isinstance(clause, Duty):
        pauses = tuple(code for pause in clause.pauses for code in (pause.start, pause.end))
        default = (clause.on_default,) if clause.on_default else ()
        return (*clause.on, *clause.do, *clause.lapses_on, *pauses, *default)
    if isinstance(clause, Right):
        return (*clause.on, *clause.may, *clause.until)
    if isinstance(clause, Period):
        pauses = tuple(code for pause in clause.pauses for code in (pause.start, pause.end))
        return (*clause.start, *clause.ends_early_on, *pauses, *((clause.then,) if clause.then else ()))
    if isinstance(clause, Prohibition):
        return (*clause.start, *clause.end, *clause.forbidden)
    return _requirement_steps(clause)


def _requirement_steps(clause: Any) -> tuple[str, ...]:
    return (clause.step, *clause.after, *clause.after_any, *clause.before)


def parties_of(clause: Clause) -> tuple[str, ...]:
    """Give every party that a clause names."""
    if isinstance(clause, Duty):
        return (*clause.by, *clause.toward)
    if isinstance(clause, Right):
        return clause.who
    return clause.by if isinstance(clause, Prohibition) else ()


def reference_problems(corpus: Corpus) -> list[Problem]:
    """Find everything that agreements name and that does not exist or does not fit."""
    return [problem for agreement in corpus.agreements for problem in _Checker(corpus, agreement).problems()]


class _Checker:
    def __init__(self, corpus: Corpus, agreement: Agreement) -> None:
        self.corpus = corpus
        self.agreement = agreement

    def problems(self) -> Iterator[Problem]:
        agreement = self.agreement
        yield from self._steps(agreement.where, "goals", agreement.goals)
        yield from self._steps(agreement.where, "uses", agreement.uses_steps)
        yield from self._facts(agreement.where, "uses", agreement.uses_facts)
        yield from self._guard(agreement.where, "applies", agreement.applies)
        yield from self._retroactive()
        for step in agreement.steps.values():
            place = step.where or agreement.where
            yield from self._parties(place, f"steps.{step.code}", step.by)
            yield from self._sets(place, step.code, step.sets.items())
            yield from self._fields(place, step.code, step.fields.items())
        for clause in clauses_of(agreement):
            yield from self._clause(clause)

    def _clause(self, clause: Clause) -> Iterator[Problem]:
        place = clause.where or self.agreement.where
        name = f"{SECTIONS[type(clause)]}.{clause.name}"
        yield from self._steps(place, name, steps_of(clause))
        yield from self._parties(place, name, parties_of(clause))
        yield from self._guard(place, name, clause.when)
        for limit in limits_of(clause):
            yield from self._guard(place, name, limit.when)
            yield from self._until(place, name, limit)
        if isinstance(clause, Prohibition):
            yield from self._periods(place, name, clause.during)

    def _problem(
        self, place: Where, clause: str, message: str, advice: str, severity: str = "error"
    ) -> Problem:
        return Problem(place.file, place.line, clause, message, advice, severity)

    def _steps(self, place: Where, clause: str, codes: Iterable[str]) -> Iterator[Problem]:
        known = self.corpus.steps
        for code in dict.fromkeys(codes):
            if code in known:
                continue
            close = near_miss(code, known)
            if close:
                message = f"The step {code!r} is not defined."
                yield self._problem(
                    place, clause, message, f"Did you mean {close!r}? Or define it under `steps`."
                )
            else:
                message = f"The step {code!r} is not defined in any file; its code stands in for its label."
                yield self._problem(place, clause, message, "Define it under `steps`.", "warning")

    def _facts(self, place: Where, clause: str, codes: Iterable[str]) -> Iterator[Problem]:
        for code in codes:
            if code in self.corpus.facts:
                continue
            if code in self.agreement.uses_facts:
                message = f"The fact {code!r} is not defined in any file; its values are not checked."
                yield self._problem(place, clause, message, "Define it under `facts`.", "warning")
            else:
                advice = suggestion(code, self.corpus.facts) or "Define it under `facts`."
                yield self._problem(place, clause, f"The fact {code!r} is not defined.", advice)

    def _guard(self, place: Where, clause: str, guard: Guard | None) -> Iterator[Problem]:
        if guard is not None:
            yield from self._facts(place, clause, guard.facts)
            for message, advice in guard_findings(guard, self.corpus.facts):
                yield self._problem(place, clause, f"In the guard {guard.text!r}: {message}", advice)

    def _until(self, place: Where, clause: str, limit: Limit) -> Iterator[Problem]:
        if limit.until is None:
            return
        yield from self._facts(place, clause, (limit.until,))
        fact = self.corpus.facts.get(limit.until)
        if fact is not None and fact.kind != "date":
            message = f"`until` names {fact.code!r}, which is {fact.kind} and no date."
            yield self._problem(place, clause, message, "Name a fact with type: date.")

    def _periods(self, place: Where, clause: str, names: Iterable[str]) -> Iterator[Problem]:
        known = {
            *self.agreement.periods,
            *(f"{other.name}.{period}" for other in self.corpus.agreements for period in other.periods),
        }
        for name in names:
            if name not in known:
                advice = (
                    suggestion(name, known) or "Define it under `periods`, or write <agreement>.<period>."
                )
                yield self._problem(place, clause, f"The period {name!r} does not exist.", advice)

    def _parties(self, place: Where, clause: str, codes: Iterable[str]) -> Iterator[Problem]:
        for code in codes:
            if code not in self.corpus.parties:
                advice = suggestion(code, self.corpus.parties) or "Add it to parties.yaml."
                message = f"The party {code!r} is not in the register."
                yield self._problem(place, clause, message, advice, "warning")

    def _sets(self, place: Where, step: str, values: Iterable[tuple[str, object]]) -> Iterator[Problem]:
        for code, value in values:
            yield from self._facts(place, f"steps.{step}", (code,))
            fact = self.corpus.facts.get(code)
            problem = value_problem(fact, value) if fact is not None and value != "unknown" else None
            if problem is not None:
                yield self._problem(place, f"steps.{step}", *problem)

    def _fields(self, place: Where, step: str, fields: Iterable[tuple[str, str]]) -> Iterator[Problem]:
        for code, kind in fields:
            if kind not in FACT_KINDS and kind not in self.corpus.facts:
                advice = (
                    suggestion(kind, (*FACT_KINDS, *self.corpus.facts)) or f"Types: {', '.join(FACT_KINDS)}."
                )
                message = f"The field {code!r} has the type {kind!r}, which is no type and no fact."
                yield self._problem(place, f"steps.{step}", message, advice)

    def _retroactive(self) -> Iterator[Problem]:
        names = {clause.name for clause in clauses_of(self.agreement)}
        for name in self.agreement.retroactive_clauses:
            if name not in names:
                advice = suggestion(name, names) or "Name clauses of this version."
                message = f"`retroactive` names the clause {name!r}, which does not exist."
                yield self._problem(self.agreement.where, "retroactive", message, advice)
