"""Dossiers made through the services, as people would: opened, worked on by three organisations, step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from allauth.mfa.models import Authenticator

from vangnet.access import services as access
from vangnet.access.actors import Actor, for_membership, system
from vangnet.access.roles import Caseworker
from vangnet.cases import services
from vangnet.core import clock
from vangnet.protocol.engine.model import Case, Event
from vangnet.protocol.log import Draft
from vangnet.protocol.moments import exactly

WHY = "made up for a measurement"
GROUND = "vc:b8.3"
Tick = Callable[[], None]


def houses(number: int = 1) -> list[dict[str, Actor]]:
    """Regions with a police team and a shelter each, and one registrar for the whole country."""
    with clock.fixed(datetime(2018, 1, 1, tzinfo=UTC)):
        registrar = _somebody("registrar", 0)
        return [
            {
                "police": _somebody("police", place),
                "registrar": registrar,
                "shelter": _somebody("shelter", place),
            }
            for place in range(number)
        ]


def _somebody(party: str, place: int) -> Actor:
    name = f"{party}-{place}"
    account = access.open_account(name, display_name=name, by=system())
    # Without a second step every page leads to setting one up.
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
    organisation = access.add_organisation(name, party=party, name=name, by=system())
    return for_membership(
        access.add_membership(account, organisation=organisation, role=Caseworker, by=system())
    )


def live(case: Case, actors: dict[str, Actor], tick: Tick = lambda: None) -> None:
    """Tell one case through the services; whoever is told that a step deviates gives the reason."""
    opener, *others = actors.values()
    ordered: Iterable[Event] = sorted(case.events, key=lambda event: event.recorded)
    first, *rest = ordered
    with clock.fixed(_moment(first.recorded)):
        dossier = services.open_dossier(
            {"age": 25, "origin": "nl"}, occurred=exactly(_moment(first.occurred)), ground=WHY, by=opener
        )
        for other in others:
            asked = services.involve(dossier, organisation=other.own_organisation, ground=GROUND, by=opener)
            services.accept_involvement(asked, by=other)
    for event in (first, *rest):
        by = actors.get(event.by, opener)
        draft = Draft(
            step=event.step, occurred=exactly(_moment(event.occurred)), party=event.by, facts=_facts(event)
        )
        with clock.fixed(_moment(event.recorded)):
            try:
                services.record_step(dossier, draft=draft, by=by)
            except services.ReasonNeeded:
                again = Draft(
                    step=draft.step,
                    occurred=draft.occurred,
                    party=draft.party,
                    facts=draft.facts,
                    deviation_reason=WHY,
                )
                services.record_step(dossier, draft=again, by=by)
        tick()


def _facts(event: Event) -> dict[str, object]:
    return {name: "unknown" if value is None else value for name, value in event.facts.items()}


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
