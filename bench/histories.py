"""Random agreements and random histories, to let the evaluators disagree if they can.

Nothing here resembles practice: steps, terms and facts are thrown together so that every rule of judging meets every other. The same seed gives
the same agreement and the same histories.
"""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from vangnet.protocol.engine.calendar import AMSTERDAM
from vangnet.protocol.engine.model import Case, Event

STEPS = tuple(f"step_{letter}" for letter in "abcdefgh")
DERIVED = ("came_a", "came_b", "came_c")
PARTIES = ("police", "shelter", "guardian_body")
FACTS: dict[str, dict[str, Any]] = {
    "flag": {"type": "yes_no"},
    "age": {"type": "years"},
    "origin": {"values": ["nl", "eu", "third_country"]},
    "ends_on": {"type": "date"},
    "guess": {"type": "years"},
    "region": {"values": ["north", "south"]},
}
GUARDS = (
    "flag",
    "not flag",
    "age < 18",
    "age >= 18 and flag",
    "origin != 'nl'",
    "origin in ['eu', 'third_country'] or flag",
    "age == unknown",
    "age != unknown and not (origin == 'eu')",
    "flag == unknown or age < 16",
    "age <= guess",
    "age == age and true",
)
TERMS = ("PT6H", "PT24H", "PT36H", "P1D", "P3D", "P1W", "P5WD", "P1M", "P1M2D", "P3M")
START = datetime(2024, 1, 1, tzinfo=AMSTERDAM)
SPAN_DAYS = 500


