"""Reading consents: what the person said about which data and which receiver, and what of it still stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from vangnet.access import decisions
from vangnet.access.actors import Actor
from vangnet.access.models import Organisation
from vangnet.access.scope import unscoped
from vangnet.cases.models import Consent, Dossier, SharingRequest
from vangnet.cases.queries import visibility
from vangnet.cases.states import ConsentState, RequestState

ANY_OF_KIND = "kind:"


@dataclass(frozen=True, slots=True)
class Said:
    """An answer of the person with its withdrawal, if there is one."""

    consent: Consent
    withdrawal: Consent | None

    @property
    def stands(self) -> bool:
        """Whether it still holds."""
        return self.withdrawal is None

    @property
    def state(self) -> ConsentState:
        """What holds now."""
        return ConsentState(self.consent.state) if self.stands else ConsentState.WITHDRAWN


def consents(actor: Actor, dossier: Dossier) -> list[Said]:
    """What the person said about sharing, newest first, for somebody who may see the dossier."""
    visibility.require(actor, dossier)
    return list(reversed(said(dossier)))


def consent(actor: Actor, dossier: Dossier, key: UUID) -> Said | None:
    """One answer of the person, for somebody who may see the dossier."""
    return next((one for one in consents(actor, dossier) if one.consent.pk == key), None)


@unscoped(visibility.LET_IN)
def said(dossier: Dossier) -> list[Said]:
    """Every answer of the person, oldest first, with its withdrawal."""
    lines = list(Consent.objects.filter(dossier=dossier).select_related("organisation", "recorded_by"))
    withdrawn = {line.withdraws_id: line for line in lines if line.withdraws_id}
    return [Said(line, withdrawn.get(line.pk)) for line in lines if line.withdraws_id is None]


@unscoped(visibility.LET_IN)
def last_word(answers: Iterable[Said], receiver: Organisation, category: str) -> Said | None:
    """The newest answer that speaks of a kind of data and a receiver; a withdrawn yes says nothing any more."""
    found: Said | None = None
    for one in answers:
        if one.stands and category in one.consent.categories and names(one.consent, receiver):
            found = one
    return found


@unscoped(visibility.LET_IN)
def names(consent: Consent, receiver: Organisation) -> bool:
    """Whether an answer is about an organisation, by its code or by its kind."""
    return not {receiver.code, ANY_OF_KIND + decisions.kind_of(receiver)}.isdisjoint(consent.receivers)


@unscoped(visibility.FOR_RULES)
def is_withdrawn(consent: Consent) -> bool:
    """Whether a consent was taken back."""
    return Consent.objects.filter(withdraws=consent).exists()


def requests(actor: Actor, dossier: Dossier) -> list[SharingRequest]:
    """The requests to share that the own organisation asked or must answer in a dossier, newest first."""
    visibility.require(actor, dossier)
    found = SharingRequest.objects.filter(dossier=dossier).order_by("-asked_at", "-id")
    mine = [one for one in found.select_related(*PARTIES) if actor.own_organisation.pk in _sides(one)]
    return mine


def waiting_requests(actor: Actor) -> list[SharingRequest]:
    """The requests to share that wait for an answer of the own organisation, in all its dossiers, oldest first."""
    if actor.organisation is None:
        return []
    waiting = SharingRequest.objects.filter(answerer=actor.organisation, state=RequestState.ASKED)
    mine = waiting.filter(dossier__in=visibility.dossiers(actor)).order_by("asked_at", "id")
    return list(mine.select_related(*PARTIES, "dossier__person"))


@unscoped(visibility.LET_IN)
def granted(dossier: Dossier, *, asker: Organisation, receiver: Organisation) -> list[SharingRequest]:
    """The requests of an organisation about a receiver that were answered with yes."""
    return list(
        SharingRequest.objects.filter(
            dossier=dossier, asker=asker, receiver=receiver, state=RequestState.GRANTED
        )
    )


PARTIES = ("asker", "answerer", "receiver", "asked_by", "answered_by")


def _sides(request: SharingRequest) -> tuple[UUID, UUID]:
    return request.asker_id, request.answerer_id
