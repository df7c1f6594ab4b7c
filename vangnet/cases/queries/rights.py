"""What the person asked about their data, what was answered, and what an answer tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F

from vangnet.access import activities, audit
from vangnet.access.actors import Actor
from vangnet.access.models import AuditEntry, Disclosure, Organisation, RightsAnswer, RightsRequest
from vangnet.access.roles import Permission, Purpose
from vangnet.access.scope import unscoped
from vangnet.cases.models import Dossier
from vangnet.cases.queries import keeping, visibility
from vangnet.cases.queries.visibility import FOR_RULES
from vangnet.core import clock
from vangnet.core.clock import AMSTERDAM

Outcome = RightsAnswer.Outcome
LOOKING = ("dossier.read", "identity.open", "vault.open")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request that waits for an answer: of which dossier, and until when."""

    request: RightsRequest
    dossier: Dossier
    due_on: date

    @property
    def is_late(self) -> bool:
        return self.due_on < clock.today()


@dataclass(frozen=True, slots=True)
class Looked:
    """An organisation that looked into the dossier: how often, and when first and last."""

    organisation: Organisation
    times: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Account:
    """What the answer to "what do you have about me?" tells besides the content: who received it and who looked."""

    received: list[Disclosure]
    looked: list[Looked]
    kept: list[keeping.Kept]


def requests(actor: Actor, dossier: Dossier) -> list[RightsRequest]:
    """What the person asked, oldest first, with the answers."""
    if not actor.may(Permission.ANSWER_RIGHTS) or not visibility.takes_part(actor.organisation, dossier):
        return []
    found = RightsRequest.objects.filter(dossier_id=dossier.pk).order_by("received_on", "id")
    return list(found.select_related("organisation").prefetch_related("answers"))


def waiting(actor: Actor) -> list[Waiting]:
    """The requests that wait for an answer of the own organisation, the most urgent first."""
    if not actor.may(Permission.ANSWER_RIGHTS) or actor.organisation is None:
        return []
    mine = RightsRequest.objects.filter(organisation=actor.organisation).prefetch_related("answers")
    asked = [one for one in mine if not is_answered(one)]
    known = keeping.of_dossiers(actor, [one.dossier_id for one in asked])
    found = [Waiting(one, known[one.dossier_id], due(one)) for one in asked if one.dossier_id in known]
    return sorted(found, key=lambda one: (one.due_on, one.request.pk))


@unscoped(FOR_RULES)
def is_answered(request: RightsRequest) -> bool:
    """Whether a request has its answer."""
    return any(one.outcome != Outcome.EXTENDED for one in request.answers.all())


@unscoped(FOR_RULES)
def is_extended(request: RightsRequest) -> bool:
    """Whether an answer was put off."""
    return any(one.outcome == Outcome.EXTENDED for one in request.answers.all())


@unscoped(FOR_RULES)
def due(request: RightsRequest) -> date:
    """The last day for the answer, with the time that was added."""
    added: list[date] = [one.due_on for one in request.answers.all() if one.due_on is not None]
    first: date = request.due_on
    return max(first, *added) if added else first


@unscoped(FOR_RULES)
def open_objection(dossier: Dossier) -> RightsRequest | None:
    """An objection of the person that nobody has decided on yet."""
    asked = RightsRequest.objects.filter(dossier_id=dossier.pk, right=RightsRequest.Right.OBJECTION)
    return next((one for one in asked.prefetch_related("answers") if not is_answered(one)), None)


def account_of(actor: Actor, dossier: Dossier) -> Account:
    """Who received what of a dossier, who looked into it, and how long it is kept; for somebody who may see it.

    Work for an investigation is left out: who is told of it may be warned by it. What an organisation opened itself it did
    not receive.
    """
    visibility.require(actor, dossier)
    audit.record("rights.account", by=actor, dossier=dossier.pk)
    return Account(
        received=received(dossier.pk), looked=looked(dossier.pk, LOOKING), kept=keeping.kept(dossier)
    )


@unscoped(FOR_RULES)
def received(key: UUID) -> list[Disclosure]:
    """Who gave data of a dossier or a signal to whom, apart from what may warn somebody of an investigation."""
    given = Disclosure.objects.filter(dossier_id=key).exclude(kind=Disclosure.Kind.REFUSAL)
    given = given.exclude(provider=F("receiver")).exclude(purpose=Purpose.INVESTIGATION)
    return list(given.select_related("provider", "receiver").order_by("moment", "id"))


@unscoped(FOR_RULES)
def looked(key: UUID, acts: Sequence[str]) -> list[Looked]:
    """Which organisations looked, by these acts, into a dossier or a signal."""
    lines = AuditEntry.objects.filter(
        dossier_id=key, act__in=acts, outcome=AuditEntry.Outcome.DONE, organisation__isnull=False
    )
    told: dict[Organisation, list[datetime]] = {}
    for one in lines.exclude(activity__in=_confidential()).select_related("organisation").order_by("moment"):
        told.setdefault(one.organisation, []).append(one.moment.astimezone(AMSTERDAM))
    return [
        Looked(organisation=who, times=len(moments), first=moments[0], last=moments[-1])
        for who, moments in sorted(told.items(), key=lambda one: one[0].name)
    ]


def _confidential() -> list[str]:
    return [
        one.identifier
        for version in activities.registers()
        for one in version.values()
        if one.is_confidential
    ]
