"""Telling coordinators what nobody sees by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from vangnet.access import notices
from vangnet.access.actors import Actor
from vangnet.access.models import Organisation
from vangnet.signals import notice_words, terms
from vangnet.signals.models import Signal
from vangnet.signals.queries import organisations


def tell_coordinators(
    signal: Signal, code: str, *, of: Iterable[Organisation], about: Mapping[str, str], by: Actor
) -> None:
    """Tell the coordinators of organisations; one without a coordinator is told as a whole."""
    for one in dict.fromkeys(of):
        role = organisations.coordinating_role(one)
        notices.tell(code, organisation=one, role=role, dossier=signal.pk, about=about, by=by)


def tell_when_passed_round(signal: Signal, *, by: Actor) -> None:
    """Say it when a signal goes from hand to hand and nobody does anything with it."""
    if signal.idle_handovers < terms.current().days["passed_round"]:
        return
    about = {"reference": signal.reference, "times": str(signal.idle_handovers)}
    told = [signal.owner, *organisations.registrars()]
    tell_coordinators(signal, notice_words.PASSED_ROUND, of=told, about=about, by=by)
