"""What a recorded step breaks: requirements that were not met (deviations) and prohibitions in force (breaches)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from vangnet.protocol.engine.model import Event, Requirement, Wording
from vangnet.protocol.engine.program import Rule, StepTable, Track
from vangnet.protocol.engine.standing import IN_DOUBT, Instance, Standing


@dataclass(slots=True, eq=False)
class Deviation:
    """A step that was recorded although a requirement was not met."""

    rule: Rule
    event: Event
    missing: tuple[str, ...]
    too_late_after: tuple[str, ...]
    certain: bool
    subject: str

    @property
    def remedy(self) -> Wording:
        """What can still be done."""
        remedy: Wording = self.rule.clause.remedy
        return remedy


@dataclass(slots=True, eq=False)
class Breach:
    """A forbidden step that was recorded."""

    rule: Rule
    event: Event
    since: float
    certain: bool
    subject: str

    @property
    def remedy(self) -> Wording:
        """What can still be done."""
        remedy: Wording = self.rule.clause.remedy
        return remedy


def check(run: Standing, event: Event, table: StepTable) -> None:
    """Note what a recorded step breaks."""
    seen, step, moment = run.seen, event.step, event.occurred
    for track in table.requirements:
        for rule in track.governing(moment):
            if step in rule.on and (rule.tangled or not rule.needs <= seen):
                _check_requirement(run, event, rule)
    if table.bans:
        check_bans(run, event, table.bans)


def _check_requirement(run: Standing, event: Event, rule: Rule) -> None:
    missing, too_late = unmet(rule, run.seen)
    if not missing and not too_late:
        return
    holds = applies(run, rule, event.occurred)
    if holds is not False:
        run.deviations.append(Deviation(rule, event, missing, too_late, holds is True, run.subject))


def unmet(rule: Rule, seen: set[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the steps that a requirement misses, and the steps that should not have come before."""
    clause: Requirement = rule.clause
    missing = tuple([step for step in clause.after if step not in seen])
    if clause.after_any and seen.isdisjoint(clause.after_any):
        missing += clause.after_any
    return missing, tuple([step for step in clause.before if step in seen]) if clause.before else ()


def applies(run: Standing, rule: Rule, moment: float) -> bool | None:
    """Say whether a requirement or prohibition counts for a recorded step; note what has to be asked."""
    facts = run.facts_at(moment)
    if rule.regions and not run.in_region(rule, facts):
        return False
    holds = rule.guard.evaluate(facts) if rule.guard else True
    if holds is None:
        run.ask(rule.guard)
    return holds


def counts_now(run: Standing, rule: Rule) -> bool | None:
    """Say whether a requirement or prohibition counts at the reference moment."""
    facts = run.facts_at(run.at)
    if rule.regions and facts.get("region") is not None and facts["region"] not in rule.regions:
        return False
    return rule.guard.evaluate(facts) if rule.guard else True


def check_bans(run: Standing, event: Event, tracks: tuple[Track, ...]) -> None:
    """Note a breach for every prohibition in force that this step breaks."""
    for track in tracks:
        found = [
            (rule, instance)
            for rule, instance in bans_in_force(run, track)
            if event.step in rule.forbidden and (not rule.parties or event.by in rule.parties)
        ]
        if found:
            _breach(run, event, found)


def _breach(run: Standing, event: Event, found: list[tuple[Rule, Instance]]) -> None:
    judged = [
        (ban_holds(applies(run, rule, event.occurred), rule, instance), rule, instance)
        for rule, instance in found
    ]
    for wanted in (True, None):
        for holds, rule, instance in judged:
            if holds is wanted:
                run.breaches.append(Breach(rule, event, instance.start, wanted is True, run.subject))
                return


def bans_in_force(run: Standing, track: Track) -> Iterator[tuple[Rule, Instance]]:
    """Give the prohibition for each running period or stretch, by the version at its start."""
    for instance in run.open.get(track.index, ()):
        yield instance.rule, instance
    for period in track.periods:
        for instance in run.open.get(period.index, ()):
            rule: Any = track.timetable.at(instance.start)
            if rule is not None and period in rule.periods and instance.running:
                yield rule, instance


def ban_holds(counts: bool | None, rule: Rule, instance: Instance) -> bool | None:
    """Say whether a prohibition holds: true, false, or in doubt (`None`)."""
    if counts is None and rule.in_doubt != "applies":
        return False
    return None if counts and instance.doubt == IN_DOUBT else counts
