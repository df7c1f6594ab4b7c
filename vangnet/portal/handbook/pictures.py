"""The drawings of the handbook, each with the same in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from vangnet.portal.handbook.labels import PHASES, Labels
from vangnet.portal.handbook.terms import term_views
from vangnet.protocol.engine.checking.routes import PhaseRoute, ResidualClause
from vangnet.protocol.engine.drawing.lanes import Arrow, Drawing, Lane, Node
from vangnet.protocol.engine.drawing.svg import draw
from vangnet.protocol.engine.model import Agreement, Duty


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG with its title and the same in words."""

    title: str
    svg: SafeString
    sentences: tuple[str, ...]
    drawing: Drawing


def organisation_picture(
    name: str, duties: Sequence[tuple[Agreement, Duty]], labels: Labels
) -> Picture | None:
    """Draw the duties of one organisation: what happens, what it then does, and toward whom."""
    if not duties:
        return None
    sketch = _Sketch(labels)
    for agreement, duty in duties:
        sketch.lane(agreement.name, labels.of(agreement.title))
        sketch.duty(f"{agreement.name}.{duty.name}", agreement.name, duty, duty.on, toward=duty.toward)
    title = _("Duties of %(organisation)s") % {"organisation": name}
    sentences = tuple(_sentence(duty, labels) for _agreement, duty in duties)
    return sketch.picture("duties", title, sentences)


def phase_picture(phase: PhaseRoute, labels: Labels) -> Picture | None:
    """Draw one phase of the route of a person: who does what after what."""
    found = [one for one in phase.routes if isinstance(one.clause, Duty)]
    if not found:
        return None
    sketch = _Chain(found, labels).sketch()
    title = _("Route in the phase: %(phase)s") % {"phase": PHASES[phase.phase]}
    sentences = []
    for one in found:
        sentence = _sentence(one.clause, labels)
        sentences.append(sentence if one.applies else _("%(sentence)s (may apply)") % {"sentence": sentence})
    return sketch.picture(f"route-{phase.phase}", title, tuple(sentences))


class _Sketch:
    """A drawing that grows by one duty at a time; every duty has rows of its own, so that its lines stay short."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self.lanes: dict[str, Lane] = {}
        self.nodes: dict[str, Node] = {}
        self.arrows: dict[tuple[str, str], Arrow] = {}
        self.rows: dict[str, int] = {}
        self.last: dict[str, tuple[int, tuple[str, ...], list[str]]] = {}

    def lane(self, key: str, label: str) -> None:
        self.lanes.setdefault(key, Lane(key, label))

    def duty(
        self,
        key: str,
        lane: str,
        duty: Duty,
        events: tuple[str, ...],
        *,
        column: int = 1,
        certain: bool = True,
        toward: tuple[str, ...] = (),
    ) -> None:
        """Add a duty with the events before it and the parties behind it, on the next free rows of its lane."""
        row = self.rows.get(lane, 0)
        before_column, before_events, before = self.last.get(lane, (0, (), []))
        shares = bool(events) and (before_column, before_events) == (column, events)
        starts = before if shares else [f"{key}<{step}" for step in events]
        kind = "step" if certain else "doubt"
        within = term(duty, self.labels)
        self.nodes[key] = Node(key, lane, column, done(duty, self.labels), kind, within, row)
        for place, (start, step) in enumerate(zip(starts, events, strict=True)):
            label = self.labels.step(step)
            self.nodes.setdefault(start, Node(start, lane, column - 1, label, "event", "", row + place))
            self.arrows[start, key] = Arrow(start, key, certain)
        for place, party in enumerate(toward):
            end = f"{key}>{party}"
            name = self.labels.party(party)
            self.nodes[end] = Node(end, lane, column + 1, name, "party", "", row + place)
            self.arrows[key, end] = Arrow(key, end, certain)
        self.rows[lane] = row + max(1, 0 if shares else len(events), len(toward))
        self.last[lane] = column, events, starts

    def picture(self, name: str, title: str, sentences: tuple[str, ...]) -> Picture:
        words = _("%(number)s duties; the same stands in words below the drawing.")
        description = words % {"number": len(sentences)}
        lanes, nodes, arrows = self.lanes.values(), self.nodes.values(), self.arrows.values()
        drawing = Drawing(name, title, description, tuple(lanes), tuple(nodes), tuple(arrows))
        # Our own writer escapes every word that it puts in.
        return Picture(title, mark_safe(draw(drawing)), sentences, drawing)  # noqa: S308 - see above


class _Chain:
    """The duties of a phase as a chain: a duty stands behind the duties that bring its trigger."""

    def __init__(self, found: Sequence[ResidualClause], labels: Labels) -> None:
        self.labels = labels
        self.duties = {one.code: one for one in found}
        self.columns: dict[str, int] = {}
        for code in self.duties:
            self.column(code, ())

    def before(self, code: str) -> list[str]:
        """The other duties that bring the trigger of a duty."""
        starts = set(self.duty(code).on)
        return [other for other in self.duties if other != code and starts & set(self.duty(other).do)]

    def duty(self, code: str) -> Duty:
        clause = self.duties[code].clause
        assert isinstance(clause, Duty)  # noqa: S101 - only duties were taken in
        return clause

    def column(self, code: str, under_way: tuple[str, ...]) -> int:
        """One further than whatever comes before; a circle is cut where it closes."""
        if code not in self.columns:
            earlier = [
                self.column(other, (*under_way, code))
                for other in self.before(code)
                if other not in under_way
            ]
            self.columns[code] = 1 + max(earlier, default=0)
        return self.columns[code]

    def sketch(self) -> _Sketch:
        """Draw the chain: one lane per holder, one column per link."""
        sketch = _Sketch(self.labels)
        for code in sorted(self.duties, key=lambda one: self.columns[one]):
            duty, certain = self.duty(code), self.duties[code].applies is True
            lane = " ".join(duty.by)
            sketch.lane(lane, self.labels.parties(duty.by))
            earlier = self.before(code)
            brought = {step for other in earlier for step in self.duty(other).do}
            events = tuple(step for step in duty.on if step not in brought)
            sketch.duty(code, lane, duty, events, column=self.columns[code], certain=certain)
            for other in earlier:
                sketch.arrows[other, code] = Arrow(other, code, certain)
        return sketch


def done(duty: Duty, labels: Labels) -> str:
    """Name what a duty asks."""
    return _(" or ").join(labels.step(code) for code in duty.do)


def term(duty: Duty, labels: Labels) -> str:
    """Say the term of a duty in few words."""
    return "; ".join(term.short for term in term_views(duty, labels))


def _sentence(clause: object, labels: Labels) -> str:
    if not isinstance(clause, Duty):
        return ""
    parts = {
        "when": labels.steps(clause.on),
        "who": labels.parties(clause.by),
        "what": labels.steps(clause.do),
        "toward": labels.parties(clause.toward, "and"),
        "within": "; ".join(term.sentence for term in term_views(clause, labels)),
    }
    if clause.toward:
        return _("After %(when)s: %(who)s must do %(what)s, toward %(toward)s, within: %(within)s.") % parts
    return _("After %(when)s: %(who)s must do %(what)s, within: %(within)s.") % parts
