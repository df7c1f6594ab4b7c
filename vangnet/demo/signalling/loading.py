"""Telling the signals of the demonstration to the services, the oldest act first. What is there already is left as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from vangnet.access.actors import Actor, system
from vangnet.cases import services as cases
from vangnet.core import clock
from vangnet.demo import queries
from vangnet.demo.signalling.acts import Stage
from vangnet.demo.signalling.drawing import drawn
from vangnet.demo.signalling.mixing import mix
from vangnet.demo.signalling.reporting import key_of, report_of
from vangnet.signals import services
from vangnet.signals.models import Signal

FILE = Path(__file__).with_name("stories.yaml")
UNITS = {"d": "days", "h": "hours"}
MINUTES_APART = 7
MOST_DRAWN: int = mix()["signals"]
Told = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Beat:
    """One thing that happens with one signal: it is reported, or something is done with it."""

    at: datetime
    name: str
    told: Told
    is_report: bool


@cache
def stories() -> tuple[Told, ...]:
    """The told stories, in the order of the file."""
    return tuple(yaml.safe_load(FILE.read_text(encoding="utf-8"))["stories"])


def fill(actors: Mapping[str, Actor], *, now: datetime, number: int = MOST_DRAWN) -> int:
    """Make the signals that are not there yet, of the stories and so many drawn ones; gives how many."""
    signals = {f"{story['code']}.{one['key']}": one for story in stories() for one in story["signals"]}
    signals |= {one["key"]: one for one in map(drawn, range(1, number + 1))}
    there = queries.signals_told(key_of(name) for name in signals)
    todo = {name: one for name, one in signals.items() if key_of(name) not in there}
    if todo:
        with transaction.atomic(), cases.deferred_refresh(by=system()):
            _tell(_beats(todo, now), Stage(actors))
    return len(todo)


def _beats(signals: Mapping[str, Told], now: datetime) -> list[Beat]:
    found = []
    for name, told in signals.items():
        begins = now - _ago(told["ago"])
        found.append(Beat(begins, name, told, is_report=True))
        for place, act in enumerate(told["acts"], start=1):
            # Acts of one day follow each other, and nothing happens before the report or after now.
            later = timedelta(minutes=MINUTES_APART * place)
            found.append(
                Beat(min(max(now - _ago(act["ago"]), begins) + later, now), name, act, is_report=False)
            )
    return sorted(found, key=lambda beat: beat.at)


def _tell(beats: Iterable[Beat], stage: Stage) -> None:
    made: dict[str, Signal] = {}
    for beat in beats:
        with clock.fixed(beat.at):
            if beat.is_report:
                made[beat.name] = services.receive(
                    report_of(beat.name, beat.told), by=stage.who(beat.told["by"])
                )
            else:
                stage.act(made[beat.name], beat.told)


def _ago(text: str) -> timedelta:
    return timedelta(**{UNITS[text[-1]]: int(text[:-1])})
