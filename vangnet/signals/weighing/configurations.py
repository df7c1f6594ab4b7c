"""Reads one way of weighing, and refuses what may never be weighed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from vangnet.signals.weighing.model import (
    CONTEXT,
    FEATURE,
    OTHER,
    PROFILE,
    WHOLE,
    Combination,
    Configuration,
    Group,
)
from vangnet.signals.weighing.spots import Spot

KEYS = frozenset({"name", "explains", "held", "threshold", "hardness", "groups", "combinations"})
GROUP_KEYS = frozenset({"name", "points", "indicators", "source", "assumed"})
COMBINATION_KEYS = frozenset({"name", "points", "groups", "source", "assumed"})
HARDNESSES = ("observed", "told", "assumed", "unknown")
NEVER = {
    CONTEXT: "'{code}' is a vulnerability (K): it gives context and never counts. Take it out.",
    PROFILE: "'{code}' is a trait of a person (P): it is no indicator and never counts. Take it out.",
}


def read_configuration(code: str, spot: Spot, types: Mapping[str, str]) -> Configuration:
    """One configuration; what may not be weighed, or would count the unknown as good, is noted as wrong."""
    spot.only(KEYS)
    threshold, hardness, held = spot.part("threshold"), spot.part("hardness"), spot.part("held")
    has_held = spot.has("held")
    groups = {key: _group(key, one, types) for key, one in spot.parts("groups")}
    found = Configuration(
        code=code,
        name=spot.words("name"),
        explains=spot.words("explains"),
        threshold=threshold.number("points"),
        threshold_basis=threshold.basis(),
        groups=groups,
        combinations=tuple(_combinations(spot, groups)),
        hardness={key: hardness.part("percent").number(key) for key in HARDNESSES},
        hardness_basis=hardness.basis(),
        held_from=held.day("from") if has_held else None,
        held_until=held.day("until") if has_held else None,
    )
    threshold.only({"points", "source", "assumed"})
    hardness.only({"percent", "source", "assumed"})
    hardness.part("percent").only(HARDNESSES)
    _check(found, spot)
    return found


def _group(code: str, spot: Spot, types: Mapping[str, str]) -> Group:
    spot.only(GROUP_KEYS)
    is_other = code == OTHER
    indicators = () if is_other and not spot.has("indicators") else spot.codes("indicators")
    if is_other and indicators:
        spot.wrong("holds every feature that is named nowhere; name none here.")
    for one in indicators:
        _may_weigh(one, types, spot)
    return Group(code, spot.words("name"), spot.number("points"), frozenset(indicators), spot.basis())


def _may_weigh(code: str, types: Mapping[str, str], spot: Spot) -> None:
    type_ = types.get(code)
    if type_ is None:
        spot.wrong(f"there is no indicator '{code}' in the catalogue.")
    elif type_ != FEATURE:
        spot.wrong(NEVER[type_].format(code=code))


def _combinations(spot: Spot, groups: Mapping[str, Group]) -> Iterable[Combination]:
    if not spot.has("combinations"):
        return
    for code, one in spot.parts("combinations"):
        one.only(COMBINATION_KEYS)
        named = one.codes("groups")
        for group in named:
            if group not in groups:
                one.wrong(f"there is no group '{group}'.")
        if len(named) < 2:
            one.wrong("needs two groups or more; with one it is no combination.")
        yield Combination(code, one.words("name"), named, one.number("points"), one.basis())


def _check(found: Configuration, spot: Spot) -> None:
    if OTHER not in found.groups:
        spot.wrong(f"has no group '{OTHER}'. It says what a feature weighs that is named nowhere.")
    if found.threshold < 1:
        spot.wrong("has no threshold of 1 point or more.")
    named = [code for group in found.groups.values() for code in group.indicators]
    for code in sorted({code for code in named if named.count(code) > 1}):
        spot.wrong(f"'{code}' stands in two groups. Choose one.")
    _check_hardness(found, spot)


def _check_hardness(found: Configuration, spot: Spot) -> None:
    if found.hardness["unknown"] < max(found.hardness.values()):
        spot.wrong("hardness: 'unknown' is less than another. What nobody said may not make it lighter.")
    if max(found.hardness.values()) != WHOLE:
        spot.wrong(f"hardness: the highest must be {WHOLE}, the whole weight.")
    for group in found.groups.values():
        for hardness, percent in found.hardness.items():
            if group.points * percent % WHOLE:
                spot.wrong(
                    f"group '{group.code}' weighs {group.points}, of which {percent} percent ({hardness}) is no "
                    "whole number. Choose numbers that people can add up."
                )
