"""The disclosure register: access to a dossier exists only together with a line here."""

from collections.abc import Iterable
from uuid import UUID

from vangnet.access.actors import Actor
from vangnet.access.models import Disclosure, Organisation
from vangnet.core import clock

DOSSIER_CATEGORIES = ("timeline", "facts", "duties")


def record(
    dossier: UUID,
    *,
    receiver: Organisation,
    ground: str,
    by: Actor,
    categories: Iterable[str] = DOSSIER_CATEGORIES,
) -> Disclosure:
    """Write down that an organisation gives another one access to a dossier, and on which ground."""
    return Disclosure.objects.create(
        moment=clock.now(),
        dossier_id=dossier,
        provider=by.own_organisation,
        provided_by=by.own_account,
        receiver=receiver,
        purpose=by.purpose,
        ground=ground,
        categories=list(categories),
    )
