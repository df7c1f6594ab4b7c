"""Writing down what happened with a signal."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Max

from vangnet.access.actors import Actor
from vangnet.access.models import Organisation
from vangnet.core import clock
from vangnet.signals.models import Signal, SignalEvent

Values = str | int | bool | None


def note_event(
    signal: Signal,
    code: str,
    *,
    before: str = "",
    owner_before: Organisation | None = None,
    reason: str = "",
    about: Mapping[str, Values] | None = None,
    number: int | None = None,
    by: Actor,
) -> SignalEvent:
    """Add a line to the events of a signal, which stands now as it does after the act. Hold the signal before."""
    event = SignalEvent(
        signal=signal,
        number=number or _last(signal) + 1,
        code=code,
        before=before or signal.state,
        after=signal.state,
        owner_before=owner_before,
        owner_after=signal.owner,
        reason=reason,
        happened_at=clock.now(),
        organisation=by.organisation,
        account=by.account,
        about=dict(about or {}),
    )
    event.save(force_insert=True)
    return event


def _last(signal: Signal) -> int:
    found = SignalEvent.objects.filter(signal=signal.pk).aggregate(last=Max("number"))["last"]
    return int(found or 0)
