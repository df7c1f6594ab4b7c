"""Made-up cases over the real agreements: signals, duties taken up or forgotten, other steps in between, facts that are often unknown."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from vangnet.protocol.engine.calendar import AMSTERDAM
from vangnet.protocol.engine.model import Case, Corpus, Event, FactType

SEED = 20_260_701
AT = datetime(2026, 7, 1, tzinfo=AMSTERDAM).timestamp()
SPAN_DAYS = 1_095
EVENTS = 25
DAY = 86_400.0
TEXT = "made up"


@dataclass(slots=True)
class Routes:
    """What a step usually leads to, and which steps begin something."""

    corpus: Corpus
    answers: dict[str, list[str]] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, corpus: Corpus) -> Routes:
        routes = cls(corpus)
        routes.steps = sorted(code for code, step in corpus.steps.items() if not step.derived)
        for agreement in corpus.agreements:
            for duty in agreement.duties.values():
                for trigger in duty.on:
                    routes.answers.setdefault(trigger, []).extend(duty.do)
        return routes

    def start(self, draw: random.Random) -> str:
        return draw.choice([step for step in sorted(self.answers) if step in self.corpus.steps])

    def next(self, draw: random.Random, done: list[str]) -> str:
        """Mostly an answer to something that happened, otherwise any step."""
        open_answers = self.answers.get(draw.choice(done), [])
        if open_answers and draw.random() < 0.6:
            return draw.choice(open_answers)
        return draw.choice(self.steps)


def caseload(corpus: Corpus, number: int) -> list[Case]:
    """The first `number` made-up cases, twenty-five events each, over three years before the moment of judging."""
    draw, routes = random.Random(SEED), Routes.of(corpus)
    return [_case(draw, routes, f"c{place}") for place in range(number)]


def _case(draw: random.Random, routes: Routes, name: str) -> Case:
    moment = AT - draw.uniform(5, SPAN_DAYS) * DAY
    done = [routes.start(draw)]
    events = [_event(draw, routes.corpus, 0, done[0], moment)]
    for number in range(1, EVENTS):
        moment += draw.expovariate(1 / 6) * DAY
        done.append(routes.next(draw, done))
        events.append(_event(draw, routes.corpus, number, done[-1], min(moment, AT)))
    return Case(name, tuple(events))


def _event(draw: random.Random, corpus: Corpus, number: int, code: str, moment: float) -> Event:
    step = corpus.steps.get(code)
    by = draw.choice(step.by) if step is not None and step.by else "police"
    fields = step.fields if step is not None else {}
    facts = {fact: _value(draw, corpus, fact, kind, moment) for fact, kind in fields.items()}
    return Event(
        f"e{number}", code, float(int(moment)), float(int(moment + draw.expovariate(1) * DAY)), by, "", facts
    )


def _value(draw: random.Random, corpus: Corpus, fact: str, kind: str, moment: float) -> object:
    if draw.random() < 0.2:
        return None
    known = corpus.facts.get(fact) or corpus.facts.get(kind) or FactType(fact, kind)
    if known.values:
        return draw.choice(known.values)
    if known.kind == "yes_no":
        return draw.random() < 0.5
    if known.kind in ("years", "number"):
        return draw.randint(8, 45)
    if known.kind == "date":
        return datetime.fromtimestamp(moment, AMSTERDAM).date() + timedelta(days=draw.randint(-30, 400))
    return TEXT
