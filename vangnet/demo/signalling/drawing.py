"""Drawing signals from the mix: who saw what where, and what became of it. The same number always draws the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from vangnet.demo.caseload.drawing import Draw
from vangnet.demo.signalling.reporting import PUBLIC

HERE = Path(__file__).parent
DESK = "registrar-oefenland"
CHILD, GROWN, OLDEST = 8, 18, 50
OFFERED_TO = {
    "sexual": ["investigation-noorderveen", "emm-oefenland"],
    "criminal": ["investigation-noorderveen"],
    "begging": ["investigation-noorderveen"],
    "labour": ["labour-oefenland"],
    "services": ["labour-oefenland"],
    "other_form": ["emm-oefenland"],
}
Told = dict[str, Any]


@cache
def mix() -> Mapping[str, Any]:
    """The shares of everything that is drawn."""
    told: Mapping[str, Any] = yaml.safe_load((HERE / "mix.yaml").read_text(encoding="utf-8"))
    return told


def drawn(number: int) -> Told:
    """One signal with the acts that follow, all in days before now."""
    draw = Draw("signal", number)
    age = round(draw.between(mix()["days_ago"]))
    report = _reporter(draw) | _seen(draw)
    return report | {"key": f"drawn-{number:04d}", "ago": f"{age}d", "acts": list(_acts(draw, age, report))}


def _reporter(draw: Draw) -> Told:
    if not draw.happens(mix()["reporters"]["inside"]):
        return {"by": PUBLIC, "reporter": draw.of(mix()["reporters"]["public"])}
    if draw.happens(mix()["callers"]):
        return {"by": DESK, "reporter": "citizen", "channel": "caller"}
    house = draw.one(mix()["houses"])
    return {"by": house, "reporter": mix()["reporter_of"].get(house, "partner_body")}


def _seen(draw: Draw) -> Told:
    form = draw.of(mix()["forms"])
    told = {
        "forms": [form],
        "setting": draw.one(mix()["settings"][form]),
        "region": draw.one(mix()["regions"]),
        "urgency": draw.of(mix()["urgencies"]),
        "hardness": draw.of(mix()["hardness"]),
        "seen": draw.one(mix()["texts"][form]),
        "persons": [_person(draw, form)],
        "indicators": draw.random.randint(0, 5),
    }
    if draw.happens(40):
        told["interpretation"] = draw.one(mix()["interpretations"])
    if draw.happens(mix()["shared_mark"]):
        told["marks"] = [draw.one(mix()["marks"])]
    return told


def _person(draw: Draw, form: str) -> Told:
    minor = draw.happens(mix()["minor"])
    told: Told = {"nationality": draw.of(mix()["nationalities"]), "forms": [form]}
    if not told["nationality"]:
        told["nationality_answer"] = "unknown"
    if draw.happens(30):
        return told | {"age_answer": "unknown", "is_minor": "yes" if minor else "unknown"}
    low, high = (CHILD, GROWN - 1) if minor else (GROWN, OLDEST)
    told |= {"age": draw.random.randint(low, high), "age_answer": "known"}
    if minor and form == "criminal":
        told |= {"is_suspect": "yes", "adult_behind": draw.one(["yes", "unknown", "no"])}
    return told


def _acts(draw: Draw, age: int, report: Told) -> Iterator[Told]:
    """What became of it, one thing after another, as long as there is time for it before now."""
    handled = mix()["handled"]
    if age <= handled["taken_after"]:
        return
    yield {"do": "take", "by": DESK, "ago": f"{age - 1}d"}
    fate = draw.of(
        {name: handled[name] for name in ("parked", "closed", "offered", "registered")} | {"open": 30}
    )
    owner = DESK
    if fate == "offered":
        owner = draw.one(OFFERED_TO[report["forms"][0]])
        yield {"do": "offer", "by": DESK, "ago": f"{age - 1}d", "to": owner}
        if owner == report["by"] or draw.happens(25):
            yield {
                "do": "refuse",
                "by": owner,
                "ago": f"{age - 2}d",
                "reason": draw.one(mix()["refuse_reasons"]),
            }
            owner = DESK
        else:
            yield {"do": "accept", "by": owner, "ago": f"{age - 2}d"}
    yield from _end(draw, fate, age)
    if draw.happens(handled["feedback"]) and age > handled["taken_after"] + 1:
        yield {
            "do": "feedback",
            "by": owner,
            "ago": f"{max(age - 5, 0)}d",
            "level": "state",
            "text": mix()["told"],
        }


def _end(draw: Draw, fate: str, age: int) -> Iterator[Told]:
    ago = f"{max(age - 3, 0)}d"
    if fate == "parked":
        yield {"do": "park", "by": DESK, "ago": ago, "reason": draw.one(mix()["park_reasons"]), "days": 30}
    if fate == "closed":
        reason = draw.one(mix()["close_reasons"])
        yield {"do": "close", "by": DESK, "ago": ago, "reason": reason, "basis": "inquiry"}
    if fate == "registered":
        yield {"do": "open_dossier", "by": DESK, "ago": ago}
