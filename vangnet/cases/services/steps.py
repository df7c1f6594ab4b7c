"""Recording what happened, correcting it and taking it back."""

from collections.abc import Sequence
from dataclasses import replace

from vangnet.access import audit
from vangnet.access.actors import Actor
from vangnet.access.rules import may_record_as_own
from vangnet.access.verdicts import NotAllowed, demand
from vangnet.cases import classifying, events, queries, rules, standing
from vangnet.cases.models import Dossier, Track
from vangnet.cases.services.closing import opens_again
from vangnet.cases.services.reasons import given
from vangnet.cases.services.texts import Text, keep_texts
from vangnet.cases.services.worklists import refresh
from vangnet.core import batches, clock
from vangnet.protocol import catalogue, log
from vangnet.protocol.log import Draft, Stream
from vangnet.protocol.models import LogEntry
from vangnet.protocol.moments import exactly


class ReasonNeeded(NotAllowed):
    """A step deviates from the agreements or is forbidden. It can be recorded all the same, with a reason."""


def record_step(dossier: Dossier, *, draft: Draft, texts: Sequence[Text] = (), by: Actor) -> LogEntry:
    """Record a step in a dossier. Any step can be recorded; one that deviates from the agreements asks for a reason.

    The note of the draft is kept as a text of the kind of the step; `texts` are paragraphs with a kind of their own.
    """
    with audit.act("step.record", by=by, dossier=dossier.pk) as trace:
        queries.require_part(by, dossier)
        demand(rules.may_record(by))
        stream = log.hold(dossier.pk)
        earlier = stream.submitted(draft.submission_key)
        if earlier is not None:
            trace.outcome = audit.Outcome.REPEATED
            return earlier
        entry = write_step(dossier, stream=stream, draft=draft, texts=texts, by=by)
        opens_again(dossier, stream=stream, by=by)
        trace.objects.append(entry.pk)
        refresh(dossier, entries=stream.entries, by=by)
    return entry


def correct_event(
    dossier: Dossier, *, entry: LogEntry, draft: Draft, texts: Sequence[Text] = (), by: Actor
) -> LogEntry:
    """Put another event in the place of one that was recorded wrongly; the old one stays readable.

    The note of the draft says why, and is no text about the person.
    """
    with audit.act("step.correct", by=by, dossier=dossier.pk, objects=[entry.pk]) as trace:
        queries.require_part(by, dossier)
        demand(rules.may_change(by, entry))
        stream = log.hold(dossier.pk)
        earlier = stream.submitted(draft.submission_key)
        if earlier is not None:
            trace.outcome = audit.Outcome.REPEATED
            return earlier
        step = events.ALL.get(entry.step, draft.step)
        whole = replace(draft, step=step, corrects=entry)
        made = write_step(dossier, stream=stream, draft=whole, texts=texts, by=by)
        trace.objects.append(made.pk)
        refresh(dossier, entries=stream.entries, by=by)
    return made


def retract_event(dossier: Dossier, *, entry: LogEntry, reason: str, by: Actor) -> LogEntry:
    """Take back an event that did not happen, with the reason; it stays readable as taken back."""
    with audit.act("step.retract", by=by, dossier=dossier.pk, objects=[entry.pk]) as trace:
        queries.require_part(by, dossier)
        demand(rules.may_retract(by, entry))
        draft = Draft(step="", occurred=exactly(clock.now()), note=given(reason), retracts=entry)
        stream = log.hold(dossier.pk)
        made = log.append(stream, draft=log.examine(draft), by=by)
        trace.objects.append(made.pk)
        refresh(dossier, entries=stream.entries, by=by)
    return made


def write_step(
    dossier: Dossier, *, stream: Stream, draft: Draft, texts: Sequence[Text] = (), by: Actor
) -> LogEntry:
    """Write a step into a history that this transaction holds, with its texts, and open the track that it belongs to."""
    if draft.party in ("", by.party):
        demand(may_record_as_own(by, draft.code))
    examined = log.examine(replace(draft, subject=dossier.person_id))
    if not examined.deviation_reason:
        _ask_reason(dossier, stream, examined, by)
    kept, plain = _texts_of(examined)
    entry = log.append(stream, draft=plain, by=by)
    keep_texts(dossier, entry=entry, texts=[*kept, *texts], by=by)
    _open_track(dossier, entry, by)
    return entry


def _texts_of(draft: Draft) -> tuple[list[Text], Draft]:
    """What somebody wrote about the person leaves the log; why something was corrected stays in it."""
    if draft.corrects or not draft.note.strip():
        return [], draft
    return [Text(draft.note, str(classifying.current().of_step(draft.code)))], replace(draft, note="")


def _ask_reason(dossier: Dossier, stream: Stream, draft: Draft, by: Actor) -> None:
    candidate = log.preview(stream, draft=draft, by=by)
    judgement = standing.judged(dossier, stream.entries, at=clock.now(), also=candidate)
    verdict = rules.keeps_agreements(judgement, candidate)
    if not verdict.allowed:
        raise ReasonNeeded(verdict)


def _open_track(dossier: Dossier, entry: LogEntry, by: Actor) -> None:
    step = catalogue.current().step(entry.step)
    if step is None or step.track is None:
        return
    if batches.recall("open track", dossier.pk, step.track):
        return
    if not Track.objects.filter(dossier=dossier, kind=step.track, closed_by__isnull=True).exists():
        Track.objects.create(dossier=dossier, kind=step.track, owner=by.own_organisation, opened_by=entry)
    batches.know("open track", dossier.pk, step.track, value=True)
