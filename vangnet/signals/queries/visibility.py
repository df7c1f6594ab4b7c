"""Who may know of a signal, and who owns it."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from vangnet.access import audit, grants
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.levels import Level
from vangnet.access.roles import Permission
from vangnet.access.scope import unscoped
from vangnet.access.verdicts import NotFound
from vangnet.access.wall.context import as_service
from vangnet.signals.models import Handover, Signal
from vangnet.signals.states import OfferState

LET_IN = "A part of a longer read, which let the reader into the signal first."


def signals(actor: Actor, *, level: Level = Level.PART) -> QuerySet[Signal]:
    """The signals that somebody may read: owned by the own organisation, reported by it, or handed on by it."""
    if not actor.may(Permission.READ_SIGNALS) or actor.organisation is None:
        return Signal.objects.none()
    mine = grants.reachable(actor, level=level).filter(dossier_id=OuterRef("pk"))
    return Signal.objects.filter(Exists(mine))


def open_signal(actor: Actor, reference: str) -> Signal:
    """One signal by its address or its reference, with a line in the audit trail; also one that is offered to the own organisation.

    What does not exist and what somebody may not see look the same.
    """
    plain = reference.replace("\x00", "").strip()
    found = (
        signals(actor, level=Level.ASKED)
        .filter(Q(address=plain) | Q(reference=plain.upper()))
        .select_related("owner", "reporting_organisation", "handler")
        .first()
    )
    if found is None:
        audit.record("signal.read", by=actor, outcome=audit.Outcome.NOT_FOUND)
        raise NotFound
    audit.record("signal.read", by=actor, dossier=found.pk)
    return found


def may_see(actor: Actor, signal: Signal) -> bool:
    """Whether somebody may read a signal itself, not only that it is offered."""
    if not actor.may(Permission.READ_SIGNALS):
        return False
    return grants.standing(actor, signal.pk) is not None


def require(actor: Actor, signal: Signal) -> None:
    """Go on only when somebody may read a signal; otherwise it is as if it did not exist."""
    if not may_see(actor, signal):
        raise NotFound


def owns(actor: Actor, signal: Signal) -> bool:
    """Whether the organisation of somebody owns a signal now."""
    return actor.organisation is not None and signal.owner_id == actor.organisation.pk


def sees_how_it_goes(actor: Actor, signal: Signal) -> bool:
    """Whether somebody sees what is done with a signal, and not only the own report and the state."""
    return DataCategory.PROGRESS in grants.standing_kinds(actor, signal.pk)


def sees_persons(actor: Actor, signal: Signal) -> bool:
    """Whether somebody sees whom a signal is about."""
    if DataCategory.SIGNAL in grants.standing_kinds(actor, signal.pk):
        return True
    return left_at(actor, signal) is not None


def left_at(actor: Actor, signal: Signal) -> datetime | None:
    """When the own organisation handed a signal over for the last time; nothing when it never owned it or still does."""
    with as_service("When an organisation handed a signal over is looked up for that organisation itself."):
        given = Handover.objects.filter(signal=signal.pk, giver=actor.organisation, state=OfferState.ACCEPTED)
        found: datetime | None = given.aggregate(last=Max("answered_at"))["last"]
    return found


@unscoped(LET_IN)
def open_offer(signal: Signal) -> Handover | None:
    """The offer of a signal that waits for an answer."""
    found = Handover.objects.filter(signal=signal.pk, state=OfferState.OFFERED)
    return found.select_related("giver", "receiver", "disclosure").first()


def offer(actor: Actor, signal: Signal) -> Handover:
    """The offer of a signal that waits for an answer of the own organisation."""
    found = open_offer(signal)
    if found is None or actor.organisation is None or found.receiver_id != actor.organisation.pk:
        raise NotFound
    return found


def own_offer(actor: Actor, signal: Signal) -> Handover:
    """The offer that the own organisation made of a signal and that nobody answered yet."""
    found = open_offer(signal)
    if found is None or actor.organisation is None or found.giver_id != actor.organisation.pk:
        raise NotFound
    return found


@unscoped("The wall gives only whoever may change a signal its row to hold.")
def held(signal: Signal) -> Signal:
    """A signal as it stands now, held until the end of the transaction. Call it as whoever may change it."""
    found = (
        Signal.objects.select_for_update(of=("self",)).select_related("owner").filter(pk=signal.pk).first()
    )
    if found is None:
        raise NotFound
    return found
