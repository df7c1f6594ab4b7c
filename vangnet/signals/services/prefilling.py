"""What is known before somebody begins: the own organisation, and the place and setting of an earlier signal that this one looks like."""

from __future__ import annotations

from typing import Any

from vangnet.access import audit
from vangnet.access.actors import Actor
from vangnet.access.verdicts import NotFound
from vangnet.signals.answers_to_report import usual_reporter
from vangnet.signals.models import Signal

SETTINGS = {
    "asylum_reception": "asylum",
    "detention_service": "detention",
    "return_service": "detention",
    "shelter": "shelter",
    "hospital": "health",
    "health_service": "health",
    "school_attendance": "school",
    "trade_register": "desk",
}


def prefilled(channel: str, *, like: str = "", by: Actor) -> dict[str, Any]:
    """What a new draft begins with. Raises NotFound for an earlier signal that does not exist or that the actor may not see."""
    known = {"where_when": _own_place(by), "reporters": {"reporter_type": usual_reporter(channel, by.party)}}
    if like.strip():
        with audit.act("intake.prefill", by=by) as trace:
            found = _earlier(like)
            trace.dossier = found.pk
        known["where_when"].update(_place_of(found))
    answers = {
        section: {name: value for name, value in given.items() if value} for section, given in known.items()
    }
    return {"answers": {section: given for section, given in answers.items() if given}}


def _own_place(by: Actor) -> dict[str, Any]:
    return {"region": by.own_organisation.region, "setting": SETTINGS.get(by.party, "")}


def _earlier(reference: str) -> Signal:
    found = Signal.objects.filter(reference=reference.strip().upper()).first()
    if found is None:
        raise NotFound
    return found


def _place_of(found: Signal) -> dict[str, Any]:
    place = {"region": found.region, "municipality": found.municipality, "setting": found.setting}
    return {name: value for name, value in place.items() if value}
