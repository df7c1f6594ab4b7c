"""The route for one profile: what applies, what may apply and what to ask for it, in the order in which it can happen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from vangnet.protocol.engine.checking.coverage import serves_phase
from vangnet.protocol.engine.checking.possibilities import FALSE, TRUE
from vangnet.protocol.engine.checking.profiles import UNKNOWN, Axis, Profiles
from vangnet.protocol.engine.checking.world import World, derivations, results
from vangnet.protocol.engine.guards import Guard
from vangnet.protocol.engine.model import (
    Agreement,
    Clause,
    Corpus,
    Duty,
    Period,
    Prohibition,
    Requirement,
    Right,
    Step,
)
from vangnet.protocol.engine.reading_agreement import PHASES

Profile = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ResidualClause:
    """A clause for one profile: it applies (true), does not (false), or may apply (nothing), with the facts to ask then."""

    kind: str
    clause: Clause
    applies: bool | None
    ask: tuple[str, ...]
    regions: tuple[str, ...]

    @property
    def code(self) -> str:
        """Name the clause with its agreement."""
        return f"{self.clause.agreement}.{self.clause.name}"


@dataclass(frozen=True, slots=True)
class ResidualStep:
    """A step that can happen for this profile; `layer` says how many steps come before it at least."""

    step: Step
    layer: int
    comes_from: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PhaseRoute:
    """One phase for one profile: who is responsible, and which duties and rights are open with their steps."""

    phase: str
    responsible: tuple[str, ...]
    routes: tuple[ResidualClause, ...]
    steps: tuple[ResidualStep, ...]


@dataclass(frozen=True, slots=True)
class ResidualRoute:
    """All agreements of one day, worked out as far as a profile allows."""

    profile: Profile
    day: date
    agreements: tuple[tuple[Agreement, bool | None], ...]
    clauses: tuple[ResidualClause, ...]
    steps: tuple[ResidualStep, ...]
    phases: tuple[PhaseRoute, ...]

    def of_kind(self, kind: str) -> tuple[ResidualClause, ...]:
        """Give the clauses of one kind: duty, right, period, prohibition or requirement."""
        return tuple(clause for clause in self.clauses if clause.kind == kind)


def routes_for(profile: Profile, corpus: Corpus, profiles: Profiles, day: date) -> tuple[PhaseRoute, ...]:
    """Say per phase who is responsible for this person and which duties and rights are open."""
    return residual_route(profile, corpus, profiles, day).phases


def residual_route(profile: Profile, corpus: Corpus, profiles: Profiles, day: date) -> ResidualRoute:
    """Work out all agreements of a day for one profile; an axis that is not named is unknown."""
    return _Residual(profile, corpus, profiles, day).route()


def single(profiles: Profiles, profile: Profile) -> Profiles:
    """Give the same profiles with only one value left on each axis."""
    return replace(
        profiles, axes=tuple(_one_value(axis, profile.get(axis.name, UNKNOWN)) for axis in profiles.axes)
    )


def _one_value(axis: Axis, value: str) -> Axis:
    if value not in axis.values:
        known = ", ".join(axis.values)
        raise ValueError(f"The axis {axis.name!r} has no value {value!r}. Choose one of: {known}.")
    return SettledAxis(axis.name, axis.label, {value: axis.facts.get(value) or dict.fromkeys(axis.codes)})


class SettledAxis(Axis):
    """An axis with one value left, which may be unknown."""

    __slots__ = ()

    @property
    def values(self) -> tuple[str, ...]:
        """The one value."""
        return tuple(self.facts)


class _Residual:
    def __init__(self, profile: Profile, corpus: Corpus, profiles: Profiles, day: date) -> None:
        self.profile = profile
        self.world = World(corpus, single(profiles, profile), day)
        self.profiles = profiles
        self.open = {id(one.clause) for one in self.world.open_clauses() if one.open.any()}

    def route(self) -> ResidualRoute:
        world = self.world
        steps = self.steps()
        places = {found.step.code: place for place, found in enumerate(steps)}
        clauses = sorted(self.clauses(), key=lambda one: (_first(one.clause, places), one.code))
        return ResidualRoute(
            profile=dict(self.profile),
            day=world.day,
            agreements=tuple((agreement, self.truth(agreement.applies)) for agreement in world.agreements),
            clauses=tuple(clauses),
            steps=steps,
            phases=tuple(self.phase(name, clauses, steps) for name in self.profiles.phases),
        )

    def truth(self, guard: Guard | None) -> bool | None:
        found = int(self.world.possible.of(guard).flat[0])
        return {TRUE: True, FALSE: False}.get(found)

    def clauses(self) -> Iterator[ResidualClause]:
        for agreement in self.world.agreements:
            served = self.truth(agreement.applies)
            for kind, clause in _kinds(agreement):
                applies = self.truth(clause.when) if served is not False else False
                ask = self.ask(clause.when) if applies is None else ()
                yield ResidualClause(kind, clause, applies, ask, agreement.regions)

    def ask(self, guard: Guard | None) -> tuple[str, ...]:
        settled = {code for axis in self.world.space.axes if UNKNOWN not in axis.facts for code in axis.codes}
        return tuple(code for code in guard.facts if code not in settled) if guard else ()

    def phase(self, name: str, clauses: list[ResidualClause], steps: tuple[ResidualStep, ...]) -> PhaseRoute:
        world = self.world
        routes = []
        for one in clauses:
            agreement = next(own for own in world.agreements if own.name == one.clause.agreement)
            clause = one.clause
            if (
                isinstance(clause, Duty | Right)
                and id(clause) in self.open
                and serves_phase(world, agreement, clause, name)
            ):
                routes.append(one)
        responsible = dict.fromkeys(
            party
            for entry in world.profiles.responsible
            if entry.phase == name and self.truth(entry.when) is not False
            for party in entry.parties
        )
        own_steps = tuple(found for found in steps if found.step.phase == name)
        return PhaseRoute(name, tuple(responsible), tuple(routes), own_steps)

    def steps(self) -> tuple[ResidualStep, ...]:
        """Give the steps of the route in layers: first what the world brings, then what follows from it."""
        before = self._before()
        layers: dict[str, int] = {}
        waiting = dict(before)
        while waiting:
            ready = [
                code
                for code, sources in waiting.items()
                if not sources or any(source in layers for source in sources)
            ]
            # Steps that only wait for each other have no first one; they follow all others together.
            for code in ready or list(waiting):
                known = [
                    layers[source] for source in before[code] if source in layers and source not in ready
                ]
                layers[code] = max(known, default=-1) + 1
                del waiting[code]
        found = [ResidualStep(self.world.steps[code], layer, before[code]) for code, layer in layers.items()]
        return tuple(sorted(found, key=_step_order))

    def _before(self) -> dict[str, tuple[str, ...]]:
        world = self.world
        sources: dict[str, list[str]] = {}
        for one in world.open_clauses():
            if id(one.clause) in self.open:
                for start in one.clause.on:
                    sources.setdefault(start, [])
                for step in results(one.clause):
                    sources.setdefault(step, []).extend(start for start in one.clause.on if start != step)
        for step, starts, clause in derivations(world.agreements):
            if any(start in sources for start in starts) and self.truth(clause.when) is not False:
                sources.setdefault(step, []).extend(start for start in starts if start != step)
        possible = {code: found for code, found in sources.items() if world.reach().of(code).any()}
        return {
            code: tuple(dict.fromkeys(source for source in found if source in possible))
            for code, found in possible.items()
        }


def _kinds(agreement: Agreement) -> Iterator[tuple[str, Clause]]:
    for kind, clauses in (
        ("duty", agreement.duties.values()),
        ("right", agreement.rights.values()),
        ("period", agreement.periods.values()),
        ("prohibition", agreement.prohibitions.values()),
        ("requirement", agreement.requires),
    ):
        for clause in clauses:
            yield kind, clause


def _first(clause: Clause, places: Mapping[str, int]) -> int:
    return min((places[step] for step in _starts(clause) if step in places), default=len(places))


def _starts(clause: Clause) -> tuple[str, ...]:
    if isinstance(clause, Duty | Right):
        return clause.on
    if isinstance(clause, Period | Prohibition):
        return clause.start
    return (clause.step,) if isinstance(clause, Requirement) else ()


def _step_order(found: ResidualStep) -> tuple[int, int, str]:
    phase = PHASES.index(found.step.phase) if found.step.phase in PHASES else len(PHASES)
    return found.layer, phase, found.step.code
