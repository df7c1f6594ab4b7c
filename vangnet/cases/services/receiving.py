"""Ending access that rested on something that no longer holds."""

from __future__ import annotations

from vangnet.access import grants
from vangnet.access.actors import Actor
from vangnet.access.levels import Level
from vangnet.access.models import Disclosure, Grant, Organisation
from vangnet.access.wall.context import as_service
from vangnet.cases.models import Consent

REASON = "The person took back the consent that it rested on."


def end_what_rested_on(consent: Consent, *, by: Actor) -> list[Organisation]:
    """End the access that was given on a consent, as far as nothing else carries it; gives who lost something.

    What was given on another line of the register is given again at once, on that line.
    """
    with as_service("Whoever records a withdrawal need not see what others were given."):
        rested = Disclosure.objects.filter(dossier_id=consent.dossier_id, consent_id=consent.pk)
        receivers = {line.receiver_id: line.receiver for line in rested.select_related("receiver")}
        return [one for one in receivers.values() if _narrowed(consent, one, by)]


def _narrowed(consent: Consent, receiver: Organisation, by: Actor) -> bool:
    standing = Grant.objects.filter(
        dossier_id=consent.dossier_id, organisation=receiver, account__isnull=True, end__isnull=True
    ).select_related("disclosure")
    given = list(standing.order_by("moment", "id"))
    others = [one for one in given if one.disclosure.consent_id != consent.pk]
    if len(others) == len(given):
        return False
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
    return True
