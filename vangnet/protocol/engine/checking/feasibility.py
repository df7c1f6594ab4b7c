"""Are terms feasible: can what a duty needs first be there before the duty falls due?

A graph of steps: from a trigger to what a duty or period brings, weighted with the time that may take. The shortest path to a step that
is required says when one can count on it; a duty that falls due earlier depends on luck.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator

from vangnet.protocol.engine.checking.contradictions import longest, shortest, together
from vangnet.protocol.engine.checking.findings import Finding, at_clause
from vangnet.protocol.engine.checking.world import World
from vangnet.protocol.engine.model import Duty, Requirement

Graph = dict[str, list[tuple[str, float]]]
DAY = 86400


def feasibility_findings(world: World) -> Iterator[Finding]:
    """Find the duties whose term ends before what they need first can be counted on."""
    graph = _graph(world)
    for agreement in world.agreements:
        for duty in agreement.duties.values():
            if duty.within:
                yield from _duty(world, duty, graph)


def _graph(world: World) -> Graph:
    graph: Graph = {}
    for agreement in world.agreements:
        for duty in agreement.duties.values():
            for start in duty.on:
                graph.setdefault(start, []).extend((step, longest(duty.within)) for step in duty.do)
        for period in agreement.periods.values():
            if period.then is not None:
                for start in period.start:
                    graph.setdefault(start, []).append((period.then, shortest(period.lasts)))
    return graph


def distances(graph: Graph, start: str) -> dict[str, float]:
    """Give for every step how long after a start one can count on it, along the shortest path."""
    found = {start: 0.0}
    waiting = [(0.0, start)]
    while waiting:
        passed, step = heapq.heappop(waiting)
        if passed > found[step]:
            continue
        for following, takes in graph.get(step, ()):
            total = passed + takes
            if total < found.get(following, float("inf")):
                found[following] = total
                heapq.heappush(waiting, (total, following))
    return found


def _duty(world: World, duty: Duty, graph: Graph) -> Iterator[Finding]:
    due = shortest(duty.within)
    for trigger in duty.on:
        known = distances(graph, trigger)
        late = [_late(world, duty, step, known, due) for step in duty.do]
        if late and all(late):
            step, takes = min((found for found in late if found is not None), key=lambda found: found[1])
            yield at_clause("infeasible", duty, trigger=trigger, step=step, days=_days(takes), due=_days(due))


def _late(
    world: World, duty: Duty, step: str, known: dict[str, float], due: float
) -> tuple[str, float] | None:
    """Give the required step that comes too late for one way of fulfilling a duty."""
    for requirement in world.requirements.get(step, ()):
        if not together(world, duty.when, requirement.when):
            continue
        needed = _needed(world, duty, requirement, known)
        if needed is not None and due < needed[1] < float("inf"):
            return needed
    return None


def _needed(
    world: World, duty: Duty, requirement: Requirement, known: dict[str, float]
) -> tuple[str, float] | None:
    times = [(step, _takes(world, duty, step, known)) for step in requirement.after]
    if requirement.after_any:
        times.append(
            min(
                ((step, _takes(world, duty, step, known)) for step in requirement.after_any),
                key=lambda one: one[1],
            )
        )
    return max(times, key=lambda one: one[1], default=None)


def _takes(world: World, duty: Duty, step: str, known: dict[str, float]) -> float:
    # What the holder can do, or what no duty brings after this trigger, need not wait for anybody's term.
    if set(world.parties(step)) & set(duty.by):
        return 0.0
    return known.get(step, 0.0)


def _days(seconds: float) -> str:
    return f"{seconds / DAY:.1f}".removesuffix(".0")
