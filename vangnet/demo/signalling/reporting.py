"""From what a story says was seen to a report, as a form would make it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from random import Random
from typing import Any
from uuid import UUID, uuid5

from vangnet.core import clock
from vangnet.protocol.moments import exactly
from vangnet.signals import catalogue
from vangnet.signals.answers import Answer, Hardness
from vangnet.signals.models import SignalChannel, SignalText
from vangnet.signals.reports import Report, ReportedMark, ReportedPerson, ReportedSighting, ReportedText

KEYS = UUID("0190a6a4-0000-7000-8000-00000000de40")
PUBLIC = "public"
Told = Mapping[str, Any]
Kind = SignalText.Kind
SOURCES = {"observed": SignalText.Source.OWN_OBSERVATION, "told": SignalText.Source.TOLD_BY_PERSON}
GROWN = 18
# What is only seen of somebody who is not of age.
OF_A_CHILD = re.compile(
    r"\b(kind\w*|baby\w*|minderjarige?\w*|jongere\w*|jongen\w*|meisje\w*|leerling\w*|scholier\w*|achttiende|klas\w*)\b",
    re.IGNORECASE,
)
TEXTS = {
    "seen": Kind.SEEN,
    "interpretation": Kind.INTERPRETATION,
    "done": Kind.ALREADY_DONE,
    "safety": Kind.SAFETY,
    "contact": Kind.REPORTER_CONTACT,
}


def key_of(name: str) -> UUID:
    """The submission key of a signal of the demonstration, always the same, so that it is told once."""
    return uuid5(KEYS, name)


def report_of(name: str, told: Told) -> Report:
    """The report of a signal, seen just before it is sent; everything comes from the file or is drawn by its name."""
    return Report(
        channel=told.get("channel", _channel(told["by"])),
        reporter_type=told["reporter"],
        texts=_texts(told),
        persons=tuple(_person(one) for one in told["persons"]),
        sightings=_sightings(name, told),
        marks=tuple(ReportedMark(one["kind"], one["value"]) for one in told.get("marks", ())),
        forms=tuple(told["forms"]),
        seen=exactly(clock.now()),
        region=told.get("region", ""),
        setting=told["setting"],
        urgency=told.get("urgency", "ordinary"),
        hardness=told["hardness"],
        care_report=told.get("care_report", ""),
        submission_key=key_of(name),
    )


def _is_of_a_child(told: Told) -> bool:
    return any(one.get("age", GROWN) < GROWN or one.get("is_minor") == "yes" for one in told["persons"])


def _channel(by: str) -> str:
    return SignalChannel.PUBLIC if by == PUBLIC else SignalChannel.PROFESSIONAL


def _texts(told: Told) -> tuple[ReportedText, ...]:
    return tuple(_text(kind, told[name], told["hardness"]) for name, kind in TEXTS.items() if name in told)


def _text(kind: Kind, words: str, hardness: str) -> ReportedText:
    """What somebody thinks is assumed, however hard the fact is that it is thought of."""
    if kind == Kind.INTERPRETATION:
        return ReportedText(kind, words, hardness=Hardness.ASSUMED)
    return ReportedText(
        kind, words, hardness=hardness, source=SOURCES.get(hardness, SignalText.Source.UNKNOWN)
    )


def _person(told: Told) -> ReportedPerson:
    return ReportedPerson(**{**told, "forms": tuple(told.get("forms", ()))})


def _sightings(name: str, told: Told) -> tuple[ReportedSighting, ...]:
    """So many features of the situation that can be seen there; traits of persons never stand in a signal."""
    known = [
        one.code
        for one in catalogue.current()
        if one.type == catalogue.IndicatorType.FEATURE
        and one.is_about(setting=told["setting"], form=told["forms"][0])
        and (OF_A_CHILD.search(one.says("nl")) is None or _is_of_a_child(told))
    ]
    chance = Random(name)  # noqa: S311 - draws stories, keeps no secrets
    chosen = chance.sample(known, min(told.get("indicators", 0), len(known)))
    return tuple(ReportedSighting(code, Answer.YES, hardness=told["hardness"]) for code in chosen)
