"""One made-up dossier: from a number to everything that happened in it, by whom, and when it was written down."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from vangnet.core.clock import AMSTERDAM
from vangnet.demo import acts
from vangnet.demo.caseload.drawing import Draw, mix
from vangnet.demo.caseload.involving import Involving
from vangnet.demo.cast import Cast
from vangnet.demo.planning import Beat, Plan
from vangnet.design.partial_dates import read_partial_moment
from vangnet.protocol.facts import UNKNOWN
from vangnet.protocol.moments import exactly

FEWEST, MOST = 5, 40
USUALLY_DONE = 80
TOLD_VAGUELY = frozenset({"signal_received", "concern_noticed"})
MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]
REGIONS = {
    "Noorderveen": {"police": "police-noorderveen", "shelter": "shelter-luwte"},
    "Zuiderwaard": {"police": "police-zuiderwaard", "shelter": "shelter-morgenster"},
}


def acts_of(number: int, name: str, cast: Cast, *, now: datetime) -> list[acts.Act]:
    """What happened in the dossier with a number, seen from now; drawn again until it is neither bare nor endless."""
    for attempt in count():
        found = _Making(Draw("caseload", number, attempt), name, cast, now).acts()
        if FEWEST <= lines_of(found) <= MOST:
            return found
    raise AssertionError("count() does not end")


def lines_of(told: list[acts.Act]) -> int:
    """How many lines of the log these acts make; an opening writes the facts and the first step."""
    return len(told) + sum(isinstance(act, acts.Opening) for act in told)


class _Making:
    def __init__(self, draw: Draw, name: str, cast: Cast, now: datetime) -> None:
        self.draw = draw
        self.now = now.astimezone(AMSTERDAM).replace(microsecond=0)
        self.person = draw.somebody()
        _, self.route = draw.route(self.person)
        casting = dict(REGIONS[draw.of({"Noorderveen": 64, "Zuiderwaard": 36})])
        if draw.happens(25):
            casting["shelter"] = draw.one(["shelter-luwte", "shelter-morgenster"])
        self.plan = Plan(name, cast, casting)
        self.starter = draw.one(self.route["start"]["by"])
        self.began = self._beginning()
        self.happened: dict[str, datetime] = {}
        self.beats: list[Beat] = []

    def acts(self) -> list[acts.Act]:
        self.beats.append(self._start())
        for told in self.route["then"]:
            for _ in range(told.get("times", 1)):
                self._step(told)
        self._tell_later()
        self._correct_one()
        self._retract_one()
        involving = Involving(self.draw, self.plan, self.now)
        planned = self.plan.of(self.beats, involving.declined(self.beats))
        return sorted([*planned, *involving.afterwards(self.person)], key=lambda act: act.at)

    def _beginning(self) -> datetime:
        days = self.draw.between(self.draw.of(mix()["begun_days_ago"]))
        return self.draw.at_work(self.now - timedelta(days=days), self.starter)

    def _start(self) -> Beat:
        told = self.route["start"]
        self.happened[told["do"]] = self.began
        self.first_written = min(self.began + timedelta(minutes=self.draw.random.randint(5, 300)), self.now)
        occurred = exactly(self.began)
        if told["do"] in TOLD_VAGUELY and self.draw.happens(mix()["vague_start"]):
            month = self.began.replace(day=1) - timedelta(days=1)
            occurred = read_partial_moment(f"{MONTHS[month.month - 1]} {month.year}", now=self.began)
        facts = {**self._description(), **self.draw.facts(told.get("facts", {}), self.began)}
        return Beat(
            "start", told["do"], self.starter, occurred, self.first_written, facts, self._note(told["do"])
        )

    def _description(self) -> dict[str, object]:
        """What was known about the person at the start; some of it is not."""
        person = self.person
        known: dict[str, object] = {}
        unknown_origin = self.draw.happens(mix()["origin"][UNKNOWN])
        certainty = self.draw.of({"claimed": 62, "established": 35, "disputed": 3})
        age: object = UNKNOWN if self.draw.happens(mix()["age_unknown"]) else person.age
        known["age"] = age if age == UNKNOWN else {"value": age, "certainty": certainty}
        known["origin"] = UNKNOWN if unknown_origin else person.origin
        known["form_of_exploitation"] = person.form
        if self.draw.happens(20):
            known["age_at_recruitment"] = max(person.age - self.draw.random.randint(0, 3), 5)
        return known

    def _step(self, told: Mapping[str, Any]) -> None:
        base = self.happened.get(told["from"]) if "from" in told else self.began
        if base is None or told.get("unless") in self.happened:
            return
        chance = told.get("chance", 88)
        done = self.draw.happens(chance)
        late = not done and chance >= USUALLY_DONE and self.draw.happens(mix()["done_late_instead_of_not"])
        party = self._party(told["by"])
        moment = self.draw.at_work(base + self.draw.hours(told["after"], late=late), party)
        if moment <= self.now and (done or late):
            self._add(told, party, moment)

    def _add(self, told: Mapping[str, Any], party: str, moment: datetime) -> None:
        self.happened[told["do"]] = moment
        facts = self.draw.facts(told.get("facts", {}), moment)
        name = f"s{len(self.beats)}"
        self.beats.append(
            Beat(
                name,
                told["do"],
                party,
                exactly(moment),
                self._written(moment),
                facts,
                self._note(told["do"]),
            )
        )

    def _party(self, told: str | list[str]) -> str:
        if isinstance(told, list):
            return self.draw.one(told)
        return self.starter if told == "starter" else told

    def _written(self, moment: datetime) -> datetime:
        lag = timedelta(hours=self.draw.between(self.draw.of(mix()["written_down"])))
        return max(min(moment + lag, self.now), self.first_written)

    def _note(self, step: str) -> str:
        remarks = mix()["notes"].get(step)
        return self.draw.one(remarks) if remarks and self.draw.happens(mix()["noted"]) else ""

    def _tell_later(self) -> None:
        """Let something that was unknown at the start become known after some days."""
        unknown = [code for code in ("age", "origin") if self.beats[0].facts[code] == UNKNOWN]
        moment = self.first_written + timedelta(days=self.draw.random.uniform(1, 20))
        if not unknown or moment > self.now or not self.draw.happens(mix()["fact_told_later"]):
            return
        told = {code: {"value": getattr(self.person, code), "certainty": "established"} for code in unknown}
        self.beats.append(
            Beat("told", "facts.recorded", self.starter, exactly(moment), self._written(moment), told)
        )

    def _correct_one(self) -> None:
        """Put one event on a wrong day, until somebody sees it."""
        able = [beat for beat in self.beats[1:] if self.plan.cast.has(beat.party)]
        if not able or not self.draw.happens(mix()["wrong_then_corrected"] * 5):
            return
        beat = self.draw.one(able)
        noticed = beat.recorded + timedelta(days=self.draw.random.uniform(0.5, 9))
        if noticed > self.now:
            return
        slip = beat.occurred.earliest - timedelta(days=self.draw.random.randint(1, 4))
        place = self.beats.index(beat)
        self.beats[place] = replace(beat, occurred=exactly(slip))
        self.beats.append(replace(beat, name=f"{beat.name}-right", recorded=noticed, corrects=beat.name))

    def _retract_one(self) -> None:
        """Write down a step that did not happen, and take it back."""
        undone = [
            told
            for told in self.route["then"]
            if told["do"] not in self.happened and self.plan.cast.has(self._party(told["by"]))
        ]
        if not undone or not self.draw.happens(mix()["recorded_then_retracted"]):
            return
        told = self.draw.one(undone)
        moment = self.first_written + timedelta(hours=self.draw.random.uniform(2, 60))
        noticed = moment + timedelta(hours=self.draw.random.uniform(1, 50))
        if noticed > self.now:
            return
        party = self._party(told["by"])
        reason = self.draw.one(mix()["retracted"])
        self.beats.append(Beat("slip", told["do"], party, exactly(moment), moment))
        self.beats.append(
            Beat("slip-back", "", party, exactly(noticed), noticed, retracts="slip", reason=reason)
        )
