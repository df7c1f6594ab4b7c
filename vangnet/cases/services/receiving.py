"""Ending access that rested on something that no longer holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vangnet.access import grants
from vangnet.access.actors import Actor
from vangnet.access.levels import Level
from vangnet.access.models import Disclosure, Grant, Organisation
from vangnet.access.wall.context import as_service
from vangnet.cases import queries
from vangnet.cases.models import Consent
from vangnet.cases.services.involvements import let_go
from vangnet.cases.states import InvolvementState
from vangnet.core import clock
from vangnet.protocol.log import Stream

REASON = "The person took back the consent that it rested on."
# What somebody needs at least to be in a dossier as they are.
NEEDED = {InvolvementState.OFFERED: Level.ASKED, InvolvementState.ACCEPTED: Level.PART}


@dataclass(frozen=True, slots=True)
class Lost:
    """An organisation that lost something, and whether it is out of the dossier."""

    organisation: Organisation
    is_out: bool


def end_what_rested_on(consent: Consent, *, stream: Stream, by: Actor) -> list[Lost]:
    """End the access that was given on a consent, as far as nothing else carries it; gives who lost something.

    What was given on another line of the register is given again at once, on that line. Whose taking part rested on the consent
    alone, takes part no longer.
    """
    with as_service("Whoever records a withdrawal need not see what others were given."):
        rested = Disclosure.objects.filter(dossier_id=consent.dossier_id, consent_id=consent.pk)
        receivers = {line.receiver_id: line.receiver for line in rested.select_related("receiver")}
        found = (_lost(consent, one, stream, by) for one in receivers.values())
        return [one for one in found if one is not None]


def _lost(consent: Consent, receiver: Organisation, stream: Stream, by: Actor) -> Lost | None:
    standing = Grant.objects.filter(
        dossier_id=consent.dossier_id, organisation=receiver, account__isnull=True, end__isnull=True
    ).select_related("disclosure")
    given = list(standing.order_by("moment", "id"))
    others = [one for one in given if one.disclosure.consent_id != consent.pk]
    if len(others) == len(given):
        return None
    grants.end(consent.dossier_id, organisation=receiver, reason=REASON, by=by)
    for one in others:
        again = Grant(
            disclosure=one.disclosure,
            dossier_id=one.dossier_id,
            organisation=receiver,
            level=Level(one.level),
            categories=one.categories,
            until=one.until,
            moment=one.moment,
        )
        again.save(force_insert=True)
    involvement = queries.involvement_of(receiver, consent.dossier)
    if involvement is None or _is_carried(InvolvementState(involvement.state), others):
        return Lost(receiver, is_out=False)
    let_go(involvement, stream=stream, by=by)
    return Lost(receiver, is_out=True)


def _is_carried(state: InvolvementState, others: Iterable[Grant]) -> bool:
    now = clock.now()
    lasting = [one.level for one in others if one.until is None or one.until > now]
    return state not in NEEDED or max(lasting, default=0) >= NEEDED[state]
