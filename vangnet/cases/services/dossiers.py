"""Opening a dossier, and linking the persons of two dossiers."""

from collections.abc import Mapping

from vangnet.access import audit
from vangnet.access.actors import Actor
from vangnet.access.verdicts import NotFound, demand
from vangnet.cases import events, queries, rules
from vangnet.cases.models import Dossier
from vangnet.cases.services.involvements import begin_with, give_to_opener
from vangnet.cases.services.reasons import ground_given
from vangnet.cases.services.steps import write_step
from vangnet.cases.services.worklists import refresh
from vangnet.core import clock
from vangnet.design.partial_dates import PartialMoment
from vangnet.persons import services as persons
from vangnet.persons.models import PersonLink
from vangnet.protocol import log
from vangnet.protocol.events import EventType
from vangnet.protocol.log import Draft, Stream
from vangnet.protocol.moments import exactly


def open_dossier(
    minimum: Mapping[str, object],
    *,
    occurred: PartialMoment,
    ground: str,
    step: str = "",
    party: str = "",
    note: str = "",
    submission_key: str = "",
    by: Actor,
) -> Dossier:
    """Open a dossier about one person from the little that is known, and record the step that was the occasion.

    Every fact may be unknown. The organisation that opens takes part from the start.
    """
    with audit.act("dossier.open", by=by) as trace:
        demand(rules.may_open(by))
        ground = ground_given(ground)
        opening = Draft(
            step=events.DOSSIER_OPENED,
            occurred=occurred,
            party=party,
            facts=minimum,
            note=note,
            ground=ground,
        )
        log.examine(opening)
        stream = log.begin(submission_key=submission_key)
        if stream is None:
            trace.outcome = audit.Outcome.REPEATED
            return _opened_before(submission_key, by)
        dossier = _begin(stream, ground, by)
        write_step(dossier, stream=stream, draft=opening, by=by)
        if step:
            write_step(
                dossier,
                stream=stream,
                draft=Draft(step=step, occurred=occurred, party=party, ground=ground),
                by=by,
            )
        trace.dossier = dossier.pk
        refresh(dossier, entries=stream.entries, by=by)
    return dossier


def link_persons(dossier: Dossier, *, other: Dossier, kind: PersonLink.Kind, by: Actor) -> PersonLink:
    """Write down in both dossiers that two persons belong together."""
    with audit.act("dossier.link", by=by, dossier=dossier.pk, objects=[other.pk]):
        queries.require_part(by, dossier)
        queries.require_part(by, other)
        streams = _hold_both(dossier, other)
        demand(rules.may_link(by, dossier, other, kind))
        link = persons.link(
            dossier.person, dossier=dossier.pk, other=other.person, other_dossier=other.pk, kind=kind, by=by
        )
        _tell_both(streams, events.PERSONS_LINKED, link, by)
    return link


def end_link(link: PersonLink, *, by: Actor) -> PersonLink:
    """Write down in both dossiers that two persons no longer belong together."""
    with audit.act("dossier.end_link", by=by, dossier=link.first_dossier_id, objects=[link.pk]):
        pair = Dossier.objects.filter(pk__in=[link.first_dossier_id, link.second_dossier_id])
        dossiers = list(pair.order_by("pk"))
        if len(dossiers) < len({link.first_dossier_id, link.second_dossier_id}):
            raise NotFound
        for dossier in dossiers:
            queries.require_part(by, dossier)
        streams = _hold_both(*dossiers)
        demand(rules.may_end_link(by, link))
        line = persons.end_link(link, by=by)
        _tell_both(streams, events.LINK_ENDED, link, by)
    return line


def _begin(stream: Stream, ground: str, by: Actor) -> Dossier:
    person = persons.register(by=by)
    # Access comes first: nobody writes in a dossier that they do not reach.
    disclosure = give_to_opener(stream.history.pk, ground=ground, by=by)
    dossier = Dossier.objects.create(
        id=stream.history.pk,
        history=stream.history,
        person=person,
        opened_at=clock.now(),
        opened_by=by.own_organisation,
    )
    begin_with(dossier, disclosure=disclosure, by=by)
    return dossier


def _opened_before(submission_key: str, by: Actor) -> Dossier:
    dossier = Dossier.objects.filter(history__submission_key=submission_key).first()
    if dossier is None:
        raise NotFound
    queries.require_part(by, dossier)
    return dossier


def _hold_both(*dossiers: Dossier) -> list[tuple[Dossier, Stream]]:
    # Always in the same order, so that two people who link the same pair do not wait for each other for ever.
    unique = {dossier.pk: dossier for dossier in dossiers}
    return [(unique[key], log.hold(key)) for key in sorted(unique)]


def _tell_both(streams: list[tuple[Dossier, Stream]], event: EventType, link: PersonLink, by: Actor) -> None:
    for dossier, stream in streams:
        draft = Draft(step=event, occurred=exactly(clock.now()), facts={events.LINK: str(link.kind)})
        log.append(stream, draft=log.examine(draft), by=by)
        refresh(dossier, entries=stream.entries, by=by)
