"""How long signals are kept, what was decided about it, and what waits for a second person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import islice
from uuid import UUID

from django.db.models import QuerySet

from vangnet.access import keeping_terms
from vangnet.access.actors import Actor
from vangnet.access.models import Destruction, KeepingDecision
from vangnet.access.roles import Permission
from vangnet.access.scope import unscoped
from vangnet.access.verdicts import NotFound
from vangnet.access.wall.context import as_service
from vangnet.cases.models import Dossier, SignalLink
from vangnet.cases.queries import keeping
from vangnet.cases.queries.visibility import FOR_RULES
from vangnet.core import clock
from vangnet.core.clock import AMSTERDAM
from vangnet.signals.models import Signal
from vangnet.signals.states import FINAL

GROUP = "signal"
MOST = 200


def reach(actor: Actor, address: str) -> Signal:
    """A signal of the own organisation, for deciding how long it is kept; its content is not shown with it."""
    found = _of(actor).filter(address=address.replace("\x00", "")).first()
    if found is None:
        raise NotFound
    return found


def find(actor: Actor, reference: str) -> Signal | None:
    """A signal of the own organisation by its reference, as whoever reported it knows it."""
    return _of(actor).filter(reference=reference.replace("\x00", "").strip().upper()).first()


def of_keys(actor: Actor, keys: Iterable[UUID]) -> dict[UUID, Signal]:
    """The signals of the own organisation behind these keys."""
    return {one.pk: one for one in _of(actor).filter(pk__in=list(keys))}


def proposals(actor: Actor) -> list[tuple[KeepingDecision, Signal]]:
    """What waits for a second person about the signals of the own organisation, oldest first."""
    own = _of(actor).values("pk")
    found = KeepingDecision.objects.filter(dossier_id__in=own, answer__isnull=True)
    waits = list(found.select_related("account", "organisation").order_by("moment", "id"))
    known = of_keys(actor, [one.dossier_id for one in waits])
    return [(one, known[one.dossier_id]) for one in waits]


def due_signals(actor: Actor) -> list[Signal]:
    """The ended signals of the own organisation whose term has passed, the oldest first."""
    term = keeping_terms.current().groups[GROUP].term
    today = clock.today()
    if term is None:
        return []
    ended = _of(actor).filter(closed_at__isnull=False, closed_at__date__lte=term.before(today))
    with as_service("Which signals wait for a dossier is known to nobody who sees only one of the two."):
        gone = Destruction.objects.values("dossier_id")
        # A dossier of which nothing was destroyed yet is kept for certain; the others are looked at one by one.
        kept = SignalLink.objects.exclude(dossier_id__in=gone).values("signal_id")
        waiting = ended.exclude(pk__in=gone).exclude(pk__in=kept).order_by("closed_at", "pk")
        return list(islice((one for one in waiting.iterator() if is_due(one, today)), MOST))


@unscoped(FOR_RULES)
def day_of(signal: Signal) -> date | None:
    """The first day on which a signal may go; nothing while it is open or a dossier that it belongs to is kept."""
    term = keeping_terms.current().groups[GROUP].term
    if term is None or signal.state not in FINAL or signal.closed_at is None or _in_kept_dossier(signal):
        return None
    return term.after(signal.closed_at.astimezone(AMSTERDAM).date())


@unscoped(FOR_RULES)
def is_due(signal: Signal, today: date) -> bool:
    """Whether the term of a signal has passed."""
    day = day_of(signal)
    return day is not None and day <= today


@unscoped(FOR_RULES)
def decisions(signal: Signal) -> list[KeepingDecision]:
    """Everything that was proposed and decided about keeping a signal, oldest first."""
    found = KeepingDecision.objects.filter(dossier_id=signal.pk).order_by("moment", "id")
    return list(found.select_related("answer", "account", "organisation", "destruction", "answer__account"))


@unscoped(FOR_RULES)
def waiting(decided: Iterable[KeepingDecision]) -> KeepingDecision | None:
    """The proposal to destroy that nobody answered yet."""
    return next(
        (one for one in decided if one.kind == KeepingDecision.Kind.DESTROY and keeping.is_open(one)), None
    )


@unscoped(FOR_RULES)
def is_destroyed(signal: Signal) -> bool:
    """Whether a signal was emptied."""
    return Destruction.objects.filter(dossier_id=signal.pk).exists()


def _of(actor: Actor) -> QuerySet[Signal]:
    if not actor.may(Permission.DECIDE_KEEPING) or actor.organisation is None:
        return Signal.objects.none()
    return Signal.objects.filter(owner=actor.organisation).select_related("owner")


def _in_kept_dossier(signal: Signal) -> bool:
    with as_service(
        "A signal is kept as long as a dossier that came from it, also one that the owner does not see."
    ):
        linked = SignalLink.objects.filter(signal=signal).values("dossier")
        return any(keeping.present_categories(one) for one in Dossier.objects.filter(pk__in=linked))
