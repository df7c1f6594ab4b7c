"""Who owns which track, what was done in it, and which organisations take part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from vangnet.cases import rules
from vangnet.cases.models import INVOLVEMENT_LABELS, Handover, Involvement, Track
from vangnet.cases.presenters import timeline, words
from vangnet.cases.presenters.page import DossierPage
from vangnet.cases.presenters.timeline import EventLine
from vangnet.cases.states import HandoverState, InvolvementState
from vangnet.design.partial_dates import PartialMoment
from vangnet.protocol import catalogue


@dataclass(frozen=True, slots=True)
class TrackLine:
    """A track with its owner, its events and what the reader can do with it."""

    kind: str
    name: str
    owner: str
    since: PartialMoment
    is_open: bool
    is_mine: bool
    offered_to: str
    is_offered_to_me: bool
    events: list[EventLine]


@dataclass(frozen=True, slots=True)
class ParticipantLine:
    """How an organisation stands toward the dossier, on which ground, and what the reader can do about it."""

    code: str
    name: str
    party: str
    state: str
    is_present: bool
    since: datetime
    ground: str
    asked_by: str
    message: str
    may_withdraw: bool
    may_leave: bool
    kinds: str = ""
    last_look: datetime | None = None


def lines(page: DossierPage) -> list[TrackLine]:
    """The tracks of a dossier, those that are open first."""
    shown = [track for track in page.view.tracks if _has_begun(page, track)]
    return [_track(page, track) for track in sorted(shown, key=lambda one: one.closed_by_id is not None)]


def _has_begun(page: DossierPage, track: Track) -> bool:
    return page.viewing.is_now or track.opened_by.counts_from <= page.now


def _track(page: DossierPage, track: Track) -> TrackLine:
    offer = next((one for one in track.handovers.all() if one.state == HandoverState.OFFERED), None)
    mine = page.actor.organisation is not None and page.actor.organisation.pk
    own = [item for item in page.view.timeline if _is_in(item.entry.step, track.kind)]
    return TrackLine(
        kind=track.kind,
        name=words.track_name(track.kind),
        owner=track.owner.name,
        since=words.happened(track.opened_by),
        is_open=track.closed_by_id is None,
        is_mine=track.owner_id == mine,
        offered_to=offer.receiver.name if offer else "",
        is_offered_to_me=_is_for(offer, mine),
        events=timeline.lines(page.view, own),
    )


def _is_for(offer: Handover | None, organisation: object) -> bool:
    return offer is not None and offer.receiver_id == organisation


def _is_in(step: str, track: str) -> bool:
    defined = catalogue.current().step(step)
    return defined is not None and defined.track == track


def participants(
    page: DossierPage,
    kinds: Mapping[UUID, str] | None = None,
    looks: Mapping[UUID, datetime] | None = None,
) -> list[ParticipantLine]:
    """The organisations around a dossier, those that take part first, with what each sees and when it last looked."""
    order: list[str] = [InvolvementState.ACCEPTED, InvolvementState.OFFERED]
    found = sorted(
        page.view.involvements, key=lambda one: order.index(one.state) if one.state in order else len(order)
    )
    return [_participant(page, one, kinds or {}, looks or {}) for one in found]


def _participant(
    page: DossierPage, one: Involvement, kinds: Mapping[UUID, str], looks: Mapping[UUID, datetime]
) -> ParticipantLine:
    own = page.actor.organisation
    is_open = one.state == InvolvementState.OFFERED
    return ParticipantLine(
        code=one.organisation.code,
        name=one.organisation.name,
        party=words.party_name(one.organisation.party),
        state=str(INVOLVEMENT_LABELS[InvolvementState(one.state)]),
        is_present=one.state == InvolvementState.ACCEPTED,
        since=one.since,
        ground=words.ground_name(one.ground),
        asked_by=one.offered_by.name,
        message=one.message,
        may_withdraw=is_open and rules.may_withdraw(page.actor, one).allowed,
        may_leave=one.state == InvolvementState.ACCEPTED
        and own is not None
        and one.organisation_id == own.pk,
        kinds=kinds.get(one.organisation_id, ""),
        last_look=looks.get(one.organisation_id),
    )
