"""Who owns which track of a dossier: offering it, taking it over, closing it."""

from django.db.models import Q

from vangnet.access import audit
from vangnet.access.actors import Actor
from vangnet.access.models import Organisation
from vangnet.access.verdicts import demand
from vangnet.cases import events, queries, rules
from vangnet.cases.models import Dossier, Handover, Track
from vangnet.cases.services.reasons import given
from vangnet.cases.services.worklists import refresh
from vangnet.cases.states import HandoverState
from vangnet.core import batches, clock
from vangnet.protocol import log
from vangnet.protocol.events import EventType
from vangnet.protocol.log import Draft, Stream
from vangnet.protocol.models import LogEntry
from vangnet.protocol.moments import exactly


def hand_over_track(track: Track, *, to: Organisation, by: Actor) -> Handover:
    """Offer a track to another organisation that takes part. Whoever offers stays the owner until it is accepted."""
    with audit.act("track.offer", by=by, dossier=track.dossier_id, objects=[track.pk, to.pk]) as trace:
        stream = _held(track, by)
        demand(rules.may_hand_over(by, track, to))
        handover = Handover.objects.create(
            track=track,
            dossier=track.dossier,
            giver=by.own_organisation,
            receiver=to,
            offered_at=clock.now(),
            offered_by=by.own_account,
        )
        trace.objects.append(handover.pk)
        _tell(stream, events.HANDOVER_OFFERED, track, to, by=by)
    return handover


def accept_handover(handover: Handover, *, by: Actor) -> Handover:
    """Take over a track; from now on the own organisation owns it."""
    with audit.act("track.accept", by=by, dossier=handover.dossier_id, objects=[handover.pk]):
        stream = _held(handover.track, by)
        handover.refresh_from_db()
        demand(rules.may_answer_handover(by, handover))
        track = handover.track
        track.owner = handover.receiver
        track.save(update_fields=["owner"])
        _settle(stream, handover, HandoverState.ACCEPTED, events.TRACK_HANDED_OVER, by=by)
    return handover


def decline_handover(handover: Handover, *, reason: str, by: Actor) -> Handover:
    """Refuse to take over a track, with the reason; the owner stays the owner."""
    with audit.act("track.decline", by=by, dossier=handover.dossier_id, objects=[handover.pk]):
        stream = _held(handover.track, by)
        handover.refresh_from_db()
        demand(rules.may_answer_handover(by, handover))
        reason = given(reason)
        _settle(stream, handover, HandoverState.DECLINED, events.HANDOVER_DECLINED, reason=reason, by=by)
    return handover


def withdraw_handover(handover: Handover, *, reason: str, by: Actor) -> Handover:
    """Take back the offer of a track that has not been answered, with the reason."""
    with audit.act("track.withdraw", by=by, dossier=handover.dossier_id, objects=[handover.pk]):
        stream = _held(handover.track, by)
        handover.refresh_from_db()
        demand(rules.may_withdraw_handover(by, handover))
        reason = given(reason)
        _settle(stream, handover, HandoverState.WITHDRAWN, events.HANDOVER_WITHDRAWN, reason=reason, by=by)
    return handover


def close_track(track: Track, *, reason: str, by: Actor) -> Track:
    """Close a track, with the reason. A later step that belongs to it opens a new one."""
    with audit.act("track.close", by=by, dossier=track.dossier_id, objects=[track.pk]):
        stream = _held(track, by)
        demand(rules.may_close(by, track))
        entry = _tell(stream, events.TRACK_CLOSED, track, track.owner, note=given(reason), by=by)
        track.closed_by = entry
        track.save(update_fields=["closed_by"])
        batches.know("open track", track.dossier_id, track.kind, value=None)
    return track


def pass_on(
    dossier: Dossier, *, of: Organisation, to: Organisation | None, stream: Stream, by: Actor
) -> None:
    """Give the open tracks of an organisation that leaves to another one, and take back what was offered by it or to it."""
    waiting = Handover.objects.filter(dossier=dossier, state=HandoverState.OFFERED)
    for handover in waiting.filter(Q(giver=of) | Q(receiver=of)).select_related("track", "receiver"):
        _settle(stream, handover, HandoverState.WITHDRAWN, events.HANDOVER_WITHDRAWN, by=by)
    if to is None:
        return
    for track in queries.open_tracks_of(of, dossier):
        track.owner = to
        track.save(update_fields=["owner"])
        _tell(stream, events.TRACK_HANDED_OVER, track, to, by=by)


def _held(track: Track, by: Actor) -> Stream:
    queries.require_part(by, track.dossier)
    stream = log.hold(track.dossier_id)
    track.refresh_from_db()
    return stream


def _settle(
    stream: Stream, handover: Handover, state: HandoverState, event: EventType, *, reason: str = "", by: Actor
) -> None:
    handover.state, handover.reason = state, reason
    handover.answered_at, handover.answered_by = clock.now(), by.own_account
    handover.save(update_fields=["state", "reason", "answered_at", "answered_by"])
    _tell(stream, event, handover.track, handover.receiver, note=reason, by=by)


def _tell(
    stream: Stream, event: EventType, track: Track, organisation: Organisation, *, note: str = "", by: Actor
) -> LogEntry:
    about = {events.TRACK: track.kind, events.ORGANISATION: organisation.code}
    known = {code: value for code, value in about.items() if code in event.fields}
    draft = Draft(step=event, occurred=exactly(clock.now()), facts=known, note=note)
    entry = log.append(stream, draft=log.examine(draft), by=by)
    refresh(track.dossier, entries=stream.entries, by=by)
    return entry
