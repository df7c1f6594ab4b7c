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

EVENTS = "events"


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG with its title and the same in words."""

    title: str
    svg: SafeString
    sentences: tuple[str, ...]


def organisation_picture(
    name: str, duties: Sequence[tuple[Agreement, Duty]], labels: Labels
) -> Picture | None:
    """Draw the duties of one organisation: what happens, what it then does, and toward whom."""
    if not duties:
        return None
    nodes: dict[str, Node] = {}
    arrows: dict[tuple[str, str], Arrow] = {}
    lanes: dict[str, Lane] = {}
    for agreement, duty in duties:
        lane = agreement.name
        lanes.setdefault(lane, Lane(lane, labels.of(agreement.title)))
        own = f"{lane}.{duty.name}"
        nodes[own] = Node(own, lane, 1, _done(duty, labels), "step", _term(duty, labels))
        for step in duty.on:
            key = f"{lane}<{step}"
            nodes.setdefault(key, Node(key, lane, 0, labels.step(step), "event"))
            arrows[key, own] = Arrow(key, own)
        for party in duty.toward:
            key = f"{lane}>{party}"
            nodes.setdefault(key, Node(key, lane, 2, labels.party(party), "party"))
            arrows[own, key] = Arrow(own, key)
    title = _("Duties of %(organisation)s") % {"organisation": name}
    sentences = tuple(_sentence(duty, labels) for _agreement, duty in duties)
    return _picture("duties", title, lanes, nodes, arrows, sentences)


def phase_picture(phase: PhaseRoute, labels: Labels) -> Picture | None:
    """Draw one phase of the route of a person: who does what after what."""
    found = [one for one in phase.routes if isinstance(one.clause, Duty)]
    if not found:
        return None
    chain = _Chain(found, labels)
    title = _("Route in the phase: %(phase)s") % {"phase": PHASES[phase.phase]}
    sentences = []
    for one in found:
        sentence = _sentence(one.clause, labels)
        sentences.append(sentence if one.applies else _("%(sentence)s (may apply)") % {"sentence": sentence})
    return _picture(f"route-{phase.phase}", title, chain.lanes, chain.nodes, chain.arrows, tuple(sentences))


class _Chain:
    """The duties of a phase as a chain: a duty stands behind the duties that bring its trigger."""

    def __init__(self, found: Sequence[ResidualClause], labels: Labels) -> None:
        self.labels = labels
        self.duties = {one.code: one for one in found}
        self.lanes: dict[str, Lane] = {EVENTS: Lane(EVENTS, _("What happens"))}
        self.nodes: dict[str, Node] = {}
        self.arrows: dict[tuple[str, str], Arrow] = {}
        self.columns: dict[str, int] = {}
        for code in self.duties:
            self.column(code, ())
        for code in sorted(self.duties, key=lambda one: self.columns[one]):
            self.add(code)
        if not any(node.lane == EVENTS for node in self.nodes.values()):
            del self.lanes[EVENTS]

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

    def add(self, code: str) -> None:
        duty, certain = self.duty(code), self.duties[code].applies is True
        lane = " ".join(duty.by)
        self.lanes.setdefault(lane, Lane(lane, self.labels.parties(duty.by)))
        kind = "step" if certain else "doubt"
        self.nodes[code] = Node(
            code, lane, self.columns[code], _done(duty, self.labels), kind, _term(duty, self.labels)
        )
        earlier = self.before(code)
        for other in earlier:
            self.arrows[other, code] = Arrow(other, code, certain)
        brought = {step for other in earlier for step in self.duty(other).do}
        for step in duty.on:
            if step not in brought:
                key = f"<{step}"
                self.nodes.setdefault(key, Node(key, EVENTS, 0, self.labels.step(step), "event"))
                self.arrows[key, code] = Arrow(key, code, certain)


def _picture(
    name: str,
    title: str,
    lanes: dict[str, Lane],
    nodes: dict[str, Node],
    arrows: dict[tuple[str, str], Arrow],
    sentences: tuple[str, ...],
) -> Picture:
    description = _("%(number)s duties; the same stands in words below the drawing.") % {
        "number": len(sentences)
    }
    drawing = Drawing(
        name, title, description, tuple(lanes.values()), tuple(nodes.values()), tuple(arrows.values())
    )
    # Our own writer escapes every word that it puts in.
    return Picture(title, mark_safe(draw(drawing)), sentences)  # noqa: S308 - see above


def _done(duty: Duty, labels: Labels) -> str:
    return _(" or ").join(labels.step(code) for code in duty.do)


def _term(duty: Duty, labels: Labels) -> str:
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
