"""The stories: which scenario happens, who plays in it, who involves whom when, and on which days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from vangnet.core.clock import AMSTERDAM
from vangnet.demo import acts
from vangnet.demo.cast import Cast
from vangnet.demo.planning import Beat, Guest, Plan
from vangnet.demo.replay import KEY, StoryError
from vangnet.protocol import catalogue
from vangnet.protocol.engine.model import Event, event_order
from vangnet.protocol.engine.scenarios import Scenario, load_scenario
from vangnet.protocol.moments import exactly

FOLDER = Path(__file__).with_name("stories")
SCENARIOS = catalogue.PACKAGED / "_cases" / "scenarios"
WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Script:
    """A story as its file tells it, with the scenario that says what happened."""

    name: str
    scenario: Scenario
    told: Mapping[str, Any]

    @property
    def look_at(self) -> Mapping[str, str]:
        return self.told["look_at"]

    @property
    def subjects(self) -> list[str]:
        return sorted({event.subject for event in self.scenario.case.events})

    def dossier(self, subject: str) -> str:
        return f"{self.name}.{subject}"

    @property
    def keys(self) -> list[str]:
        """The submissions that open the dossiers of this story."""
        return [KEY.format(self.dossier(subject)) for subject in self.subjects]


@cache
def read() -> tuple[Script, ...]:
    """All stories, in the order of their names."""
    return tuple(_read(file) for file in sorted(FOLDER.glob("*.yaml")))


def acts_of(script: Script, cast: Cast, *, now: datetime | None) -> list[acts.Act]:
    """Everything that happens in a story; when it is relative, moved by whole weeks so that it ends just before now."""
    weeks = _weeks_until(script, now) if now and script.told["relative"] else 0
    found: list[acts.Act] = []
    for subject in script.subjects:
        found += _dossier(script, subject, cast, weeks * WEEK)
    return found + _links(script, cast, weeks * WEEK)


def _read(file: Path) -> Script:
    scenario, problems = load_scenario(SCENARIOS / file.name, catalogue.current().program)
    if scenario is None:
        raise StoryError(f"{file.name}: {problems[0].message}")
    return Script(file.stem, scenario, yaml.safe_load(file.read_text(encoding="utf-8")))


def _weeks_until(script: Script, now: datetime) -> int:
    last = max(_recorded(script, event) for event in script.scenario.case.events)
    here = now.astimezone(AMSTERDAM).replace(tzinfo=None)
    return (here - last.replace(tzinfo=None)) // WEEK


def _dossier(script: Script, subject: str, cast: Cast, shift: timedelta) -> list[acts.Act]:
    plan = Plan(script.dossier(subject), cast, script.told.get("cast", {}))
    events = sorted(
        (event for event in script.scenario.case.events if event.subject == subject),
        key=lambda event: (_recorded(script, event), event_order(event)),
    )
    beats = [_beat(script, event, shift) for event in events]
    guests = [
        _guest(row, plan, shift)
        for row in script.told.get("involve", ())
        if row.get("in", subject) == subject
    ]
    return (
        plan.of(beats, guests)
        + _handings(script, subject, plan, shift)
        + _vault(script, subject, plan, shift)
        + _sharing(script, subject, plan, shift)
    )


def _beat(script: Script, event: Event, shift: timedelta) -> Beat:
    occurred = datetime.fromtimestamp(event.occurred, AMSTERDAM) + shift
    return Beat(
        name=event.id,
        step=event.step,
        party=event.by,
        occurred=exactly(occurred),
        recorded=_recorded(script, event) + shift,
        facts={code: _shifted(fact, shift) for code, fact in event.facts.items()},
        note=script.told.get("notes", {}).get(event.id, ""),
        reason=script.told.get("reasons", {}).get(event.id, ""),
    )


def _recorded(script: Script, event: Event) -> datetime:
    named = script.told.get("recorded", {}).get(event.id)
    return _moment(named) if named else datetime.fromtimestamp(event.recorded, AMSTERDAM)


def _shifted(fact: object, shift: timedelta) -> object:
    """A fact that is a date moves along with the story."""
    value = fact["value"] if isinstance(fact, Mapping) else fact
    try:
        moved = (date.fromisoformat(str(value)) + shift).isoformat()
    except ValueError:
        return fact
    return {**fact, "value": moved} if isinstance(fact, Mapping) else moved


def _guest(row: Mapping[str, Any], plan: Plan, shift: timedelta) -> Guest:
    return Guest(
        house=row.get("house") or plan.house(row["who"]),
        by=plan.house(row["by"]),
        at=_moment(row["at"]) + shift,
        answered=_moment(row["answered"]) + shift if "answered" in row else None,
        yes=row.get("answer", "accepted") == "accepted",
        reason=row.get("reason", ""),
        ground=row.get("ground", ""),
        message=row.get("message", ""),
    )


def _handings(script: Script, subject: str, plan: Plan, shift: timedelta) -> list[acts.Act]:
    found: list[acts.Act] = []
    for row in script.told.get("hand_over", ()):
        if row.get("in", subject) != subject:
            continue
        offered = acts.HandingOver(
            _moment(row["at"]) + shift, plan.dossier, plan.house(row["to"]), track=row["track"]
        )
        found.append(offered)
        if "answered" in row:
            found.append(
                acts.TakingOver(
                    _moment(row["answered"]) + shift, plan.dossier, offered.house, track=row["track"]
                )
            )
    return found


def _vault(script: Script, subject: str, plan: Plan, shift: timedelta) -> list[acts.Act]:
    """What is kept about somebody, and who opens it: one act per line of the story."""
    found: list[acts.Act] = []
    for row in script.told.get("vault", ()):
        if row.get("in", subject) != subject:
            continue
        when = (_moment(row["at"]) + shift, plan.dossier, plan.house(row["by"]))
        if "fields" in row:
            found.append(acts.Keeping(*when, category=row["category"], fields=row["fields"]))
        else:
            found.append(acts.LookingUp(*when, category=row["category"], why=row["why"]))
    return found


def _sharing(script: Script, subject: str, plan: Plan, shift: timedelta) -> list[acts.Act]:
    """What is said about sharing, and who looks in an emergency: one act per line of the story."""
    return [
        acts.Sharing(
            _moment(row["at"]) + shift, plan.dossier, plan.house(row["by"]), how=row["how"], told=row
        )
        for row in script.told.get("sharing", ())
        if row.get("in", subject) == subject
    ]


def _links(script: Script, cast: Cast, shift: timedelta) -> list[acts.Act]:
    plan = Plan("", cast, script.told.get("cast", {}))
    return [
        acts.Linking(
            _moment(row["at"]) + shift,
            script.dossier(row["one"]),
            plan.house(row["by"]),
            other=script.dossier(row["other"]),
            kind=row["kind"],
        )
        for row in script.told.get("links", ())
    ]


def _moment(told: str | datetime | date) -> datetime:
    moment = datetime.fromisoformat(str(told))
    return moment.replace(tzinfo=AMSTERDAM)
