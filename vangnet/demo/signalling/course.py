"""Drawing what became of a signal: taken in hand, told to its reporter in time or not, handed over, settled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from vangnet.demo.caseload.drawing import Draw
from vangnet.demo.signalling.mixing import mix
from vangnet.signals import terms

DESK = "registrar-oefenland"
INVESTIGATION = "investigation-noorderveen"
CHILD_SAFETY, YOUNG = "veilig-thuis-noorderveen", 12
HOURS = 24
SETTLED = 3 * HOURS + 90
REVIEW = 30
OFFERED_TO = {
    "sexual": [INVESTIGATION, "emm-oefenland"],
    "criminal": [INVESTIGATION],
    "begging": [INVESTIGATION],
    "labour": ["labour-oefenland"],
    "services": ["labour-oefenland"],
    "other_form": ["emm-oefenland"],
}
Told = dict[str, Any]


@dataclass
class Course:
    """The acts with one signal, by hours after it came in; what would lie after now does not happen."""

    draw: Draw
    hours: int
    acts: list[tuple[int, Told]] = field(default_factory=list)
    owners: list[tuple[int, str]] = field(default_factory=lambda: [(0, DESK)])
    ends: int | None = None

    @property
    def is_old(self) -> bool:
        return self.hours > mix()["settled_after"] * HOURS

    def add(self, hour: int, do: str, **told: Any) -> None:
        """Something that the owner of that hour does, unless somebody else is named."""
        if hour < self.hours:
            self.acts.append((hour, {"do": do, "by": self.owner(hour), **told}))

    def owner(self, hour: int) -> str:
        return next(owner for since, owner in reversed(self.owners) if since <= hour)

    def end(self, hour: int, do: str, **told: Any) -> None:
        self.add(hour, do, **told)
        self.ends = hour


def course(draw: Draw, hours: int, report: Told) -> list[Told]:
    """All acts in their order, in hours before now."""
    found = Course(draw, hours)
    taken = draw.of(mix()["taken_after"])
    found.add(taken, "take")
    _settle(found, _fate(found, report), taken + 4, report)
    _tell(found, taken + 2, report["reporter"])
    found.acts.sort(key=lambda act: act[0])
    return [told | {"ago": f"{hours - hour}h"} for hour, told in found.acts]


def _fate(course: Course, report: Told) -> str:
    fates = dict(mix()["fates"])
    if course.is_old:
        del fates["open"]
    if _is_young(report) and report["region"] != "Noorderveen":
        del fates["offered"]
    return str(course.draw.of(fates))


def _is_young(report: Told) -> bool:
    return bool(report["persons"][0].get("age", YOUNG) < YOUNG)


def _settle(course: Course, fate: str, hour: int, report: Told) -> None:
    draw = course.draw
    if fate == "offered":
        _hand_over(course, hour, report)
    if fate == "closed":
        course.end(SETTLED, "close", reason=draw.one(mix()["close_reasons"]), basis="inquiry")
    if fate == "registered":
        course.end(SETTLED, "open_dossier")
    if fate == "parked":
        course.add(SETTLED, "park", reason=draw.one(mix()["park_reasons"]), days=REVIEW)
    if fate == "parked" and course.is_old:
        course.add(SETTLED + REVIEW * HOURS, "resume")
        course.end(SETTLED + REVIEW * HOURS + 5, "close", reason="no_starting_point", basis="inquiry")


def _hand_over(course: Course, hour: int, report: Told) -> None:
    """Offered and taken over, or refused and settled by the desk."""
    draw = course.draw
    to = CHILD_SAFETY if _is_young(report) else draw.one(OFFERED_TO[report["forms"][0]])
    course.add(hour, "offer", to=to)
    answered = hour + draw.random.randint(6, 40)
    if to == report["by"] or draw.happens(mix()["refused"]):
        course.add(answered, "refuse", by=to, reason=draw.one(mix()["refuse_reasons"]))
    else:
        course.add(answered, "accept", by=to)
        course.owners.append((answered, to))
    if course.owner(answered) == INVESTIGATION and draw.happens(mix()["to_investigation"]):
        course.add(answered + 20, "pass_to_investigation")
        course.add(answered + 9 * HOURS, "decide_investigation", **draw.one(mix()["decisions"]))
    elif course.is_old:
        course.end(answered + 20 * HOURS, "close", reason=draw.one(mix()["close_reasons"]), basis="inquiry")


def _tell(course: Course, hour: int, reporter: str) -> None:
    """A first answer, mostly in time, and one after the end."""
    draw, term = course.draw, terms.current().reporter(reporter)
    late = draw.happens(mix()["told_late"])
    first = (term.first + 6) * HOURS if late else max(hour, 30)
    silent = not course.is_old and draw.happens(mix()["not_told"])
    if not silent and (course.ends is None or first < course.ends):
        course.add(first, "feedback", level="state", text=mix()["told"])
    if course.ends is not None and not silent:
        last = max(course.ends, first) + 2 * HOURS
        course.add(last, "feedback", level="state", text=mix()["told_at_the_end"])
