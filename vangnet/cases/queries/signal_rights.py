"""What people asked about signals in which they are named, and what an answer tells: who received them and who looked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vangnet.access.actors import Actor
from vangnet.access.models import Disclosure, Organisation, RightsRequest
from vangnet.access.roles import Permission
from vangnet.access.scope import unscoped
from vangnet.access.verdicts import NotFound
from vangnet.cases.queries import rights, signal_keeping
from vangnet.cases.queries.rights import Looked
from vangnet.cases.queries.visibility import FOR_RULES
from vangnet.core import clock
from vangnet.signals.models import Signal

LOOKING = ("signal.read", "vault.open", "marks.open")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request that waits for an answer: about which signal, and until when."""

    request: RightsRequest
    signal: Signal
    due_on: date

    @property
    def is_late(self) -> bool:
        return self.due_on < clock.today()


@dataclass(frozen=True, slots=True)
class Account:
    """Who received a signal and who looked at it, for the answer to whoever asks."""

    received: list[Disclosure]
    looked: list[Looked]


def requests(actor: Actor, signal: Signal) -> list[RightsRequest]:
    """What people asked about a signal, oldest first, with the answers."""
    if not actor.may(Permission.ANSWER_RIGHTS) or signal.owner != actor.organisation:
        return []
    found = RightsRequest.objects.filter(dossier_id=signal.pk).order_by("received_on", "id")
    return list(found.select_related("organisation").prefetch_related("answers"))


def waiting(actor: Actor) -> list[Waiting]:
    """The requests about own signals that wait for an answer, the most urgent first."""
    if not actor.may(Permission.ANSWER_RIGHTS) or actor.organisation is None:
        return []
    mine = RightsRequest.objects.filter(organisation=actor.organisation).prefetch_related("answers")
    asked = [one for one in mine if not rights.is_answered(one)]
    known = signal_keeping.of_keys(actor, [one.dossier_id for one in asked])
    found = [Waiting(one, known[one.dossier_id], rights.due(one)) for one in asked if one.dossier_id in known]
    return sorted(found, key=lambda one: (one.due_on, one.request.pk))


def account_of(actor: Actor, signal: Signal) -> Account:
    """Who received a signal and who looked, for somebody of the owner who answers what people ask about it."""
    if not actor.may(Permission.ANSWER_RIGHTS) or signal.owner != actor.organisation:
        raise NotFound
    return Account(rights.received(signal.pk), rights.looked(signal.pk, LOOKING))


@unscoped(FOR_RULES)
def receivers(signal: Signal) -> list[Organisation]:
    """Every organisation to which a signal went."""
    given = Disclosure.objects.filter(dossier_id=signal.pk).exclude(kind=Disclosure.Kind.REFUSAL)
    return list(Organisation.objects.filter(pk__in=given.values("receiver")).order_by("name"))
