"""Requests for an address as the pages show them: who, why and how far; never where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from vangnet.access.actors import Actor
from vangnet.cases import queries as cases
from vangnet.shelter import rules
from vangnet.shelter.models import AddressRequest
from vangnet.shelter.states import RequestState


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request for an address."""

    number: str
    moment: datetime
    who: str
    organisation: str
    shelter: str
    pseudonym: str
    reason: str
    explanation: str
    refusal: str
    state: RequestState
    until: datetime | None

    @property
    def can_be_opened(self) -> bool:
        return self.state == RequestState.APPROVED


def line(actor: Actor, request: AddressRequest, pseudonym: str = "") -> RequestLine:
    """One request as its page shows it."""
    answer = getattr(request, "answer", None)
    return RequestLine(
        number=request.number,
        moment=request.moment,
        who=str(request.account),
        organisation=request.organisation.name,
        shelter=request.shelter.name,
        pseudonym=pseudonym,
        reason=str(AddressRequest.Reason(request.reason).label),
        explanation=request.explanation,
        refusal=answer.refusal if answer else "",
        state=rules.state(request),
        until=answer.expires_at if answer else None,
    )


def lines(actor: Actor, requests: Iterable[AddressRequest]) -> list[RequestLine]:
    """Requests for a list, with the pseudonym of those dossiers that the reader may open."""
    found = list(requests)
    known = cases.dossiers(actor).filter(pk__in=[one.dossier_id for one in found]).select_related("person")
    names = {one.pk: one.person.pseudonym for one in known}
    return [line(actor, one, names.get(one.dossier_id, "")) for one in found]
