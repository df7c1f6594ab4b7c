"""What recorded steps break: deviations from requirements and breaches of prohibitions, for a whole log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

import numpy as np

from vangnet.protocol.engine.columnar.found import Stretches
from vangnet.protocol.engine.columnar.log import FAR, NO_PLACES, Log
from vangnet.protocol.engine.columnar.masks import Mask
from vangnet.protocol.engine.columnar.plan import Plan
from vangnet.protocol.engine.columnar.population import Floats, Integers
from vangnet.protocol.engine.columnar.sheets import Sheet
from vangnet.protocol.engine.program import BAN, Rule, Track


@dataclass(slots=True)
class Broken:
    """Breaches or deviations of one clause: the place of the step, the rule, and whether that is certain."""

    place: Integers
    rule: Integers
    certain: Mask
    since: Floats

    @classmethod
    def none(cls) -> Broken:
        """Nothing broken."""
        return cls(NO_PLACES, NO_PLACES, np.empty(0, dtype=bool), np.empty(0))

    @classmethod
    def all_of(cls, parts: list[Broken]) -> Broken:
        """All of these together, in order of place."""
        every = [cls.none(), *parts]
        joined = cls(
            *(np.concatenate([getattr(part, column.name) for part in every]) for column in fields(cls))
        )
        return joined.pick(np.argsort(joined.place, kind="stable"))

    def pick(self, which: Integers | Mask) -> Broken:
        """Some of these."""
        return Broken(self.place[which], self.rule[which], self.certain[which], self.since[which])


def deviations(sheet: Sheet, log: Log) -> Broken:
    """The steps that were recorded although a requirement was not met."""
    parts = []
    for number, rule in enumerate(sheet.rules):
        places = log.at(tuple(rule.on))
        places = places[~log.derived[places] & sheet.governed_by(rule, log.time[places])]
        places = places[_unmet(rule, log, places)]
        held = sheet.counts(log, rule, places)
        found = Broken(places, np.full(len(places), number), held.true, log.time[places])
        parts.append(found if not held.false.any() else found.pick(~held.false))
    return parts[0] if len(parts) == 1 else Broken.all_of(parts)


def _unmet(rule: Rule, log: Log, places: Integers) -> Mask:
    clause = rule.clause
    unmet = np.zeros(len(places), dtype=bool)
    for step in clause.after:
        unmet |= ~log.preceded(log.at((step,)), places)
    if clause.after_any:
        unmet |= ~log.preceded(log.at(clause.after_any), places)
    if clause.before:
        unmet |= log.preceded(log.at(clause.before), places)
    return unmet


def breaches(
    sheet: Sheet, log: Log, stretches: Mapping[int, Stretches], actor_numbers: Mapping[str, int]
) -> Broken:
    """The forbidden steps that were recorded while the prohibition was in force."""
    forbidden = log.at(tuple({step for rule in sheet.rules for step in rule.forbidden}))
    forbidden = forbidden[~log.derived[forbidden]]
    own = stretches.get(sheet.track.index, Stretches.none())
    hits = _covered(own, forbidden, own.rule, own.in_doubt)
    for track in sheet.track.periods:
        hits += _during(sheet, track, stretches.get(track.index, Stretches.none()), forbidden)
    if not len(hits.place):
        return Broken.all_of([])
    return _worst(hits.pick(_forbids(sheet, log, hits, actor_numbers)), sheet, log)


@dataclass(slots=True)
class Hits:
    """Forbidden steps within a stretch: in the order of the stretches, that is of the instances."""

    place: Integers
    rule: Integers
    in_doubt: Mask
    since: Floats

    def pick(self, which: Integers | Mask) -> Hits:
        """Some of these."""
        return Hits(self.place[which], self.rule[which], self.in_doubt[which], self.since[which])

    def __add__(self, other: Hits) -> Hits:
        names = [column.name for column in fields(self)]
        return Hits(*(np.concatenate([getattr(self, name), getattr(other, name)]) for name in names))


def _covered(stretches: Stretches, forbidden: Integers, rules: Integers, in_doubt: Mask) -> Hits:
    """Each forbidden step with each stretch that it falls in; a stretch without end goes to the end of its strand."""
    first = np.searchsorted(forbidden, stretches.after, side="right")
    last = np.searchsorted(forbidden, stretches.until, side="right")
    number = np.maximum(last - first, 0)
    which = np.repeat(np.arange(len(first)), number)
    offset = np.arange(len(which)) - np.repeat(np.cumsum(number) - number, number)
    places = forbidden[first[which] + offset]
    return Hits(places, rules[which], in_doubt[which], stretches.start[which])


def _during(sheet: Sheet, period: Track, stretches: Stretches, forbidden: Integers) -> Hits:
    """The version of the prohibition is the one in force at the start of the period."""
    rules = sheet.governing(stretches.start)
    names = np.array([period in rule.periods for rule in sheet.rules] + [False])
    hits = _covered(stretches, forbidden, rules, stretches.in_doubt)
    return hits.pick(names[hits.rule])


def _forbids(sheet: Sheet, log: Log, hits: Hits, actor_numbers: Mapping[str, int]) -> Mask:
    steps = sheet.step_table(log, "forbidden")
    actors = np.zeros((len(sheet.rules), len(actor_numbers)), dtype=bool)
    for number, rule in enumerate(sheet.rules):
        named = [actor_numbers[party] for party in rule.parties if party in actor_numbers]
        actors[number, named if rule.parties else slice(None)] = True
    actor = log.population.actor[log.row[hits.place]]
    return steps[hits.rule, log.step[hits.place]] & actors[hits.rule, actor]


def _worst(hits: Hits, sheet: Sheet, log: Log) -> Broken:
    """One breach per step: a certain one when there is one, otherwise one in doubt, the earliest instance first."""
    certain, doubtful = np.zeros(len(hits.place), dtype=bool), np.zeros(len(hits.place), dtype=bool)
    for number, rule in enumerate(sheet.rules):
        mine = np.flatnonzero(hits.rule == number)
        held = sheet.counts(log, rule, hits.place[mine])
        unsure = held.unknown if rule.in_doubt == "applies" else np.zeros(len(mine), dtype=bool)
        certain[mine] = held.true & ~hits.in_doubt[mine]
        doubtful[mine] = held.true & hits.in_doubt[mine] | unsure
    ranked = np.lexsort((hits.since, ~certain, hits.place))
    ranked = ranked[(certain | doubtful)[ranked]]
    places, first = np.unique(hits.place[ranked], return_index=True)
    chosen = ranked[first]
    return Broken(places, hits.rule[chosen], certain[chosen], hits.since[chosen])


@dataclass(slots=True)
class BrokenLines:
    """Breaches or deviations of all clauses: numbers for case, subject and rule, the row of the event."""

    case: Integers
    subject: Integers
    rule: Integers
    event: Integers
    certain: Mask
    since: Floats

    def __len__(self) -> int:
        return len(self.case)


def all_deviations(plan: Plan, log: Log) -> BrokenLines:
    """The deviations from every requirement."""
    return _lines(log, [(sheet.first_rule, deviations(sheet, log)) for sheet in plan.requirements])


def all_breaches(plan: Plan, log: Log, stretches: Mapping[int, Stretches]) -> BrokenLines:
    """The breaches of every prohibition; the stretches come by the number of their clause, with rows for places."""
    actors = {name: number for number, name in enumerate(log.population.actor_names)}
    placed = {track: _placed(log, found) for track, found in stretches.items()}
    bans = [sheet for sheet in plan.ordered if sheet.track.kind == BAN]
    return _lines(log, [(sheet.first_rule, breaches(sheet, log, placed, actors)) for sheet in bans])


def _placed(log: Log, found: Stretches) -> Stretches:
    """The stretches with the places that their rows have in this log; one without end goes to the end of its strand."""
    place = log.place_of_rows()
    until = np.where(
        found.until == FAR,
        log.strand_ends()[found.strand] - 1,
        place[np.where(found.until == FAR, 0, found.until)],
    )
    return replace(found, after=place[found.after], until=until)


def _lines(log: Log, parts: list[tuple[int, Broken]]) -> BrokenLines:
    first = np.concatenate([np.full(len(broken.place), number) for number, broken in parts] or [NO_PLACES])
    broken = [broken for _, broken in parts]
    nothing = Broken.none()
    place, rule, certain, since = (
        np.concatenate([getattr(part, column.name) for part in (nothing, *broken)])
        for column in fields(Broken)
    )
    strand = log.strand[place]
    return BrokenLines(
        log.strands.case[strand], log.strands.subject[strand], rule + first, log.row[place], certain, since
    )