class Writer:
    """Draws one random set of agreements and writes its files."""

    def __init__(self, seed: int, *, cycles: bool = False) -> None:
        self.draw = random.Random(seed)
        self.cycles = cycles

    def chance(self, share: float) -> bool:
        return self.draw.random() < share

    def write(self, folder: Path) -> None:
        """One or two agreements with one to three versions each."""
        for number in range(self.draw.choice([1, 1, 2])):
            self._agreement(folder, f"random-{'ab'[number]}", DERIVED if number == 0 else ())

    def _agreement(self, folder: Path, name: str, derived: tuple[str, ...]) -> None:
        starts = [date(2020, 1, 1)]
        for _ in range(self.draw.choice([0, 0, 1, 2])):
            starts.append(START.date() + timedelta(days=self.draw.randint(20, SPAN_DAYS)))
        text = self._first(name, derived)
        place = folder / name
        place.mkdir(parents=True, exist_ok=True)
        for start in sorted(set(starts)):
            text = {**text, "valid_from": start, "transition": self._transition()}
            for key in ("published", "retroactive", "valid_until", "regions"):
                text.pop(key, None)
            self._validity(text, start, starts)
            if self.chance(0.3):
                text["published"] = start - timedelta(days=self.draw.randint(0, 60))
            (place / f"{start}.yaml").write_text(yaml.safe_dump(text, sort_keys=False), encoding="utf-8")
            text = self._next(text)

    def _validity(self, text: dict[str, Any], start: date, starts: list[date]) -> None:
        """Now and then a version that looks back, ends by itself, or holds in one region only."""
        later = [other for other in starts if other > start]
        if text["duties"] and start != min(starts) and self.chance(0.2):
            clauses = self.draw.sample(list(text["duties"]), 1)
            text["retroactive"] = {
                "from": start - timedelta(days=self.draw.randint(1, 200)),
                "clauses": clauses,
            }
        if self.chance(0.1):
            end = start + timedelta(days=self.draw.randint(1, 200))
            text["valid_until"] = min([end, *[other - timedelta(days=1) for other in later]])
        if self.chance(0.15):
            text["regions"] = [self.draw.choice(["north", "south"])]

    def _transition(self) -> str:
        return self.draw.choice(["respecting", "immediate", "most_favourable"])

    def _first(self, name: str, derived: tuple[str, ...]) -> dict[str, Any]:
        steps: dict[str, Any] = {step: self._step() for step in STEPS}
        steps |= {step: {"label": _wording(step), "derived": True} for step in derived}
        if derived and self.chance(0.3):
            steps[derived[0]]["sets"] = {"flag": self.chance(0.5)}
        text: dict[str, Any] = {
            "agreement": name,
            "valid_from": None,
            "decree": "drawn at random",
            "title": _wording(name),
            "facts": FACTS,
            "steps": steps,
            "periods": {
                f"period_{number}": self._period(number, derived) for number in range(self.draw.randint(0, 3))
            },
            "duties": {
                f"duty_{number}": self._duty(number, derived) for number in range(self.draw.randint(2, 5))
            },
        }
        text["prohibitions"] = {
            f"ban_{number}": self._prohibition(list(text["periods"]))
            for number in range(self.draw.randint(0, 2))
        }
        text["requires"] = [self._requirement(number) for number in range(self.draw.randint(0, 3))]
        return text

    def _next(self, text: dict[str, Any]) -> dict[str, Any]:
        """A later version: some terms, guards and steps change, a duty may go."""
        changed = {**text, "duties": dict(text["duties"]), "periods": dict(text["periods"])}
        for kind, key in (("duties", "within"), ("periods", "lasts")):
            for name, clause in list(changed[kind].items()):
                if self.chance(0.5):
                    changed[kind][name] = {**clause, key: self._within()}
                if self.chance(0.2):
                    changed[kind][name] = {**changed[kind][name], "when": self.draw.choice(GUARDS)}
                if self.chance(0.2):
                    changed[kind][name] = {**changed[kind][name], "transition": self._transition()}
        if len(changed["duties"]) > 1 and self.chance(0.3):
            changed["duties"].pop(self.draw.choice(list(changed["duties"])))
        return changed

    def _step(self) -> dict[str, Any]:
        step: dict[str, Any] = {
            "label": _wording("step"),
            "by": list(PARTIES),
            "fields": {fact: fact for fact in FACTS},
        }
        if self.chance(0.2):
            step["sets"] = {"flag": self.draw.choice([True, False, "unknown"])}
        return step

    def _some(self, most: int, derived: tuple[str, ...] = ()) -> list[str]:
        return self.draw.sample([*STEPS, *derived], self.draw.randint(1, most))

    def _within(self) -> Any:
        kind = self.draw.random()
        if kind < 0.5:
            return {"term": self.draw.choice(TERMS), **self._options()}
        if kind < 0.7:
            return {"norm": _wording("soon"), "target": self.draw.choice(TERMS)}
        if kind < 0.8:
            return {
                "until": "ends_on",
                **({"minus": self.draw.choice(TERMS)} if self.chance(0.5) else {"ends": "day"}),
            }
        return [
            {"when": self.draw.choice(GUARDS), "term": self.draw.choice(TERMS)},
            {"when": self.draw.choice(GUARDS), "term": self.draw.choice(TERMS)},
            {"term": self.draw.choice(TERMS)},
        ][self.draw.choice([0, 1]) :]

    def _options(self) -> dict[str, Any]:
        options: dict[str, Any] = {}
        if self.chance(0.2):
            options["statutory"] = True
        if self.chance(0.2):
            options["ends"] = "day"
        return options

    def _clause(self) -> dict[str, Any]:
        clause: dict[str, Any] = {"ground": "drawn", "says": _wording("something")}
        if self.chance(0.5):
            clause["when"] = self.draw.choice(GUARDS)
        if self.chance(0.6):
            clause["in_doubt"] = self.draw.choice(["applies", "ask", "does_not_apply"])
        return clause

    def _timed(self) -> dict[str, Any]:
        clause = {**self._clause(), "repeat": self.draw.choice(["first", "each", "restart"])}
        if self.chance(0.3):
            pause, resume = self.draw.sample(STEPS, 2)
            clause["pauses"] = [{"from": pause, "until": resume}]
        return clause

    def _duty(self, number: int, derived: tuple[str, ...]) -> dict[str, Any]:
        duty = {
            **self._timed(),
            "on": self._some(2, derived),
            "by": self.draw.sample(PARTIES, self.draw.randint(1, 2)),
            "toward": "victim",
            "do": self._some(2),
        }
        if self.chance(0.9):
            duty["within"] = self._within()
        else:
            duty["within"] = {"norm": _wording("in good time")}
        if self.chance(0.4):
            duty["lapses_on"] = self._some(1)
        if derived and number == 0 and self.chance(0.6):
            duty["on_default"] = derived[2]
            if not self.cycles:
                duty["on"] = [step for step in duty["on"] if step != derived[2]] or [STEPS[0]]
        return duty

    def _period(self, number: int, derived: tuple[str, ...]) -> dict[str, Any]:
        earlier = derived if self.cycles else derived[: min(number, 2)]
        period = {**self._timed(), "from": self._some(2, earlier)}
        if self.chance(0.9):
            period["lasts"] = self._within()
            if derived and number < 2 and self.chance(0.7):
                period["then"] = derived[number]
        if self.chance(0.5):
            period["ends_early_on"] = self._some(1)
        return period

    def _prohibition(self, periods: list[str]) -> dict[str, Any]:
        ban: dict[str, Any] = {**self._clause(), "not": self._some(2)}
        if periods and self.chance(0.6):
            ban["during"] = self.draw.choice(periods)
        else:
            ban["from"], ban["until"] = self.draw.sample(STEPS, 2)
        if self.chance(0.5):
            ban["by"] = [self.draw.choice(PARTIES)]
        return ban

    def _requirement(self, number: int) -> dict[str, Any]:
        first, second, third = self.draw.sample(STEPS, 3)
        rule: dict[str, Any] = {"name": f"rule_{number}", "step": first}
        rule |= self.draw.choice(
            [{"after": [second, third]}, {"after_any": [second, third]}, {"before": second}]
        )
        if self.chance(0.3):
            rule["when"] = self.draw.choice(GUARDS)
        return rule


