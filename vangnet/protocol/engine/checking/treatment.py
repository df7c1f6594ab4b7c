"""Equal treatment: which groups have strictly fewer routes, or other terms, than the group they are compared with."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from vangnet.protocol.engine.checking.coverage import serves_phase
from vangnet.protocol.engine.checking.findings import Finding, at_clause
from vangnet.protocol.engine.checking.grid import Grid
from vangnet.protocol.engine.checking.profiles import Box, Group
from vangnet.protocol.engine.checking.world import OpenClause, World
from vangnet.protocol.engine.model import Duty, Limit
from vangnet.protocol.engine.references import clauses_of, limits_of


def treatment_findings(world: World) -> Iterator[Finding]:
    """Report the groups that the agreements serve less."""
    clauses = world.open_clauses()
    for group in world.profiles.groups:
        if group.fact and group.fact not in world.corpus.facts:
            yield Finding("not_distinguished", details={"group": dict(group.label), "fact": group.fact})
        elif not group.fact:
            yield from _compared(world, clauses, group)
    yield from _terms(world)


def _compared(world: World, clauses: list[OpenClause], group: Group) -> Iterator[Finding]:
    for phase in world.profiles.phases:
        mine: list[str] = []
        theirs: list[str] = []
        for found in clauses:
            if not found.agreement.regions and serves_phase(world, found.agreement, found.clause, phase):
                own, other = _sides(world, group, found.open)
                if own != other:
                    (mine if own > other else theirs).append(f"{found.agreement.name}.{found.clause.name}")
        if theirs and not mine:
            yield Finding(
                "fewer_routes",
                details={"group": dict(group.label), "phase": phase, "number": len(theirs), "routes": theirs},
            )


def _sides(world: World, group: Group, grid: Grid) -> tuple[float, float]:
    """Give the share of a group and of the group it is compared with for whom a route is open."""
    return _share(world, group.where, grid), _share(world, {**group.where, **group.against}, grid)


def _share(world: World, box: Box, grid: Grid) -> float:
    inside = world.space.box(box)
    shape = np.broadcast_shapes(inside.shape, grid.shape)
    return float(np.broadcast_to(inside & grid, shape).sum() / np.broadcast_to(inside, shape).sum())


def _terms(world: World) -> Iterator[Finding]:
    for agreement in world.agreements:
        for clause in clauses_of(agreement):
            limits = limits_of(clause)
            if any(limit.when is not None for limit in limits):
                code = "term_differs_for_duty" if isinstance(clause, Duty) else "term_differs"
                yield at_clause(code, clause, terms={_when(limit): _length(limit) for limit in limits})


def _when(limit: Limit) -> str:
    return limit.when.text if limit.when else "*"


def _length(limit: Limit) -> str:
    term = limit.term or limit.target
    if term is not None:
        return term.text
    return limit.until or "-"
