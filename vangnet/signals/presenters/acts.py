"""What somebody can do with a signal from where it stands, each as a link to its own page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vangnet.access.actors import Actor
from vangnet.access.roles import Permission
from vangnet.signals.handling import Standing, possible
from vangnet.signals.models import Handover, Signal
from vangnet.signals.presenters import words
from vangnet.signals.rules import handling as rules
from vangnet.signals.states import SignalState

NAMES: Mapping[str, str | Promise] = {
    "take": _("Take it in hand"),
    "handler": _("Say who handles it"),
    "ask": _("Ask the reporter something"),
    "answer": _("Answer the question"),
    "add": _("Add something to your report"),
    "note": _("Write a note"),
    "view": _("Say what your organisation makes of it"),
    "register": _("Register as possible victim"),
    "offer": _("Offer it to another organisation"),
    "accept": _("Take it over"),
    "refuse": _("Do not take it over"),
    "withdraw": _("Take the offer back"),
    "pass": _("Pass it to investigation"),
    "outcome": _("Say what became of the investigation"),
    "feedback": _("Tell the reporter something"),
    "park": _("Park it until a day"),
    "resume": _("Take it up again"),
    "close": _("Close it"),
    "reopen": _("Open it again"),
}
# Which page makes which move of the table.
PAGES: Mapping[str, str] = {
    "pass_to_investigation": "pass",
    "investigation_started": "outcome",
    "investigation_parked": "outcome",
    "investigation_refused": "outcome",
}
# Moves that the table lets anybody make; who of them may, depends on who reads the signal.
FOR_READERS = frozenset({"answer", "add", "view"})
HEARD: Mapping[str, str | Promise] = {
    "answer": _("Write down the answer of the reporter"),
    "add": _("Write down what the reporter adds"),
}
INVESTIGATES = {"pass", "outcome"}
ANSWERS = ("accept", "refuse")
FIRST: Mapping[str, str] = {
    SignalState.RECEIVED: "take",
    SignalState.OWNED: "register",
    SignalState.INVESTIGATED: "outcome",
    SignalState.PARKED: "resume",
}


@dataclass(frozen=True, slots=True)
class ActLink:
    """One thing that somebody can do, and where."""

    code: str
    label: str
    url: str
    kind: str = "secondary"


def acts(actor: Actor, signal: Signal, offer: Handover | None, *, may_read: bool) -> list[ActLink]:
    """Everything that somebody can do with a signal now; the pages say why not when that changes meanwhile."""
    if not actor.may(Permission.HANDLE_SIGNAL) or actor.organisation is None:
        return []
    own = actor.organisation.pk
    moves = possible(standing(signal, offer), by=str(own))
    codes = {PAGES.get(move, move) for move in moves} - FOR_READERS
    if may_read:
        codes |= _of_readers(signal, own)
    if not rules.may_investigate(actor, signal).allowed:
        codes -= INVESTIGATES
    links = [
        ActLink(code, _label(code, signal, own), _address(signal, code)) for code in NAMES if code in codes
    ]
    return [one for one in links if one.url]


def _of_readers(signal: Signal, own: UUID) -> set[str]:
    """What can be done without owning it: saying what one makes of it, and what whoever reported has to say."""
    codes = {"view"}
    if own in (signal.owner_id, signal.reporting_organisation_id):
        codes.add("answer" if signal.state == SignalState.ASKED else "add")
    if own == signal.owner_id and SignalState(signal.state).is_open:
        codes.add("handler")
    return codes


def _label(code: str, signal: Signal, own: UUID) -> str:
    if code in HEARD and own == signal.owner_id:
        return str(HEARD[code])
    return str(NAMES[code])


def standing(signal: Signal, offer: Handover | None) -> Standing:
    """Where a signal stands, as the table of moves wants it."""
    offered = str(offer.receiver_id) if offer is not None else ""
    return Standing(SignalState(signal.state), str(signal.owner_id), offered, signal.idle_handovers)


def first(links: Iterable[ActLink], signal: Signal) -> ActLink | None:
    """What most likely comes next."""
    wanted = FIRST.get(signal.state)
    return next((one for one in links if one.code == wanted), None)


def answers(links: Iterable[ActLink]) -> list[ActLink]:
    """Yes and no to an offer."""
    kinds = {"accept": "primary"}
    return [
        ActLink(one.code, one.label, one.url, kinds.get(one.code, "secondary"))
        for one in links
        if one.code in ANSWERS
    ]


_ELSEWHERE: Mapping[str, Callable[[Signal], str]] = {
    "register": lambda signal: words.maybe("cases:from_signal", signal.address),
}


def _address(signal: Signal, code: str) -> str:
    if code in _ELSEWHERE:
        return _ELSEWHERE[code](signal)
    return reverse("signals:act", args=[signal.address, code])
