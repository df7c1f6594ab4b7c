"""Refuses chains of derived events that could go round without time passing."""

from __future__ import annotations

from collections.abc import Iterator

from vangnet.protocol.engine.model import Clause, Corpus, Duty, Limit, Period, Problem

# From a step that starts a clause to the derived step at its end: how long that takes at least, and which clause says so.
Edge = tuple[str, str, Clause]


def cycle_problems(corpus: Corpus) -> list[Problem]:
    """Find derived events that can trigger themselves again at the same moment."""
    following: dict[str, list[Edge]] = {}
    for edge in _timeless_edges(corpus):
        following.setdefault(edge[0], []).append(edge)
    return [
        _problem(edge)
        for start in following
        for edge in following[start]
        if _reaches(edge[1], start, following)
    ]


def _timeless_edges(corpus: Corpus) -> Iterator[Edge]:
    for agreement in corpus.agreements:
        for duty in agreement.duties.values():
            yield from _edges(duty, duty.on, duty.on_default, duty.within)
        for period in agreement.periods.values():
            yield from _edges(period, period.start, period.then, period.lasts)


def _edges(
    clause: Clause, starts: tuple[str, ...], end: str | None, limits: tuple[Limit, ...]
) -> Iterator[Edge]:
    # A moment that a fact names may already be past; only a term always takes time.
    if end is not None and any(limit.until is not None for limit in limits):
        yield from ((start, end, clause) for start in starts)


def _reaches(step: str, goal: str, following: dict[str, list[Edge]]) -> bool:
    seen, waiting = {step}, [step]
    while waiting:
        here = waiting.pop()
        if here == goal:
            return True
        for edge in following.get(here, ()):
            if edge[1] not in seen:
                seen.add(edge[1])
                waiting.append(edge[1])
    return False


def _problem(edge: Edge) -> Problem:
    start, end, clause = edge
    file, line = (clause.where.file, clause.where.line) if clause.where else ("", 1)
    section = "duties" if isinstance(clause, Duty) else "periods" if isinstance(clause, Period) else ""
    message = f"From {start!r} the derived step {end!r} can come back to {start!r} without time passing."
    return Problem(file, line, f"{section}.{clause.name}", message, "Give one clause of the circle a term.")
