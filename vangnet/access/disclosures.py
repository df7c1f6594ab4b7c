"""The disclosure register: access to a dossier, and everything else that leaves it, has its line here."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.models import Account, Disclosure, Organisation
from vangnet.core import clock
from vangnet.core.ids import uuid7

# What an organisation that takes part gets, unless whoever gives says otherwise.
DOSSIER_CATEGORIES = tuple(DataCategory)


def record(
    dossier: UUID,
    *,
    receiver: Organisation,
    ground: str,
    by: Actor,
    categories: Iterable[str] = DOSSIER_CATEGORIES,
    kind: str = Disclosure.Kind.ACCESS,
    rule: str = "",
    conditions: Iterable[str] = (),
    until: datetime | None = None,
    content_hash: str = "",
    consent: UUID | None = None,
    informed: str = Disclosure.Informed.UNKNOWN,
    not_informed_because: str = "",
    receiver_account: Account | None = None,
    key: UUID | None = None,
) -> Disclosure:
    """Write down what an organisation gives another one, or refuses to give, and on which ground.

    What somebody without an account tells has no provider; only the system itself writes such a line.
    Whoever gives the line a key can find out that the same was sent twice.
    """
    line = Disclosure(
        id=key or uuid7(),
        moment=clock.now(),
        dossier_id=dossier,
        provider=by.own_organisation if by.account else None,
        provided_by=by.account,
        receiver=receiver,
        receiver_account=receiver_account,
        purpose=by.purpose,
        ground=ground,
        categories=[str(DataCategory(category)) for category in categories],
        kind=kind,
        rule=rule,
        conditions=list(conditions),
        until=until,
        content_hash=content_hash,
        consent_id=consent,
        informed=informed,
        not_informed_because=not_informed_because,
    )
    line.save(force_insert=True)
    return line
