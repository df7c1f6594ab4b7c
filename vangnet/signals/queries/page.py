"""Everything that the page of one signal needs, as far as its reader may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vangnet.access.actors import Actor
from vangnet.signals.models import Assessment, Handover, Signal, SignalEvent, SignalPerson
from vangnet.signals.queries import signals, visibility
from vangnet.signals.queries.signals import RouteProposal
from vangnet.signals.queries.texts import ReadText
from vangnet.signals.routes import Route
from vangnet.signals.states import SignalState


@dataclass(frozen=True, slots=True)
class ReadSignal:
    """A signal for one reader. Of a signal that is only offered nothing stands here but its codes and the offer."""

    signal: Signal
    offer: Handover | None = None
    may_read: bool = False
    sees_progress: bool = False
    contradicted: bool = False
    texts: Sequence[ReadText] = ()
    persons: Sequence[SignalPerson] = ()
    events: Sequence[SignalEvent] = ()
    handovers: Sequence[Handover] = ()
    assessments: Sequence[Assessment] = ()
    proposals: Sequence[RouteProposal] = ()
    gaps: Sequence[Route] = ()


def read(actor: Actor, address: str) -> ReadSignal:
    """One signal with everything in it that somebody may read."""
    signal = visibility.open_signal(actor, address)
    offer = visibility.open_offer(signal)
    if not visibility.may_see(actor, signal):
        return ReadSignal(signal, offer)
    works = visibility.owns(actor, signal) and SignalState(signal.state).is_open
    texts = [one for lines in signals.texts(actor, signal).values() for one in lines]
    return ReadSignal(
        signal=signal,
        offer=offer,
        may_read=True,
        sees_progress=visibility.sees_how_it_goes(actor, signal),
        contradicted=signals.contradicted(actor, signal),
        texts=sorted(texts, key=lambda one: (one.line.written_at, one.line.pk)),
        persons=signals.persons(actor, signal),
        events=signals.events(actor, signal),
        handovers=signals.handovers(actor, signal),
        assessments=signals.assessments(actor, signal),
        proposals=signals.proposal(actor, signal) if works else (),
        gaps=signals.gaps(actor, signal) if works else (),
    )
