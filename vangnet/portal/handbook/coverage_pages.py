"""The coverage matrix: for which groups, in which phase, somebody is responsible and a route is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vangnet.portal.handbook.addresses import situation_url
from vangnet.portal.handbook.labels import PHASES, Labels
from vangnet.portal.handbook.library import Library
from vangnet.portal.handbook.profiles import axis_label, axis_value, box_text
from vangnet.protocol.engine.checking.coverage import (
    ACCEPTED,
    COVERED,
    EMPTY,
    PARTLY,
    Cell,
    CoverageMatrix,
    coverage_matrix,
)
from vangnet.protocol.engine.checking.profiles import AcceptedGap

STATES: dict[str, tuple[str, str, Promise]] = {
    COVERED: ("ok", "in_time", gettext_lazy("Covered")),
    PARTLY: ("warning", "late", gettext_lazy("Partly covered")),
    ACCEPTED: ("neutral", "lapsed", gettext_lazy("Accepted gap")),
    EMPTY: ("error", "overdue", gettext_lazy("Empty")),
}


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell of the matrix."""

    phase: str
    kind: str
    icon: str
    state: str
    responsible: str
    routes: int
    covered: int
    profiles: int


@dataclass(frozen=True, slots=True)
class RowView:
    """A group of people over all phases."""

    group: str
    url: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class GapView:
    """A gap that somebody accepted."""

    what: str
    whom: str
    by: str
    organisation: str
    on: date | None
    until: date | None
    reason: str
    source: str
    counts: bool


@dataclass(frozen=True, slots=True)
class CoveragePage:
    """Everything that the page shows."""

    day: date
    axes: str
    columns: tuple[str, ...]
    rows: tuple[RowView, ...]
    gaps: tuple[GapView, ...]
    profiles: int
    counts: tuple[tuple[str, str, str, int], ...]


def coverage_page(library: Library, day: date) -> CoveragePage:
    """Lay out the matrix as it stands on a day."""
    labels = Labels(library.corpus)
    matrix = matrix_of(library, day)
    rows = tuple(_row(library, row.group, row.cells, labels) for row in matrix.rows)
    states = [cell.state for row in matrix.rows for cell in row.cells]
    return CoveragePage(
        day=day,
        axes=" × ".join(axis_label(library, name, labels) for name in matrix.axes),
        columns=(_("Group"), *(str(PHASES[phase]) for phase in matrix.phases)),
        rows=rows,
        gaps=tuple(_gap(library, gap, day, labels) for gap in library.profiles.gaps),
        profiles=matrix.profiles,
        counts=tuple(
            (kind, icon, str(label), states.count(state)) for state, (kind, icon, label) in STATES.items()
        ),
    )


@lru_cache(maxsize=4)
def matrix_of(library: Library, day: date) -> CoverageMatrix:
    """Work out the matrix once a day."""
    return coverage_matrix(library.corpus, library.profiles, day)


def _row(library: Library, group: dict[str, str], cells: tuple[Cell, ...], labels: Labels) -> RowView:
    words = [axis_value(library, name, value, labels) for name, value in group.items()]
    return RowView(", ".join(words), situation_url(group), tuple(_cell(cell, labels) for cell in cells))


def _cell(cell: Cell, labels: Labels) -> CellView:
    kind, icon, state = STATES[cell.state]
    return CellView(
        phase=str(PHASES[cell.phase]),
        kind=kind,
        icon=icon,
        state=str(state),
        responsible=", ".join(labels.party(code) for code in cell.responsible),
        routes=len(cell.routes),
        covered=cell.covered,
        profiles=cell.profiles,
    )


def _gap(library: Library, gap: AcceptedGap, day: date, labels: Labels) -> GapView:
    return GapView(
        what=str(PHASES[gap.phase]) if gap.phase else labels.step(gap.goal.partition(".")[2]),
        whom=box_text(library, gap.where, labels),
        by=gap.by,
        organisation=gap.organisation,
        on=gap.on,
        until=gap.until,
        reason=labels.of(gap.reason),
        source=gap.source,
        counts=gap.holds(day),
    )
