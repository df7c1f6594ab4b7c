"""The trial route as a BPMN 2.0 process, in the way that a modeller would draw it: one parallel branch per track, timers on the tasks.

Written from a small outline, so that the drawing that SpiffWorkflow runs can be read and changed here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

PROCESS = "toy_route"
LEFT = "somebody_left"
TIMERS = {
    "report": "P1D",
    "rights_explained": "P2D",
    "choice_made": "P90D",
    "decision_taken": "PT24H",
    "guardian_appointed": "P1D",
    "hearing_held": "P14D",
}
DUTY_OF_TASK = {
    "report": "report",
    "rights_explained": "inform",
    "choice_made": "choose",
    "decision_taken": "decide",
    "guardian_appointed": "guardian",
    "hearing_held": "hearing",
}


@dataclass(slots=True)
class Diagram:
    """Elements and arrows of one process."""

    elements: list[tuple[str, str, str, str]] = field(default_factory=list)
    arrows: list[tuple[str, str, str, str]] = field(default_factory=list)

    def element(self, kind: str, name: str, attributes: str = "", body: str = "") -> str:
        self.elements.append((kind, name, attributes, body))
        return name

    def arrow(self, source: str, target: str, condition: str = "", name: str = "") -> None:
        self.arrows.append((name or f"to_{len(self.arrows)}", source, target, condition))

    def path(self, *names: str) -> None:
        for source, target in zip(names, names[1:], strict=False):
            self.arrow(source, target)

    def task(self, name: str) -> str:
        self.element("userTask", name)
        if name in TIMERS:
            self._timer(name, TIMERS[name])
        return name

    def finish(self, name: str) -> str:
        return self.element("endEvent", f"end_{name}")

    def choice(self, name: str, default: str) -> str:
        """A fork whose default arrow leads to `default`."""
        self.element("exclusiveGateway", name, f'default="else_{name}"')
        self.arrow(name, default, name=f"else_{name}")
        return name

    def _timer(self, task: str, duration: str) -> None:
        clock = (
            f'<bpmn:timerEventDefinition id="clock_{task}"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">'
            f'"{duration}"</bpmn:timeDuration></bpmn:timerEventDefinition>'
        )
        self.element(
            "boundaryEvent", f"timer_{task}", f'attachedToRef="{task}" cancelActivity="false"', clock
        )
        self.path(f"timer_{task}", self.element("endEvent", f"late_{task}"))

    def text(self) -> str:
        """The process as XML."""
        inside = [self._element_text(element) for element in self.elements]
        inside += [self._arrow_text(arrow) for arrow in self.arrows]
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions" targetNamespace="urn:toy-route">\n'
            f'<bpmn:process id="{PROCESS}" isExecutable="true">\n' + "\n".join(inside) + "\n</bpmn:process>\n"
            f'<bpmn:signal id="{LEFT}" name="{LEFT}"/>\n</bpmn:definitions>\n'
        )

    def _element_text(self, element: tuple[str, str, str, str]) -> str:
        kind, name, attributes, body = element
        ends = [
            f"<bpmn:incoming>{arrow}</bpmn:incoming>" for arrow, _, target, _ in self.arrows if target == name
        ]
        ends += [
            f"<bpmn:outgoing>{arrow}</bpmn:outgoing>" for arrow, source, _, _ in self.arrows if source == name
        ]
        return f'<bpmn:{kind} id="{name}" name="{name}" {attributes}>{"".join(ends)}{body}</bpmn:{kind}>'

    def _arrow_text(self, arrow: tuple[str, str, str, str]) -> str:
        name, source, target, condition = arrow
        inside = ""
        if condition:
            formal = 'xsi:type="bpmn:tFormalExpression"'
            inside = f"<bpmn:conditionExpression {formal}>{escape(condition)}</bpmn:conditionExpression>"
        return f'<bpmn:sequenceFlow id="{name}" sourceRef="{source}" targetRef="{target}">{inside}</bpmn:sequenceFlow>'


def draw() -> str:
    """The whole route as BPMN text."""
    sheet = Diagram()
    sheet.element("startEvent", "start")
    sheet.element("parallelGateway", "tracks")
    sheet.path("start", sheet.task("signal"), "tracks")
    sheet.path("tracks", sheet.task("report"), sheet.finish("report"))
    _foreign_track(sheet)
    _child_track(sheet)
    for steps in (
        ("shelter_asked", "shelter_started"),
        ("lawyer_involved",),
        ("intake_done",),
        ("police_report_made", "form_sent", "decision_taken", "pass_issued"),
        ("prosecution",),
        ("dismissal", "withdrawal"),
    ):
        sheet.path("tracks", *[sheet.task(step) for step in steps], sheet.finish(steps[-1]))
    _departure_and_contacts(sheet)
    return sheet.text()


def _foreign_track(sheet: Diagram) -> None:
    sheet.path("tracks", sheet.choice("is_foreign", sheet.finish("not_foreign")))
    sheet.arrow("is_foreign", sheet.task("rights_explained"), "foreign")
    sheet.element("exclusiveGateway", "detention_settled")
    sheet.path("rights_explained", sheet.choice("is_detained", "detention_settled"))
    sheet.arrow("is_detained", sheet.task("consent"), "detention")
    sheet.path("consent", "detention_settled", sheet.task("reflection_started"), sheet.task("choice_made"))
    sheet.path("choice_made", sheet.finish("choice_made"))
    caught = f'<bpmn:signalEventDefinition id="catch_left" signalRef="{LEFT}"/>'
    sheet.element(
        "boundaryEvent", "left_before_choice", 'attachedToRef="choice_made" cancelActivity="true"', caught
    )
    sheet.path("left_before_choice", sheet.finish("choice_lapsed"))


def _child_track(sheet: Diagram) -> None:
    sheet.path("tracks", sheet.choice("is_minor", sheet.finish("not_minor")))
    sheet.arrow("is_minor", sheet.task("guardian_appointed"), "age < 18")
    sheet.path("guardian_appointed", sheet.task("hearing_held"), sheet.finish("hearing_held"))


def _departure_and_contacts(sheet: Diagram) -> None:
    thrown = f'<bpmn:signalEventDefinition id="throw_left" signalRef="{LEFT}"/>'
    sheet.element("intermediateThrowEvent", "announce_departure", "", thrown)
    sheet.path("tracks", sheet.task("departure"), "announce_departure", sheet.finish("departure"))
    sheet.element("exclusiveGateway", "contact_again")
    sheet.path("tracks", "contact_again", sheet.task("contact"), "contact_again")
