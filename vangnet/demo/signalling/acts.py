"""What is done with a signal in a story, told to the services in the name of somebody of the cast."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from vangnet.access.actors import Actor, system
from vangnet.access.wall.context import as_actor
from vangnet.cases import services as cases
from vangnet.core import clock
from vangnet.signals import services
from vangnet.signals.models import Handover, Signal, SignalText
from vangnet.signals.queries import signals as reading

PUBLIC = "public"
GROUND = "Ketenafspraak: landelijke registratie"
Told = Mapping[str, Any]


@dataclass
class Stage:
    """Who acts for each organisation, and which offers wait."""

    actors: Mapping[str, Actor]
    offers: dict[str, Handover] = field(default_factory=dict)

    def who(self, house: str) -> Actor:
        return system() if house == PUBLIC else self.actors[house]

    def act(self, signal: Signal, told: Told) -> None:
        """Do one act with a signal as it stands now."""
        by = self.who(told["by"])
        signal.refresh_from_db()
        DOING[told["do"]](self, signal, told, by)


def _offer(stage: Stage, signal: Signal, told: Told, by: Actor) -> None:
    """Along the first route that leads there."""
    to = stage.actors[told["to"]].own_organisation
    with as_actor(by):
        along = next(one for one in reading.proposal(by, signal) if one.organisation.pk == to.pk)
    stage.offers[str(signal.pk)] = services.offer(signal, to=to, why=along.rule, ground=along.ground, by=by)


def _hear(stage: Stage, signal: Signal, told: Told, by: Actor) -> None:
    services.hear(signal, text=told["text"], kind=told.get("kind", SignalText.Kind.ANSWER), by=by)


def _decide(stage: Stage, signal: Signal, told: Told, by: Actor) -> None:
    services.decide_investigation(signal, outcome=told["outcome"], reason=told["reason"], by=by)


def _register(stage: Stage, signal: Signal, told: Told, by: Actor) -> None:
    with as_actor(by):
        people = reading.persons(by, signal)
    cases.open_from_signal(signal, person=people[0] if people else None, ground=GROUND, by=by)


def _park(stage: Stage, signal: Signal, told: Told, by: Actor) -> None:
    until = clock.today() + timedelta(days=told["days"])
    services.park(signal, reason=told["reason"], review_on=until, by=by)


DOING: Mapping[str, Callable[[Stage, Signal, Told, Actor], object]] = {
    "take": lambda stage, signal, told, by: services.take(signal, by=by),
    "ask": lambda stage, signal, told, by: services.ask(signal, question=told["text"], by=by),
    "hear": _hear,
    "note": lambda stage, signal, told, by: services.note(signal, text=told["text"], by=by),
    "park": _park,
    "resume": lambda stage, signal, told, by: services.resume(signal, by=by),
    "offer": _offer,
    "accept": lambda stage, signal, told, by: services.accept(stage.offers.pop(str(signal.pk)), by=by),
    "refuse": lambda stage, signal, told, by: services.refuse(
        stage.offers.pop(str(signal.pk)), reason=told["reason"], by=by
    ),
    "view": lambda stage, signal, told, by: services.view(
        signal, finding=told["finding"], basis=told.get("basis", ""), by=by
    ),
    "pass_to_investigation": lambda stage, signal, told, by: services.pass_to_investigation(signal, by=by),
    "decide_investigation": _decide,
    "close": lambda stage, signal, told, by: services.close(
        signal, reason=told["reason"], basis=told["basis"], by=by
    ),
    "feedback": lambda stage, signal, told, by: services.give_feedback(
        signal, level=told["level"], text=told["text"], by=by
    ),
    "open_dossier": _register,
}
