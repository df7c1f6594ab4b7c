"""Contradictions: must and must not in the same period, two who are each alone responsible, before and after at once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations as pairs
from itertools import product

from vangnet.protocol.engine.checking.findings import Finding, at_clause
from vangnet.protocol.engine.checking.guard_domains import combinations
from vangnet.protocol.engine.checking.world import World
from vangnet.protocol.engine.guards import Guard, truth
from vangnet.protocol.engine.model import Agreement, Duty, Limit, Period, Prohibition, Requirement

Owned = tuple[Agreement, Duty]


def contradiction_findings(world: World) -> Iterator[Finding]:
    """Find every contradiction between the agreements of one day."""
    duties = [(agreement, duty) for agreement in world.agreements for duty in agreement.duties.values()]
    bans = [(agreement, ban) for agreement in world.agreements for ban in agreement.prohibitions.values()]
    for (_, duty), (holder, ban) in product(duties, bans):
        yield from _must_and_must_not(world, duty, holder, ban)
    for one, other in pairs(duties, 2):
        yield from _two_responsible(world, one, other)
    for requirements in world.requirements.values():
        for first, second in pairs([*requirements, *requirements], 2):
            yield from _before_and_after(world, first, second)


def together(world: World, *guards: Guard | None) -> bool:
    """Say whether guards can all be true of one person at one moment."""
    cases = combinations(guards, world.corpus.facts)
    return cases is None or any(
        all(guard is None or truth(guard.tree, case) for guard in guards) for case in cases
    )


def _must_and_must_not(world: World, duty: Duty, holder: Agreement, ban: Prohibition) -> Iterator[Finding]:
    forbidden = set(duty.do) <= set(ban.forbidden) and (not ban.by or set(duty.by) <= set(ban.by))
    if not forbidden:
        return
    for starts, period in _stretches(world, holder, ban):
        if set(duty.on) & set(starts) and _within(duty, period):
            guards = (duty.when, ban.when, period.when if period else None)
            if together(world, *guards):
                yield at_clause("must_and_must_not", duty, steps=duty.do, ban=f"{holder.name}.{ban.name}")
                return


def _stretches(
    world: World, holder: Agreement, ban: Prohibition
) -> Iterator[tuple[tuple[str, ...], Period | None]]:
    if ban.start:
        yield ban.start, None
    for name in ban.during:
        period = world.period(holder, name)
        if period is not None:
            yield period.start, period


def _within(duty: Duty, period: Period | None) -> bool:
    """Say whether a duty falls due before a period that begins together with it is over."""
    if period is None or not period.lasts or not duty.within:
        return True
    return shortest(duty.within) <= longest(period.lasts)


def shortest(limits: tuple[Limit, ...]) -> float:
    """Give the shortest branch of a term in seconds; endless when it counts to a moment that a fact names."""
    return min((_seconds(limit) for limit in limits), default=float("inf"))


def longest(limits: tuple[Limit, ...]) -> float:
    """Give the longest branch of a term in seconds."""
    return max((_seconds(limit) for limit in limits), default=float("inf"))


def _seconds(limit: Limit) -> float:
    term = limit.term or limit.target
    return term.shortest_seconds() if term else float("inf")


def _two_responsible(world: World, one: Owned, other: Owned) -> Iterator[Finding]:
    (holder, first), (owner, second) = one, other
    same = set(first.on) & set(second.on) and set(first.do) == set(second.do)
    if not same or not together(world, first.when, second.when):
        return
    name = f"{owner.name}.{second.name}"
    if not set(first.by) & set(second.by):
        yield at_clause(
            "two_alone_responsible", first, other=name, parties=first.by, others=second.by, steps=first.do
        )
    elif first.within != second.within and holder.regions == owner.regions:
        yield at_clause("two_terms", first, other=name, steps=first.do)


def _before_and_after(world: World, first: Requirement, second: Requirement) -> Iterator[Finding]:
    both = sorted(set(first.after) & set(second.before))
    if both and together(world, first.when, second.when):
        yield at_clause("before_and_after", first, step=first.step, steps=both)
