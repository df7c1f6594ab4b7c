"""Drawing signals from the mix: who saw what, where and of whom. The same number always draws the same."""

from __future__ import annotations

from typing import Any

from vangnet.demo.caseload.drawing import Draw
from vangnet.demo.signalling.course import DESK, HOURS, course
from vangnet.demo.signalling.mixing import mix
from vangnet.demo.signalling.reporting import PUBLIC

CHILD, YOUNG, GROWN, OLDEST = 9, 12, 18, 50
Told = dict[str, Any]


def drawn(number: int) -> Told:
    """One signal with the acts that follow, all in hours before now."""
    draw = Draw("signal", number)
    hours = round(draw.between(mix()["days_ago"])) * HOURS + draw.random.randint(0, HOURS - 4)
    report = _reporter(draw)
    report |= _seen(draw, report["by"])
    acts = course(draw, hours, report)
    return report | {"key": f"drawn-{number:04d}", "ago": f"{hours}h", "acts": acts}


def _reporter(draw: Draw) -> Told:
    if not draw.happens(mix()["reporters"]["inside"]):
        return {"by": PUBLIC, "reporter": draw.of(mix()["reporters"]["public"])}
    if draw.happens(mix()["callers"]):
        return {"by": DESK, "reporter": "citizen", "channel": "caller"}
    house = draw.one(list(mix()["houses"]))
    return {"by": house, "reporter": mix()["reporter_of"].get(house, "partner_body")}


def _seen(draw: Draw, house: str) -> Told:
    minor = house in mix()["only_minors"] or draw.happens(mix()["minor"])
    text, setting = _text(draw, house, minor)
    told = {
        "forms": [text["form"]],
        "setting": setting,
        "region": draw.one(mix()["regions"]),
        "urgency": draw.of(mix()["urgencies"]),
        "hardness": draw.of(mix()["hardness"]),
        "seen": text["seen"],
        "persons": [_person(draw, text, minor, house)],
        "indicators": draw.random.randint(0, 5),
    }
    if "age" in told["persons"][0] and told["persons"][0]["age"] < YOUNG:
        told["care_report"] = draw.one(["yes", "no"])
    if draw.happens(40):
        told["interpretation"] = draw.one(mix()["interpretations"])
    if draw.happens(mix()["shared_mark"]):
        told["marks"] = [draw.one(mix()["marks"])]
    return told


def _text(draw: Draw, house: str, minor: bool) -> tuple[Told, str]:
    """Something that this house can see of somebody of this age, and where."""
    who = {"both", "minor" if minor else "adult"}
    places = mix()["houses"].get(house)
    fitting = [
        (text, [where for where in text["where"] if places is None or where in places])
        for text in mix()["texts"]
        if text["who"] in who
    ]
    fitting = [(text, where) for text, where in fitting if where]
    forms = {text["form"] for text, _ in fitting}
    form = draw.of({form: share for form, share in mix()["forms"].items() if form in forms})
    text, where = draw.one([one for one in fitting if one[0]["form"] == form])
    return text, draw.one(where)


def _person(draw: Draw, text: Told, minor: bool, house: str) -> Told:
    nations = {
        nation: share
        for nation, share in mix()["nationalities"].items()
        if nation != "nl" or house not in mix()["never_dutch"]
    }
    told: Told = {"nationality": draw.of(nations), "forms": [text["form"]]}
    told |= {"number_of_people": text["number_of_people"]} if "number_of_people" in text else {}
    if not told["nationality"]:
        told["nationality_answer"] = "unknown"
    if draw.happens(30):
        return told | {"age_answer": "unknown", "is_minor": "yes" if minor else "unknown"}
    low, high = (CHILD, GROWN - 1) if minor else (GROWN, OLDEST)
    told |= {"age": draw.random.randint(low, high), "age_answer": "known"}
    if minor and text["form"] == "criminal":
        told |= {"is_suspect": "yes", "adult_behind": draw.one(["yes", "unknown", "no"])}
    return told
