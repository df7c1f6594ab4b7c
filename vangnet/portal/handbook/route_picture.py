"""The whole route in one drawing that fits on a screen: the phases, who is responsible, and the first steps of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vangnet.portal.handbook.labels import PHASES, Labels
from vangnet.portal.handbook.pictures import Picture, done, term
from vangnet.protocol.engine.checking.routes import PhaseRoute, ResidualRoute
from vangnet.protocol.engine.drawing.lanes import Arrow, Drawing, Lane, Node
from vangnet.protocol.engine.drawing.stages import lay_out_stages
from vangnet.protocol.engine.drawing.svg import svg
from vangnet.protocol.engine.model import Duty

FEW = 3
MAIN_STEPS = 2


def overview_picture(route: ResidualRoute, labels: Labels) -> Picture:
    """Draw the phases with who is responsible and what they do first."""
    columns = [tuple(_column(phase, number, labels)) for number, phase in enumerate(route.phases)]
    nodes = tuple(node for column in columns for node in column)
    lanes = (
        Lane("phase", _("Phase")),
        Lane("party", _("Responsible")),
        Lane("step", _("First steps")),
    )
    arrows = _along([column[0] for column in columns])
    for column in columns:
        arrows += _down(column)
    title = _("The whole route")
    words = _("%(number)s phases; the same stands in words below the drawing.")
    description = words % {"number": len(columns)}
    drawing = Drawing("route", title, description, lanes, nodes, tuple(arrows))
    sentences = tuple(_sentence(column) for column in columns)
    # Our own writer escapes every word that it puts in.
    return Picture(title, mark_safe(svg(lay_out_stages(drawing))), sentences, drawing)  # noqa: S308 - see above


def _column(phase: PhaseRoute, number: int, labels: Labels) -> Iterator[Node]:
    code = phase.phase
    yield Node(code, "phase", number, f"{number + 1}. {PHASES[code]}", "event")
    more = len(phase.responsible) - FEW
    for party in phase.responsible[:FEW]:
        yield Node(f"{code}>{party}", "party", number, labels.party(party), "party")
    if more > 0:
        rest = ngettext("and %(number)s more", "and %(number)s more", more) % {"number": more}
        yield Node(f"{code}>more", "party", number, rest, "party")
    found: dict[str, Node] = {}
    for one in sorted(phase.routes, key=lambda one: not one.applies):
        if isinstance(one.clause, Duty):
            kind = "step" if one.applies else "doubt"
            label = done(one.clause, labels)
            node = Node(f"{code}={one.code}", "step", number, label, kind, term(one.clause, labels))
            found.setdefault(label, node)
    yield from list(found.values())[:MAIN_STEPS]


def _along(phases: Sequence[Node]) -> list[Arrow]:
    return [Arrow(start.key, end.key) for start, end in zip(phases, phases[1:], strict=False)]


def _down(column: Sequence[Node]) -> list[Arrow]:
    """Lead from band to band only: within a band the boxes have no order."""
    pairs = zip(column, column[1:], strict=False)
    return [Arrow(one.key, two.key, two.kind != "doubt") for one, two in pairs if one.lane != two.lane]


def _sentence(column: Sequence[Node]) -> str:
    phase, *rest = column
    steps = [f"{one.label} ({one.term})" if one.term else one.label for one in rest if one.lane == "step"]
    parts = {
        "phase": phase.label,
        "who": ", ".join(one.label for one in rest if one.lane == "party") or _("nobody"),
        "steps": "; ".join(steps) or _("no duty"),
    }
    return _("%(phase)s. Responsible: %(who)s. First: %(steps)s.") % parts
