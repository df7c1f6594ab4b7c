"""The coverage matrix: for every profile and phase, who is responsible and which route is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from vangnet.protocol.engine.checking.findings import Finding, at_place, who
from vangnet.protocol.engine.checking.grid import Grid
from vangnet.protocol.engine.checking.profiles import AcceptedGap, Box, Profiles
from vangnet.protocol.engine.checking.world import OpenClause, World
from vangnet.protocol.engine.model import Agreement, Corpus, Duty, Right

COVERED, PARTLY, ACCEPTED, EMPTY = "covered", "partly", "accepted", "empty"


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase over all profiles: where somebody is responsible, and where a route is open."""

    name: str
    responsible: Grid
    routed: Grid
    accepted: Grid

    @property
    def filled(self) -> Grid:
        """Mark the profiles with a responsible party and an open route."""
        return self.responsible & self.routed

    @property
    def empty(self) -> Grid:
        """Mark the profiles without one of the two, accepted or not."""
        return ~self.filled


@dataclass(frozen=True, slots=True)
class OpenDuty:
    """A duty with the profiles for whom it can arise."""

    clause: Duty
    open: Grid


@dataclass(frozen=True, slots=True)
class Cell:
    """What the matrix says about one group of profiles in one phase."""

    phase: str
    state: str
    profiles: int
    covered: int
    responsible: tuple[str, ...]
    routes: tuple[str, ...]
    empty: tuple[Box, ...]
    gaps: tuple[AcceptedGap, ...]


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One group of profiles: one value on each of the axes that the matrix is laid out by."""

    group: dict[str, str]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class CoverageMatrix:
    """Groups of profiles by phase, on one day."""

    day: date
    axes: tuple[str, ...]
    phases: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    profiles: int

    def cell(self, group: dict[str, str], phase: str) -> Cell:
        """Find the cell of a group in a phase."""
        row = next(row for row in self.rows if row.group == group)
        return row.cells[self.phases.index(phase)]


def serves_phase(world: World, agreement: Agreement, clause: Duty | Right, phase: str) -> bool:
    """Say whether a duty or right leads to a step of a phase; a step without phase serves all phases of its agreement."""
    done = clause.do if isinstance(clause, Duty) else clause.may
    phases = [step.phase for code in done if (step := world.steps.get(code)) is not None]
    return phase in phases or (None in phases and phase in agreement.phases)


def phase_duties(world: World, clauses: Sequence[OpenClause], phase: str) -> Iterator[OpenDuty]:
    """Go through the duties of a phase that count everywhere; a right binds nobody, and a pilot serves only its region."""
    for found in clauses:
        clause = found.clause
        if (
            isinstance(clause, Duty)
            and not found.agreement.regions
            and serves_phase(world, found.agreement, clause, phase)
        ):
            yield OpenDuty(clause, found.open)


def phase_grids(world: World, clauses: Sequence[OpenClause], phase: str) -> Phase:
    """Work out one phase over all profiles."""
    responsible = routed = accepted = world.space.nobody
    duties = list(phase_duties(world, clauses, phase))
    for entry in world.profiles.responsible:
        if entry.phase == phase:
            theirs = world.possible.may_hold(entry.when)
            responsible = responsible | theirs
            for found in duties:
                if set(found.clause.by) & set(entry.parties):
                    routed = routed | (found.open & theirs)
    for gap in world.profiles.gaps:
        if gap.phase == phase and gap.holds(world.checked_on):
            accepted = accepted | world.space.box(gap.where)
    return Phase(phase, responsible, routed, accepted)


def coverage_matrix(
    corpus: Corpus, profiles: Profiles, day: date, by: tuple[str, ...] = ("origin", "age_class")
) -> CoverageMatrix:
    """Lay out who is responsible and which routes are open, per group of profiles and phase."""
    world = World(corpus, profiles, day)
    clauses = world.open_clauses()
    phases = [phase_grids(world, clauses, name) for name in profiles.phases]
    chosen = tuple(name for name in by if profiles.axis(name) is not None)
    rows = []
    for group in _groups(profiles, chosen):
        selected = world.space.box({name: (value,) for name, value in group.items()})
        cells = tuple(_cell(world, clauses, phase, selected) for phase in phases)
        rows.append(MatrixRow(group, cells))
    return CoverageMatrix(day, chosen, profiles.phases, tuple(rows), world.space.size)


def _groups(profiles: Profiles, names: tuple[str, ...]) -> Iterator[dict[str, str]]:
    axis = profiles.axis(names[0]) if names else None
    if axis is None:
        yield {}
        return
    for value in axis.values:
        for rest in _groups(profiles, names[1:]):
            yield {names[0]: value, **rest}


def _cell(world: World, clauses: Sequence[OpenClause], phase: Phase, selected: Grid) -> Cell:
    space = world.space
    total, covered = space.count(space.full(selected)), space.count(space.full(selected & phase.filled))
    unaccepted = selected & phase.empty & ~phase.accepted
    return Cell(
        phase=phase.name,
        state=_state(total, covered, bool(unaccepted.any())),
        profiles=total,
        covered=covered,
        responsible=responsible_parties(world, phase.name, selected),
        routes=tuple(
            f"{found.agreement.name}.{found.clause.name}"
            for found in clauses
            if serves_phase(world, found.agreement, found.clause, phase.name)
            and (found.open & selected).any()
        ),
        empty=tuple(space.boxes(space.full(unaccepted))) if unaccepted.any() else (),
        gaps=tuple(
            gap
            for gap in world.profiles.gaps
            if gap.phase == phase.name
            and gap.holds(world.checked_on)
            and (space.box(gap.where) & selected & phase.empty).any()
        ),
    )


def _state(total: int, covered: int, open_gap: bool) -> str:
    if covered == total:
        return COVERED
    if not open_gap:
        return ACCEPTED
    return PARTLY if covered else EMPTY


def responsible_parties(world: World, phase: str, selected: Grid) -> tuple[str, ...]:
    """Name who is responsible in a phase for one of the selected profiles."""
    return tuple(
        dict.fromkeys(
            party
            for entry in world.profiles.responsible
            if entry.phase == phase and (world.possible.may_hold(entry.when) & selected).any()
            for party in entry.parties
        )
    )


def coverage_findings(world: World) -> Iterator[Finding]:
    """Find the empty cells that nobody accepted; without profiles of its own a folder is only asked about its own phases."""
    clauses = world.open_clauses()
    served = _served_by_folder(world)
    for name in world.profiles.phases:
        phase = phase_grids(world, clauses, name)
        asked = served.get(name, world.space.nobody) if not world.profiles.own else world.space.everybody
        entry = next(entry for entry in world.profiles.responsible if entry.phase == name)
        open_cells = asked & ~phase.accepted
        for code, grid in (
            ("nobody_responsible", ~phase.responsible),
            ("no_route", phase.responsible & phase.empty),
        ):
            for box in world.space.boxes(world.space.full(grid & open_cells)):
                place = entry.where if world.profiles.own else None
                finding = at_place(code, place, f"phases.{name}", phase=name, profiles=who(box))
                yield replace(finding, softened=not world.profiles.own)


def _served_by_folder(world: World) -> dict[str, Grid]:
    served: dict[str, Grid] = {}
    for agreement in world.agreements:
        for phase in agreement.phases:
            served[phase] = served.get(phase, world.space.nobody) | world.served(agreement)
    return served


def gap_findings(world: World, unreached: dict[str, Grid]) -> Iterator[Finding]:
    """Say which acceptances have expired or are needed no more; `unreached` marks unmet goals as `<goal> <adversity>`."""
    if not world.profiles.own:
        return
    clauses = world.open_clauses()
    for number, gap in enumerate(world.profiles.gaps, 1):
        clause = f"accepted.{number}"
        details = {
            "what": gap.phase or gap.goal,
            "by": gap.by,
            "organisation": gap.organisation,
            "profiles": who(gap.where),
        }
        if gap.until is not None and gap.until < world.checked_on:
            yield at_place("gap_expired", gap.place, clause, until=gap.until.isoformat(), **details)
            continue
        grid = phase_grids(world, clauses, gap.phase).empty if gap.phase else _unmet(world, gap, unreached)
        if not (world.space.box(gap.where) & grid).any():
            yield at_place("gap_unneeded", gap.place, clause, **details)
        else:
            on = gap.on.isoformat() if gap.on else ""
            yield at_place("gap_accepted", gap.place, clause, on=on, reason=dict(gap.reason), **details)


def _unmet(world: World, gap: AcceptedGap, unreached: dict[str, Grid]) -> Grid:
    grid = world.space.nobody
    for key, found in unreached.items():
        goal, _, adversity = key.partition(" ")
        if goal == gap.goal and gap.adversity in ("", adversity):
            grid = grid | found
    return grid
