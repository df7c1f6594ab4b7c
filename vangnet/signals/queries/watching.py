"""What nobody answered, looked at or told in time: found for all organisations at once, by work that no person does."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from vangnet.access.actors import Actor
from vangnet.access.roles import Permission
from vangnet.core import clock
from vangnet.signals import terms
from vangnet.signals.models import Handover, Signal, SignalEvent
from vangnet.signals.queries import organisations
from vangnet.signals.states import OPEN, OfferState, SignalState

WAITS_UNTIL = (SignalState.PARKED, SignalState.ASKED)


def unanswered(actor: Actor) -> list[Handover]:
    """The offers that wait for an answer, the oldest first; for the system only."""
    if not actor.may(Permission.REBUILD):
        return []
    waiting = Handover.objects.filter(state=OfferState.OFFERED, escalated_at__isnull=True)
    return list(waiting.select_related("signal", "giver", "receiver").order_by("offered_at", "id"))


def to_look_at(actor: Actor) -> list[Signal]:
    """The signals of which the day to look again has come and that nobody was told about; for the system only."""
    if not actor.may(Permission.REBUILD):
        return []
    came = Signal.objects.filter(state__in=WAITS_UNTIL, review_on__lte=clock.today())
    return list(_not_told(came, "review_due", since="state_since").order_by("review_on", "id"))


def untold(actor: Actor) -> list[Signal]:
    """The signals whose reporter should have heard something and has not; for the system only."""
    if not actor.may(Permission.REBUILD):
        return []
    late = Signal.objects.filter(feedback_due__lt=clock.today())
    return list(_not_told(late, "feedback_overdue", since="state_since").order_by("feedback_due", "id"))


def untaken(actor: Actor) -> list[Signal]:
    """The signals at which nobody looked within the hours of their urgency; for the system only."""
    if not actor.may(Permission.REBUILD):
        return []
    new = Signal.objects.filter(state=SignalState.RECEIVED, taken_at__isnull=True)
    late = Q()
    for urgency, hours in terms.current().urgencies.items():
        late |= Q(urgency=urgency, owned_since__lt=_ago(hours.take))
    return list(_not_told(new.filter(late), "untaken", since="owned_since").order_by("owned_since", "id"))


def without_owner(actor: Actor) -> int:
    """How many open signals have an owner that takes part no longer; for the system only. The database lets none be without one."""
    if not actor.may(Permission.REBUILD):
        return 0
    return Signal.objects.filter(state__in=OPEN, owner__is_active=False).count()


def without_handler(actor: Actor) -> int:
    """How many open signals lie where nobody works who may handle them; for the system only."""
    if not actor.may(Permission.REBUILD):
        return 0
    working = organisations.with_handlers(actor)
    stuck = Signal.objects.filter(state__in=OPEN, owner__is_active=True).exclude(owner__in=working)
    return stuck.count()


def _ago(hours: int) -> datetime:
    return clock.now() - timedelta(hours=hours)


def _not_told(found: QuerySet[Signal], code: str, *, since: str) -> QuerySet[Signal]:
    told = SignalEvent.objects.filter(signal=OuterRef("pk"), code=code, happened_at__gte=OuterRef(since))
    return found.filter(~Exists(told)).select_related("owner", "reporting_organisation")
