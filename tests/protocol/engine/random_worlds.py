"""Random agreements and histories: small, but with every construct of the specification."""

from __future__ import annotations

import json
import random
from typing import Any

from tests.protocol.engine.builders import epoch
from vangnet.protocol.engine import Event

STEPS = [f"s{number}" for number in range(6)]
MADE = ["x0", "x1"]
TERMS = ["PT6H", "PT24H", "P3D", "P2WD", "P1W", "P1M", "P3M"]
GUARDS = [
    "flag",
    "not flag",
    "age < 18",
    "age >= 12 and flag",
    "kind == 'a' or age < 18",
    "kind in ['a', 'b']",
    "age == unknown",
    "not (kind == 'c') and (flag or age > 20)",
]
WORDS = {
    "facts": {
        "flag": {"type": "yes_no"},
        "age": {"type": "years"},
        "kind": {"values": ["a", "b", "c"]},
        "day": {"type": "date"},
    },
    "steps": {**{step: {} for step in STEPS}, **{step: {"derived": True} for step in MADE}, "calm": {}},
}


def _some(dice: random.Random, steps: list[str], most: int = 2) -> list[str]:
    return dice.sample(steps, dice.randint(1, most))


def _limit(dice: random.Random, timeless: bool) -> Any:
    if timeless and dice.random() < 0.15:
        return {"until": "day"}
    # Clauses that make events take longer, so that chains of them stay short.
    return {"term": dice.choice(TERMS if timeless else TERMS[4:]), "statutory": dice.random() < 0.3}


def _term(dice: random.Random, timeless: bool = True) -> Any:
    if dice.random() < 0.25:
        return [
            {"when": dice.choice(GUARDS), **_limit(dice, timeless)} for _ in range(dice.randint(1, 2))
        ] + [_limit(dice, timeless)]
    return _limit(dice, timeless)


def _maybe(dice: random.Random, chance: float, clause: dict[str, Any], **more: Any) -> None:
    if dice.random() < chance:
        clause.update(more)


def duty(dice: random.Random, pauses: bool) -> dict[str, Any]:
    """Make a random duty."""
    on_default = dice.random() < 0.3
    clause: dict[str, Any] = {"on": _some(dice, STEPS + MADE), "by": "police", "do": _some(dice, STEPS)}
    _maybe(dice, 0.9, clause, within=_term(dice, timeless=not on_default))
    _doubt_and_repeat(dice, clause)
    _maybe(dice, 0.4, clause, lapses_on=_some(dice, STEPS))
    if on_default:
        clause["on_default"] = dice.choice(MADE)
    if pauses and dice.random() < 0.5:
        start, end = dice.sample(STEPS, 2)
        clause["pauses"] = [{"from": start, "until": end}]
    return clause


def _doubt_and_repeat(dice: random.Random, clause: dict[str, Any]) -> None:
    _maybe(
        dice,
        0.5,
        clause,
        when=dice.choice(GUARDS),
        in_doubt=dice.choice(["applies", "ask", "does_not_apply"]),
    )
    _maybe(dice, 0.6, clause, repeat=dice.choice(["first", "each", "restart"]))


def period(dice: random.Random, pauses: bool) -> dict[str, Any]:
    """Make a random period."""
    clause: dict[str, Any] = {"from": _some(dice, STEPS + MADE)}
    then = dice.random() < 0.5
    _maybe(dice, 1.0 if then else 0.8, clause, lasts=_term(dice, timeless=not then))
    _doubt_and_repeat(dice, clause)
    _maybe(dice, 0.5, clause, ends_early_on=_some(dice, STEPS))
    if then:
        clause["then"] = dice.choice(MADE)
    if pauses and dice.random() < 0.4:
        start, end = dice.sample(STEPS, 2)
        clause["pauses"] = [{"from": start, "until": end}]
    return clause


def agreements(dice: random.Random) -> dict[str, str]:
    """Make a random folder of agreements, one of them with several versions."""
    files = {"words/2000-01-01.yaml": _text("words", "2000-01-01", WORDS)}
    for name, dates in (("a", ["2020-01-01"]), ("b", ["2020-01-01", "2022-02-01", "2022-06-01"])):
        pauses = len(dates) == 1
        for date in dates:
            body: dict[str, Any] = {
                "duties": {f"d{number}": duty(dice, pauses) for number in range(dice.randint(1, 4))},
                "periods": {f"p{number}": period(dice, pauses) for number in range(dice.randint(1, 2))},
                "requires": [_requirement(dice, number) for number in range(dice.randint(0, 2))],
                "transition": dice.choice(["respecting", "immediate", "most_favourable"]),
            }
            body["prohibitions"] = {"ban": {"during": "p0", "not": _some(dice, STEPS)}}
            _maybe(dice, 0.3, body["prohibitions"]["ban"], by="police")
            if date == "2022-06-01" and dice.random() < 0.5:
                body["retroactive"] = {"from": "2022-04-01", "clauses": ["d0"]}
            files[f"{name}/{date}.yaml"] = _text(name, date, body)
    return files


def _requirement(dice: random.Random, number: int) -> dict[str, Any]:
    step, *others = dice.sample(STEPS, 4)
    rule: dict[str, Any] = {"name": f"r{number}", "step": step, "after": others[:1]}
    _maybe(dice, 0.4, rule, after_any=others[1:])
    _maybe(dice, 0.4, rule, before=others[2:])
    _maybe(dice, 0.5, rule, when=dice.choice(GUARDS))
    return rule


def _text(name: str, date: str, body: dict[str, Any]) -> str:
    return (
        "agreement: "
        + json.dumps(name)
        + f"\nvalid_from: {date}\n"
        + "\n".join(f"{key}: {json.dumps(value)}" for key, value in body.items())
    )


def history(dice: random.Random, length: int) -> list[Event]:
    """Make a random history of one subject; many events share a moment, and facts come and go."""
    start = epoch("2021-12-20T09:00")
    events = []
    moment = start
    for number in range(length):
        moment += dice.choice([0, 0, 3600, 6 * 3600, 86400, 86400, 3 * 86400, 10 * 86400, 30 * 86400])
        facts = {code: value() for code, value in possible_facts(dice).items() if dice.random() < 0.12}
        step = dice.choice([*STEPS, *STEPS, "calm"])
        events.append(Event(f"e{number}", step, moment, moment, dice.choice(["police", "kmar"]), "p1", facts))
    return events


def possible_facts(dice: random.Random) -> dict[str, Any]:
    """Give a way to draw each fact."""
    return {
        "flag": lambda: dice.choice([True, False, "unknown"]),
        "age": lambda: dice.choice([9, 15, 30, "unknown"]),
        "kind": lambda: dice.choice(["a", "b", "c", "unknown"]),
        "day": lambda: dice.choice(["2022-01-15", "2022-04-01", "2021-06-01"]),
    }
