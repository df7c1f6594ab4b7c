"""Drawing from the mix: who somebody is, which route it becomes, how long things take. The same number always draws the same."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from vangnet.protocol.facts import UNKNOWN

HERE = Path(__file__).parent
OFFICE_OPENS, OFFICE_CLOSES = 8, 18
NEVER_CLOSED = frozenset({"police", "kmar", "shelter", "avim", "youth_institution"})


@dataclass(frozen=True, slots=True)
class Somebody:
    """What is true about a made-up person, known or not."""

    is_minor: bool
    age: int
    origin: str
    form: str


@cache
def mix() -> Mapping[str, Any]:
    """The shares of everything that is drawn."""
    return yaml.safe_load((HERE / "mix.yaml").read_text(encoding="utf-8"))


@cache
def routes() -> Mapping[str, Mapping[str, Any]]:
    """The routes, by name."""
    return yaml.safe_load((HERE / "routes.yaml").read_text(encoding="utf-8"))["routes"]


class Draw:
    """Chance with a memory of its own, so that a dossier does not depend on those before it."""

    def __init__(self, *seed: object) -> None:
        self.random = Random(":".join(map(str, seed)))  # noqa: S311 - draws stories, keeps no secrets

    def happens(self, hundredths: float) -> bool:
        return self.random.random() * 100 < hundredths

    def of(self, weights: Mapping[Any, float]) -> Any:
        return self.random.choices(list(weights), weights=list(weights.values()))[0]

    def one(self, choices: Sequence[Any]) -> Any:
        return self.random.choice(choices)

    def between(self, band: str) -> float:
        """A value in a band such as `91-300` or `3-30h`."""
        low, high = band.rstrip("hd").split("-")
        return self.random.uniform(float(low), float(high))

    def hours(self, told: str, *, late: bool) -> timedelta:
        """How long something took that usually takes as long as told, `20h` or `5d`."""
        usual = float(told[:-1]) * (24 if told.endswith("d") else 1)
        hours = self.random.lognormvariate(math.log(usual), 0.4)
        return timedelta(hours=hours * (self.random.uniform(2.5, 7) if late else 1))

    def at_work(self, moment: datetime, party: str) -> datetime:
        """The moment itself for who is always there; for others the first moment at which the office is open."""
        if party in NEVER_CLOSED:
            return moment
        if moment.hour >= OFFICE_CLOSES:
            moment = self._opening_of(moment + timedelta(days=1))
        elif moment.hour < OFFICE_OPENS:
            moment = self._opening_of(moment)
        while moment.weekday() > 4:
            moment = self._opening_of(moment + timedelta(days=1))
        return moment

    def _opening_of(self, day: datetime) -> datetime:
        return day.replace(
            hour=self.random.randint(OFFICE_OPENS, 11), minute=self.random.randrange(60), second=0
        )

    def somebody(self) -> Somebody:
        shares = mix()
        origin = self.of(shares["origin"])
        is_minor = self.happens(shares["minors"][origin])
        group = "minor" if is_minor else "adult"
        age = round(self.between(self.of(shares[f"{group}_ages"])))
        true_origin = origin if origin != UNKNOWN else self.one(["eu", "third_country"])
        return Somebody(is_minor, age, true_origin, self.of(shares["form_of_exploitation"][group]))

    def route(self, somebody: Somebody) -> tuple[str, Mapping[str, Any]]:
        group = "minor" if somebody.is_minor else "adult"
        fitting = {
            name: route["weight"]
            for name, route in routes().items()
            if somebody.origin in route["for"].get(group, ())
            and somebody.form in route.get("forms", (somebody.form,))
        }
        name = self.of(fitting)
        return name, routes()[name]

    def facts(self, weights: Mapping[str, Mapping[Any, Any]], moment: datetime) -> dict[str, object]:
        return {code: self._fact(choices, moment) for code, choices in weights.items()}

    def _fact(self, choices: Mapping[Any, Any], moment: datetime) -> object:
        if "days" in choices:
            first, last = choices["days"]
            return (moment + timedelta(days=self.random.randint(first, last))).date().isoformat()
        return self.of(choices)