def _wording(text: str) -> dict[str, str]:
    return {"nl": text, "en": text}


def histories(number: int, seed: int, *, longest: int = 14) -> list[Case]:
    """Random cases: any step at any moment, facts that come, change and are withdrawn, corrections, several subjects."""
    draw = random.Random(seed)
    return [_history(draw, f"h{place}", draw.randint(1, longest)) for place in range(number)]


def moments(seed: int) -> tuple[float, float]:
    """A moment to judge at and a moment of knowledge, both somewhere in or after the histories."""
    draw = random.Random(seed)
    start = START.timestamp()
    return start + draw.randint(0, SPAN_DAYS + 100) * 86400, start + draw.randint(0, SPAN_DAYS + 100) * 86400


def _history(draw: random.Random, name: str, length: int) -> Case:
    subjects = draw.choice([("",), ("",), ("p1",), ("p1", ""), ("p1", "p2")])
    events: list[Event] = []
    for number in range(length):
        if events and draw.random() < 0.08:
            events.append(_change(draw, f"e{number}", events, subjects))
        else:
            events.append(_event(draw, f"e{number}", events, subjects))
    draw.shuffle(events)
    return Case(name, tuple(events))


def _event(draw: random.Random, name: str, before: list[Event], subjects: tuple[str, ...]) -> Event:
    if before and draw.random() < 0.2:
        occurred = draw.choice(before).occurred
    else:
        occurred = START.timestamp() + draw.randint(0, SPAN_DAYS * 24) * 3600.0
    recorded = occurred + draw.choice([0, 0, 0, 3600, 40 * 86400])
    facts = _facts(draw)
    return Event(
        name, draw.choice(STEPS), occurred, recorded, draw.choice(PARTIES), draw.choice(subjects), facts
    )


def _change(draw: random.Random, name: str, before: list[Event], subjects: tuple[str, ...]) -> Event:
    target = draw.choice(before)
    recorded = target.recorded + draw.randint(0, 100) * 86400.0
    if draw.random() < 0.5:
        return Event(name, "", recorded, recorded, target.by, target.subject, retracts=target.id)
    step, facts = draw.choice(STEPS), _facts(draw)
    return Event(
        name, step, target.occurred, recorded, target.by, draw.choice(subjects), facts, corrects=target.id
    )


def _facts(draw: random.Random) -> dict[str, object]:
    facts: dict[str, object] = {}
    if draw.random() < 0.25:
        facts["flag"] = draw.choice([True, False, None])
    if draw.random() < 0.25:
        facts["age"] = draw.choice([12, 16, 17, 18, 30, None])
    if draw.random() < 0.25:
        facts["origin"] = draw.choice(["nl", "eu", "third_country", None])
    if draw.random() < 0.2:
        facts["guess"] = draw.choice([16, 18, None])
    if draw.random() < 0.2:
        facts["region"] = draw.choice(["north", "south", None])
    if draw.random() < 0.15:
        facts["ends_on"] = START.date() + timedelta(days=draw.randint(0, SPAN_DAYS))
    return facts
