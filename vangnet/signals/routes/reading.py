"""Reads `<valid-from>.yaml` files about where signals go, and works out which routes fit a signal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("nl", "en")
OWN, ANY, SAME = "own", "any", "same"
YES_OR_NO = ("under_twelve", "minor", "abroad")
AMONG = ("reporter", "danger", "urgency", "forms", "hardness", "setting", "channel")


class RoutesError(Exception):
    """Something is wrong in a file with routes."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a route may look at: codes only, never a text or a name."""

    reporter: str = ""
    channel: str = ""
    danger: str = ""
    urgency: str = ""
    hardness: str = ""
    setting: str = ""
    region: str = ""
    forms: frozenset[str] = frozenset()
    minor: bool = False
    under_twelve: bool = False
    abroad: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """One line: what must hold, to which kinds of organisation it leads, why, and on which ground."""

    code: str
    when: Mapping[str, frozenset[str] | bool]
    to: tuple[str, ...]
    says: Mapping[str, str]
    source: str
    ground: str
    assumed: bool

    def leads(self, *, giver: str, receiver: str) -> bool:
        """Whether this line leads from one kind of organisation to another."""
        return receiver in self.to or (SAME in self.to and giver == receiver)

    def fits(self, facts: Facts) -> bool:
        """Whether everything holds that this line asks for."""
        return all(_holds(facts, name, wanted) for name, wanted in self.when.items())


@dataclass(frozen=True, slots=True)
class Routes:
    """One dated version of all desks and routes."""

    valid_from: date
    source: str
    desks: tuple[Route, ...]
    routes: tuple[Route, ...]

    def desks_for(self, facts: Facts) -> list[Route]:
        """The desks that may own a signal from its first moment, the best first."""
        return [one for one in self.desks if one.fits(facts)]

    def routes_for(self, facts: Facts) -> list[Route]:
        """The routes that fit a signal, the most pressing first."""
        return [one for one in self.routes if one.fits(facts)]

    def route(self, code: str) -> Route | None:
        """The desk or route with this code."""
        return next((one for one in (*self.routes, *self.desks) if one.code == code), None)


def load(folder: Path) -> tuple[Routes, ...]:
    """All versions in a folder, oldest first; raises RoutesError with the file for whatever is wrong."""
    found = [_read(file) for file in sorted(folder.glob("*.yaml"))]
    if not found:
        raise RoutesError(f"There are no routes in {folder}. Put a file named after a day there.")
    return tuple(sorted(found, key=lambda one: one.valid_from))


def _read(file: Path) -> Routes:
    given = yaml.safe_load(file.read_text(encoding="utf-8"))
    try:
        routes = Routes(
            valid_from=given["valid_from"],
            source=str(given["source"]),
            desks=tuple(_route(one) for one in given["desks"]),
            routes=tuple(_route(one) for one in given["routes"]),
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise RoutesError(f"{file.name}: {type(fault).__name__} at {fault}.") from fault
    _check(file.name, routes)
    return routes


def _route(one: dict[str, Any]) -> Route:
    return Route(
        code=str(one["code"]),
        when={name: _wanted(name, value) for name, value in one["when"].items()},
        to=tuple(str(kind) for kind in one["to"]),
        says={language: str(one["says"][language]) for language in LANGUAGES},
        source=str(one["source"]),
        ground=str(one.get("ground", "")),
        assumed=bool(one.get("assumed", False)),
    )


def _wanted(name: str, value: Any) -> frozenset[str] | bool:
    if name in YES_OR_NO:
        return bool(value)
    if name in AMONG:
        return frozenset(str(one) for one in value)
    raise ValueError(f"'{name}', which no route can look at")


def _holds(facts: Facts, name: str, wanted: frozenset[str] | bool) -> bool:
    if isinstance(wanted, bool):
        return getattr(facts, name) is wanted
    if name == "forms":
        return bool(facts.forms & wanted)
    return getattr(facts, name) in wanted


def _check(file: str, routes: Routes) -> None:
    if routes.valid_from.isoformat() != Path(file).stem:
        raise RoutesError(
            f"{file} says that it holds from {routes.valid_from}; name the file after that day."
        )
    codes = [one.code for one in (*routes.desks, *routes.routes)]
    if double := sorted({code for code in codes if codes.count(code) > 1}):
        raise RoutesError(f"{file}: {', '.join(double)} stands here twice.")
    if not routes.desks or routes.desks[-1].when or routes.desks[-1].to != (ANY,):
        raise RoutesError(
            f"{file}: the last desk takes every signal, from anybody, and leads to any organisation."
        )
    if without := [one.code for one in routes.routes if not one.ground]:
        raise RoutesError(f"{file}: {', '.join(without)} names no ground.")
