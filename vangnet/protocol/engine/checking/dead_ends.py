"""Dead ends: duties that can arise but never be met, steps that nobody can record, derived steps that nothing makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from vangnet.protocol.engine.checking.findings import Finding, at_clause, at_place, who
from vangnet.protocol.engine.checking.world import World, acts, derivations
from vangnet.protocol.engine.model import Agreement, Clause, Duty, Period, Prohibition, Requirement, Right
from vangnet.protocol.engine.references import clauses_of, steps_of


def dead_end_findings(world: World) -> Iterator[Finding]:
    """Find every dead end in the agreements of one day."""
    made = {step for step, _, _ in derivations(world.agreements)}
    for agreement in world.agreements:
        for clause in clauses_of(agreement):
            yield from _clause(world, clause)
            yield from _pauses(world, clause)
        yield from _steps(world, agreement, made)


def _clause(world: World, clause: Clause) -> Iterator[Finding]:
    if isinstance(clause, Duty):
        yield from _duty(world, clause)
    elif isinstance(clause, Right):
        yield from _never(world, clause, clause.on)
        if not world.reach().any_of(clause.may).any():
            yield at_clause("right_unusable", clause, steps=clause.may)
    elif isinstance(clause, Period):
        yield from _never(world, clause, clause.start)
        if not clause.lasts and not clause.ends_early_on:
            yield at_clause("period_without_end", clause)
    elif isinstance(clause, Requirement):
        yield from _requirement(world, clause)
    elif isinstance(clause, Prohibition) and clause.start:
        yield from _never(world, clause, clause.start)


def _pauses(world: World, clause: Clause) -> Iterator[Finding]:
    for pause in clause.pauses if isinstance(clause, Duty | Period) else ():
        if not world.reach().of(pause.end).any():
            yield at_clause("pause_without_end", clause, start=pause.start, end=pause.end)


def _duty(world: World, duty: Duty) -> Iterator[Finding]:
    reach = world.reach()
    yield from _never(world, duty, duty.on)
    arises = reach.any_of(duty.on) & world.possible.applies(duty.when, duty.in_doubt)
    if duty.on_default is not None and _is_heard(world, duty.on_default):
        return
    stuck = arises & ~reach.any_of(duty.do) & ~reach.any_of(duty.lapses_on)
    if stuck.any():
        boxes = [who(box) for box in world.space.boxes(world.space.full(stuck))][:3]
        missing = tuple(dict.fromkeys(code for step in duty.do for code in reach.missing(step)))
        yield at_clause("dead_end", duty, steps=duty.do, profiles=boxes, missing=missing)


def _never(world: World, clause: Clause, starts: tuple[str, ...]) -> Iterator[Finding]:
    lost = [step for step in starts if not world.reach().of(step).any()]
    if len(lost) == len(starts):
        yield at_clause("never_starts", clause, steps=lost)


def _is_heard(world: World, step: str) -> bool:
    """Say whether a derived step sets something in motion."""
    return any(step in clause.on for agreement in world.agreements for clause in acts(agreement))


def _is_named(world: World, step: str) -> bool:
    """Say whether any clause looks at a derived step, apart from the ones that make it."""
    makers = {id(clause) for made, _, clause in derivations(world.agreements) if made == step}
    return any(
        step in steps_of(clause) and (id(clause) not in makers or step in _looked_at(clause))
        for agreement in world.agreements
        for clause in clauses_of(agreement)
    )


def _looked_at(clause: Clause) -> tuple[str, ...]:
    if isinstance(clause, Duty):
        return (*clause.on, *clause.do, *clause.lapses_on)
    return (*clause.start, *clause.ends_early_on) if isinstance(clause, Period) else ()


def _requirement(world: World, requirement: Requirement) -> Iterator[Finding]:
    reach = world.reach()
    never = [step for step in requirement.after if not reach.of(step).any()]
    if requirement.after_any and not reach.any_of(requirement.after_any).any():
        never += requirement.after_any
    if never:
        circle = [step for step in never if requirement.step in _needed(world, step)]
        yield at_clause(
            "requirement_unmeetable", requirement, step=requirement.step, steps=never, circle=circle
        )


def _needed(world: World, step: str) -> set[str]:
    """Give every step that must come before a step, directly or not."""
    found: set[str] = set()
    waiting = [step]
    while waiting:
        for requirement in world.requirements.get(waiting.pop(), ()):
            new = set(requirement.after) - found
            found |= new
            waiting += new
    return found


def _steps(world: World, agreement: Agreement, made: set[str]) -> Iterator[Finding]:
    for code, step in agreement.steps.items():
        merged = world.steps[code]
        if merged.derived and code not in made:
            yield at_place("nothing_makes", step.where, f"steps.{code}", step=code)
        if merged.derived and code in made and not merged.sets and not _is_named(world, code):
            yield at_place("derived_unheard", step.where, f"steps.{code}", step=code)
        if merged.derived and merged.by:
            yield at_place("derived_with_recorder", step.where, f"steps.{code}", step=code, parties=merged.by)
    for clause in clauses_of(agreement):
        yield from _unrecordable(world, clause)
    for step_code, _, clause in derivations((agreement,)):
        if step_code not in world.undefined and not world.steps[step_code].derived:
            yield at_clause("not_derived", clause, step=step_code)


def _unrecordable(world: World, clause: Clause) -> Iterator[Finding]:
    lost = [code for code in _unique(steps_of(clause)) if code in world.undefined]
    if lost:
        yield replace(at_clause("undefined_step", clause, steps=lost), softened=not world.profiles.own)
    nobody = [
        code
        for code in _unique(steps_of(clause))
        if (step := world.steps.get(code)) is not None and not step.by and not step.derived
    ]
    if nobody:
        yield at_clause("nobody_records", clause, steps=nobody)


def _unique(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))
