"""Asking organisations to take part in a dossier, and their answers."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from vangnet.access import audit, decisions, disclosures, grants
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.levels import Level
from vangnet.access.models import Disclosure, Organisation
from vangnet.access.verdicts import NotFound, demand
from vangnet.access.wall.context import as_service
from vangnet.cases import events, queries, rules
from vangnet.cases.models import Dossier, Involvement, InvolvementChange
from vangnet.cases.queries import lawful
from vangnet.cases.services import registering
from vangnet.cases.services.reasons import given, readable, sharing_ground
from vangnet.cases.services.tracks import pass_on
from vangnet.cases.services.worklists import refresh
from vangnet.cases.states import InvolvementState
from vangnet.core import batches, clock
from vangnet.protocol import log
from vangnet.protocol.events import EventType
from vangnet.protocol.log import Draft, Stream
from vangnet.protocol.moments import exactly

State = InvolvementState
# Whoever opens a dossier knows what they write in it, and keeps who it is about.
OWN = {DataCategory.PROGRESS, DataCategory.SIGNAL, DataCategory.IDENTITY, DataCategory.CONTACT}


def involve(
    dossier: Dossier,
    *,
    organisation: Organisation,
    ground: str,
    message: str = "",
    said: Sequence[str] = (),
    by: Actor,
) -> Involvement:
    """Ask an organisation to take part, on a ground of the sharing rules that goes into the disclosure register.

    Until it accepts it sees the request only: who asks, on which ground, and the message. Afterwards it sees the kinds of data
    that the rules let the own organisation give on that ground; `said` are the conditions that the asker says are met.
    """
    with audit.act("involvement.offer", by=by, dossier=dossier.pk, objects=[organisation.pk]) as trace:
        queries.require_part(by, dossier)
        stream = log.hold(dossier.pk)
        demand(rules.may_involve(by, dossier, organisation))
        ground = sharing_ground(ground)
        found = lawful.would_see(by, dossier, receiver=organisation, ground=ground, said=said)
        disclosure = registering.enter(
            dossier,
            receiver=organisation,
            ground=ground,
            found=[one for one in found if one.answer.ready],
            said=said,
            by=by,
        )
        grants.give(disclosure, level=Level.ASKED, categories=disclosure.categories, by=by)
        involvement, _ = Involvement.objects.update_or_create(
            dossier=dossier,
            organisation=organisation,
            defaults={
                "state": State.OFFERED,
                "since": clock.now(),
                "offered_by": by.own_organisation,
                "ground": ground,
                "message": readable(message, field="message"),
            },
        )
        note_change(involvement, disclosure=disclosure, by=by)
        _tell(stream, events.ORGANISATION_INVITED, involvement, ground=ground, by=by)
        trace.objects.append(involvement.pk)
        refresh(dossier, entries=stream.entries, by=by)
    return involvement


def accept_involvement(involvement: Involvement, *, by: Actor) -> Involvement:
    """Take part in a dossier; from now on the organisation sees it and its duties show in its worklist."""
    with audit.act("involvement.accept", by=by, dossier=involvement.dossier_id, objects=[involvement.pk]):
        stream = _held_when_asked(involvement, by)
        demand(rules.may_answer(by, involvement))
        grants.take_up(involvement.dossier_id, by=by)
        _move(stream, involvement, State.ACCEPTED, events.ORGANISATION_JOINED, by=by)
    return involvement


def decline_involvement(involvement: Involvement, *, reason: str, by: Actor) -> Involvement:
    """Refuse to take part, with the reason; who asked sees it and can ask somebody else."""
    with audit.act("involvement.decline", by=by, dossier=involvement.dossier_id, objects=[involvement.pk]):
        stream = _held_when_asked(involvement, by)
        demand(rules.may_answer(by, involvement))
        reason = given(reason)
        with as_service("Whoever declines is told to those who take part, and never got to see the dossier."):
            _move(stream, involvement, State.DECLINED, events.ORGANISATION_DECLINED, reason=reason, by=by)
        _end_access(involvement, "Declined to take part.", by)
    return involvement


def withdraw_involvement(involvement: Involvement, *, reason: str, by: Actor) -> Involvement:
    """Take back a request that has not been answered, with the reason."""
    with audit.act("involvement.withdraw", by=by, dossier=involvement.dossier_id, objects=[involvement.pk]):
        queries.require_part(by, involvement.dossier)
        stream = log.hold(involvement.dossier_id)
        involvement.refresh_from_db()
        demand(rules.may_withdraw(by, involvement))
        reason = given(reason)
        _move(stream, involvement, State.WITHDRAWN, events.INVITATION_WITHDRAWN, reason=reason, by=by)
        _end_access(involvement, "The request was taken back.", by)
    return involvement


def end_involvement(involvement: Involvement, *, reason: str, by: Actor) -> Involvement:
    """Stop taking part, with the reason, once nothing is owned any more and somebody else is still there."""
    with audit.act("involvement.end", by=by, dossier=involvement.dossier_id, objects=[involvement.pk]):
        _require_own(involvement, by)
        demand(rules.may_leave(by, involvement))
        stream = _held(involvement, by)
        demand(rules.may_leave(by, involvement))
        reason = given(reason)
        _move(stream, involvement, State.ENDED, events.ORGANISATION_LEFT, reason=reason, by=by)
        _end_access(involvement, "Takes part no longer.", by)
    return involvement


def let_go(involvement: Involvement, *, stream: Stream, by: Actor) -> Involvement:
    """Let an organisation take part no longer because nothing gives it access any more; what it owns goes to who stays."""
    organisation = involvement.organisation
    if involvement.state == State.OFFERED:
        _move(stream, involvement, State.WITHDRAWN, events.INVITATION_WITHDRAWN, by=by)
        return involvement
    pass_on(involvement.dossier, of=organisation, to=_who_stays(involvement, by), stream=stream, by=by)
    _move(stream, involvement, State.ENDED, events.ORGANISATION_LEFT, by=by)
    return involvement


def _who_stays(involvement: Involvement, by: Actor) -> Organisation | None:
    """Whoever acts, or else whoever asked the organisation to take part, or else whoever is there longest."""
    present = Involvement.objects.filter(dossier=involvement.dossier_id, state=State.ACCEPTED)
    others = list(present.exclude(pk=involvement.pk).select_related("organisation").order_by("since", "id"))
    first = [by.own_organisation.pk, involvement.offered_by_id]
    others.sort(key=lambda one: first.index(one.organisation_id) if one.organisation_id in first else 2)
    return others[0].organisation if others else None


def give_to_opener(dossier: UUID, *, ground: str, by: Actor) -> Disclosure:
    """Give the organisation that opens a dossier access to it: the only access that anybody gives to themselves."""
    with transaction.atomic():
        kinds = sorted(decisions.seen_categories(by.own_organisation) | OWN)
        line = disclosures.record(
            dossier, receiver=by.own_organisation, ground=ground, categories=kinds, by=by
        )
        grants.give(line, level=Level.PART, categories=line.categories, by=by)
    return line


def begin_with(dossier: Dossier, *, disclosure: Disclosure, by: Actor) -> Involvement:
    """Let the organisation that opens a dossier take part in it from the start."""
    with transaction.atomic():
        involvement = Involvement.objects.create(
            dossier=dossier,
            organisation=by.own_organisation,
            state=State.ACCEPTED,
            since=clock.now(),
            offered_by=by.own_organisation,
            ground=disclosure.ground,
        )
        note_change(involvement, disclosure=disclosure, by=by)
    return involvement


def note_change(
    involvement: Involvement, *, reason: str = "", disclosure: Disclosure | None = None, by: Actor
) -> InvolvementChange:
    """Keep how an involvement stands from now on, with the reason."""
    batches.know("takes part", involvement.organisation_id, involvement.dossier_id, value=None)
    return InvolvementChange.objects.create(
        involvement=involvement,
        dossier_id=involvement.dossier_id,
        number=InvolvementChange.objects.filter(involvement=involvement).count() + 1,
        state=involvement.state,
        changed_at=involvement.since,
        changed_by=by.own_account,
        reason=reason,
        disclosure=disclosure,
    )


def _end_access(involvement: Involvement, reason: str, by: Actor) -> None:
    grants.end(involvement.dossier_id, organisation=involvement.organisation, reason=reason, by=by)


def _held_when_asked(involvement: Involvement, by: Actor) -> Stream:
    with as_service("Whoever is asked answers in a history that they do not see yet."):
        return _held(involvement, by)


def _require_own(involvement: Involvement, by: Actor) -> None:
    if by.organisation is None or involvement.organisation_id != by.organisation.pk:
        raise NotFound


def _held(involvement: Involvement, by: Actor) -> Stream:
    _require_own(involvement, by)
    stream = log.hold(involvement.dossier_id)
    involvement.refresh_from_db()
    return stream


def _move(
    stream: Stream, involvement: Involvement, state: State, event: EventType, *, reason: str = "", by: Actor
) -> None:
    involvement.state, involvement.since = state, clock.now()
    involvement.save(update_fields=["state", "since"])
    note_change(involvement, reason=reason, by=by)
    _tell(stream, event, involvement, note=reason, by=by)
    refresh(involvement.dossier, entries=stream.entries, by=by)


def _tell(
    stream: Stream, event: EventType, involvement: Involvement, *, note: str = "", ground: str = "", by: Actor
) -> None:
    about = {events.ORGANISATION: involvement.organisation.code}
    draft = Draft(step=event, occurred=exactly(clock.now()), facts=about, note=note, ground=ground)
    log.append(stream, draft=log.examine(draft), by=by)
