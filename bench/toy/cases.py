"""Makes synthetic cases for the trial route: always the same ones for the same number.

Two years of made-up signals. Between 10 and 30 % of the expected steps never come, about 15 % of the cases have a repeated signal, some steps
come in the wrong order, and about eighteen contacts per case trigger nothing.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field

from vangnet.protocol.engine.model import Case, Event

DAY = 86_400
AT = 1_767_225_600  # 1 January 2026, 00:00 UTC: the moment at which all cases are judged
SEED = 20_260_101


@dataclass(frozen=True, slots=True)
class ToyEvent:
    """One step with its moment in whole seconds."""

    moment: int
    step: str
    facts: dict[str, object]


@dataclass(slots=True)
class Life:
    """The events of one synthetic person, drawn one after another."""

    draw: random.Random
    start: float
    events: list[tuple[float, str, dict[str, object]]] = field(default_factory=list)

    def chance(self, share: float) -> bool:
        return self.draw.random() < share

    def wait(self, median_days: float, spread: float = 0.9) -> float:
        return self.draw.lognormvariate(math.log(median_days), spread) * DAY

    def add(self, step: str, moment: float, **facts: object) -> float:
        self.events.append((moment, step, facts))
        return moment

    def maybe(
        self, share: float, step: str, since: float, median_days: float, spread: float = 0.9
    ) -> float | None:
        if not self.chance(share):
            return None
        return self.add(step, since + self.wait(median_days, spread))


def generate(number: int) -> list[list[ToyEvent]]:
    """The first `number` synthetic cases, each in order of time."""
    draw = random.Random(SEED)
    return [one_case(draw) for _ in range(number)]


def one_case(draw: random.Random) -> list[ToyEvent]:
    """One case: signals, police, child, shelter, residence and criminal case, then contacts."""
    life = Life(draw, AT - draw.uniform(5 * DAY, 720 * DAY))
    foreign = life.chance(0.7)
    age = draw.choice([15, 16, 17]) if life.chance(0.25) else draw.randint(18, 55)
    detention = life.chance(0.08) and foreign
    _signals(life, {"foreign": foreign, "age": age, "detention": detention})
    life.maybe(0.9, "report", life.start, 0.5)
    informed = life.maybe(0.85, "rights_explained", life.start, 1) if foreign else None
    if age < 18:
        _guardian(life)
    asked = life.maybe(0.8, "shelter_asked", life.start, 0.5)
    if asked is not None:
        life.maybe(0.9, "shelter_started", asked, 1.5)
    reflection = _reflection(life, informed, detention) if foreign else None
    life.maybe(0.7, "lawyer_involved", life.start, 8)
    life.maybe(0.8, "intake_done", life.start, 4)
    if life.chance(0.7):
        _criminal_case(life, reflection, foreign)
    life.maybe(0.15, "departure", life.start, 90)
    return _in_order(life)


def _signals(life: Life, facts: dict[str, object]) -> None:
    life.add("signal", life.start, **facts)
    for _ in range(life.draw.choice([0] * 17 + [1, 1, 2])):
        life.add("signal", life.start + life.wait(20), **facts)


def _guardian(life: Life) -> None:
    appointed = life.maybe(0.9, "guardian_appointed", life.start, 0.6)
    if appointed is not None:
        life.maybe(0.85, "hearing_held", appointed, 12, 0.3)


def _reflection(life: Life, informed: float | None, detention: bool) -> float | None:
    since = informed if informed is not None and not life.chance(0.04) else life.start
    if detention and life.chance(0.8):
        life.add("consent", since + life.wait(0.5))
        since += life.wait(0.6)
    granted = life.maybe(0.8, "reflection_started", since, 1.5)
    if granted is not None:
        life.maybe(0.8, "choice_made", granted, 50, 0.5)
    return granted


def _criminal_case(life: Life, reflection: float | None, foreign: bool) -> None:
    reported = life.add("police_report_made", (reflection or life.start) + life.wait(25))
    if foreign and life.chance(0.9):
        too_early = -1 if life.chance(0.05) else 1
        sent = life.add("form_sent", reported + life.wait(0.7) * too_early)
        decided = life.maybe(0.92, "decision_taken", sent, 0.7, 0.6)
        if decided is not None:
            life.maybe(0.85, "pass_issued", decided, 48, 0.6)
    prosecuted = life.maybe(0.8, "prosecution", reported, 120)
    if prosecuted is not None and life.chance(0.5):
        life.add("dismissal", prosecuted + life.wait(5))
        life.maybe(0.7, "withdrawal", prosecuted, 30)


def _in_order(life: Life) -> list[ToyEvent]:
    last = max(moment for moment, _, _ in life.events)
    for _ in range(life.draw.randint(14, 22)):
        life.add("contact", life.draw.uniform(life.start, last + 30 * DAY))
    known = [event for event in life.events if event[0] < AT]
    known.sort(key=lambda event: (event[0], event[1] != "signal"))
    first = next(place for place, event in enumerate(known) if event[1] == "signal")
    if first:
        _, step, facts = known.pop(first)
        known.insert(0, (known[0][0] - 1, step, facts))
    return [ToyEvent(int(moment), step, facts) for moment, step, facts in known]


def as_cases(histories: list[list[ToyEvent]]) -> list[Case]:
    """The same histories as the records that the engine judges."""
    return [Case(f"c{number}", tuple(_records(history))) for number, history in enumerate(histories)]


def _records(history: list[ToyEvent]) -> list[Event]:
    return [
        Event(f"e{place}", event.step, float(event.moment), float(event.moment), facts=event.facts)
        for place, event in enumerate(history)
    ]
