"""Who plays in the demonstration: the organisations and people of `personas.yaml`. Nothing here reads the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("personas.yaml")


@dataclass(frozen=True, slots=True)
class House:
    """A made-up organisation."""

    code: str
    party: str
    name: str
    region: str = ""


@dataclass(frozen=True, slots=True)
class Player:
    """A made-up person who works for one organisation, and sometimes also for another."""

    username: str
    name: str
    of: str
    role: str
    sentence: Mapping[str, str]
    also: str = ""

    @property
    def houses(self) -> tuple[str, ...]:
        return (self.of, self.also) if self.also else (self.of,)


@dataclass(frozen=True, slots=True)
class Training:
    """A made-up certificate of somebody."""

    of: str
    kind: str
    given_by: str
    lapses_in_days: int


@dataclass(frozen=True)
class Cast:
    """Everybody in the demonstration."""

    password: str
    houses: tuple[House, ...]
    players: tuple[Player, ...]
    grounds: Mapping[str, str]
    asked_on: str
    spoken_for_by: Mapping[str, tuple[str, ...]]
    officers: Mapping[str, tuple[str, ...]]
    training: tuple[Training, ...]

    def house(self, code: str) -> House:
        return next(house for house in self.houses if house.code == code)

    def houses_of(self, party: str) -> tuple[House, ...]:
        return tuple(house for house in self.houses if house.party == party)

    def has(self, party: str) -> bool:
        return bool(self.houses_of(party))


@cache
def read() -> Cast:
    """The cast as the file says it."""
    told = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return Cast(
        password=told["password"],
        houses=tuple(House(**row) for row in told["organisations"]),
        players=tuple(Player(**row) for row in told["personas"]),
        grounds=told["grounds"],
        asked_on=told["asked_on"],
        spoken_for_by={party: tuple(others) for party, others in told["spoken_for_by"].items()},
        officers={house: tuple(people) for house, people in told["officers"].items()},
        training=tuple(Training(**row) for row in told["certificates"]),
    )
