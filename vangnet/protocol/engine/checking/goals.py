"""Goals: what an agreement promises must be within reach of everybody whom it serves, also when things go against them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from vangnet.protocol.engine.checking.findings import Finding, at_place, who
from vangnet.protocol.engine.checking.grid import Grid
from vangnet.protocol.engine.checking.profiles import Adversity
from vangnet.protocol.engine.checking.world import NOTHING_WRONG, SOMEBODY, World
from vangnet.protocol.engine.model import Agreement

UNREACHABLE = ("goal_unreachable", "goal_unreachable_under")


def goal_findings(world: World, unreached: dict[str, Grid]) -> Iterator[Finding]:
    """Find the goals that somebody cannot get by steps of the chain; `unreached` collects them for the accepted gaps."""
    for agreement in world.agreements:
        for goal in agreement.goals:
            name = f"{agreement.name}.{goal}"
            for adversity in (NOTHING_WRONG, *world.profiles.adversities):
                missed = _missed(world, agreement, goal, adversity)
                if adversity is not NOTHING_WRONG:
                    # What is out of reach anyway is said once.
                    missed = missed & ~_missed(world, agreement, goal, NOTHING_WRONG)
                if not missed.any():
                    continue
                unreached[f"{name} {adversity.name}"] = (
                    unreached.get(f"{name} {adversity.name}", world.space.nobody) | missed
                )
                missed = missed & ~_accepted(world, name, adversity)
                if missed.any():
                    finding = _finding(world, agreement, goal, adversity, missed)
                    past = world.is_past(agreement) and adversity is not NOTHING_WRONG
                    yield replace(finding, softened=True) if past else finding


def without_adversity_of_the_lost(findings: Sequence[Finding]) -> list[Finding]:
    """Say once of a goal that nobody can reach it; what else stands in its way does not matter before that is mended."""
    lost: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        if finding.code == "goal_unreachable" and finding.details["everybody"]:
            lost.setdefault((finding.file, finding.clause), finding)
    return [
        finding
        for finding in findings
        if finding.code not in UNREACHABLE or lost.get((finding.file, finding.clause), finding) is finding
    ]


def _missed(world: World, agreement: Agreement, goal: str, adversity: Adversity) -> Grid:
    # When the adversity is that this very step does not come, there is nothing to reach.
    if goal in adversity.without:
        return world.space.nobody
    reach = world.reach(adversity, chain_only=True)
    return world.served(agreement) & world.space.box(adversity.where) & ~reach.of(goal)


def _accepted(world: World, name: str, adversity: Adversity) -> Grid:
    accepted = world.space.nobody
    for gap in world.profiles.gaps:
        if gap.goal == name and gap.adversity in ("", adversity.name) and gap.holds(world.checked_on):
            accepted = accepted | world.space.box(gap.where)
    return accepted


def _finding(world: World, agreement: Agreement, goal: str, adversity: Adversity, missed: Grid) -> Finding:
    reach = world.reach(adversity, chain_only=True)
    missing = reach.missing(goal)
    code = UNREACHABLE[adversity is not NOTHING_WRONG]
    return at_place(
        code,
        agreement.where,
        f"goals.{goal}",
        goal=goal,
        adversity=dict(adversity.label),
        profiles=[who(box) for box in world.space.boxes(world.space.full(missed))][:3],
        missing=missing,
        everybody=not (world.served(agreement) & ~missed).any(),
    )


def silence_findings(world: World) -> Iterator[Finding]:
    """Report per party which goals nobody else can bring about when that party stays silent and nothing escalates."""
    for party in sorted({party for step in world.steps.values() for party in step.by}):
        if world.is_person(party) or party == SOMEBODY:
            continue
        silent = Adversity(f"silent {party}", {}, without_parties=(party,))
        lost = [
            f"{agreement.name}.{goal}"
            for agreement in world.agreements
            for goal in agreement.goals
            if _missed(world, agreement, goal, silent).any()
            and not _missed(world, agreement, goal, NOTHING_WRONG).any()
        ]
        if lost:
            escalated = [name for name in lost if _escalates(world, name.rpartition(".")[2])]
            yield Finding(
                "depends_on_one_party",
                details={"party": party, "goals": lost, "escalated": escalated},
            )


def _escalates(world: World, goal: str) -> bool:
    return any(
        duty.on_default is not None
        for agreement in world.agreements
        for duty in agreement.duties.values()
        if goal in duty.do
    )
