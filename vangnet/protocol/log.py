"""The one door for writing an event. The log only grows: a correction or a retraction is a new event.

Writers of one history wait for each other, so two people who write at the same time are both kept, one after the other.
A submission that arrives twice is written once.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from vangnet.access.actors import Actor
from vangnet.access.verdicts import NotFound
from vangnet.access.wall.context import as_service
from vangnet.core import batches, clock
from vangnet.design.partial_dates import PartialMoment
from vangnet.protocol import catalogue
from vangnet.protocol.engine.model import Case, Event, FactType
from vangnet.protocol.events import EventType
from vangnet.protocol.facts import FieldProblem, checked, text_complaint
from vangnet.protocol.models import History, LogEntry
from vangnet.protocol.moments import TO_THE_DAY, counts_from

LONGEST_NOTE = 10_000
LONGEST_GROUND = 200
LONGEST_KEY = 64
# Clocks of two machines may differ by a little; a form filled in at once must not be called future.
CLOCK_SLACK = timedelta(minutes=2)


class EntryRefused(ValueError):
    """What was filled in cannot be written. `problems` says per field what is wrong and what to do."""

    def __init__(self, problems: list[FieldProblem]) -> None:
        super().__init__(" ".join(f"{problem.field}: {problem.message}" for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Draft:
    """An event before it is written. `party` did it; who records it may be somebody else."""

    step: str | EventType
    occurred: PartialMoment
    party: str = ""
    subject: UUID | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    note: str = ""
    ground: str = ""
    deviation_reason: str = ""
    corrects: LogEntry | None = None
    retracts: LogEntry | None = None
    submission_key: str = ""

    @property
    def code(self) -> str:
        return self.step.code if isinstance(self.step, EventType) else self.step


@dataclass(slots=True)
class Stream:
    """A history that this transaction holds, with what it contains so far."""

    history: History
    entries: list[LogEntry]

    def submitted(self, key: str) -> LogEntry | None:
        """What an earlier submission with the same key wrote."""
        return next((entry for entry in self.entries if key and entry.submission_key == key), None)

    @property
    def digest(self) -> str:
        return self.entries[-1].digest if self.entries else ""


def begin(*, submission_key: str = "") -> Stream | None:
    """Begin a new history, held by this transaction; nothing when the same submission began one before."""
    with as_service(
        "A history begins before anybody has access, and a submission is known whoever sends it again."
    ):
        history, is_new = (
            History.objects.get_or_create(submission_key=submission_key)
            if submission_key
            else (History.objects.create(), True)
        )
    return _held(Stream(history, [])) if is_new else None


def hold(key: UUID) -> Stream:
    """Hold a history until the end of the transaction and read what it contains; others wait.

    A batch that holds it already knows what it contains, since nobody else can have written.
    """
    known = batches.recall("history", key)
    if known is not None:
        return Stream(known.history, list(known.entries))
    history = History.objects.select_for_update().filter(pk=key).first()
    if history is None:
        raise NotFound
    with as_service("What is written follows on the whole log, also on what the writer may not read."):
        entries = list(LogEntry.objects.filter(history=key).order_by("sequence"))
    return _held(Stream(history, entries))


def is_held(key: UUID) -> bool:
    """Whether this batch holds a history, so that what is guarded by it cannot be changed by others."""
    return batches.recall("history", key) is not None


def _held(stream: Stream) -> Stream:
    batches.know("history", stream.history.pk, value=replace(stream, entries=list(stream.entries)))
    return stream


def record(history: History, *, draft: Draft, by: Actor) -> LogEntry:
    """Write one event to a history, or return what the same submission wrote before."""
    with transaction.atomic():
        stream = hold(history.pk)
        return stream.submitted(draft.submission_key) or append(stream, draft=examine(draft), by=by)


def examine(draft: Draft) -> Draft:
    """The draft with its facts as they are stored; refused with every problem at once when something is wrong."""
    facts, problems = checked(draft.facts, _fact_types(draft.step))
    problems += _step_problems(draft) + _moment_problems(draft.occurred) + _text_problems(draft)
    if problems:
        raise EntryRefused(problems)
    return replace(draft, facts=facts)


def append(stream: Stream, *, draft: Draft, by: Actor) -> LogEntry:
    """Write an examined draft at the end of a history that this transaction holds."""
    problems = _reference_problems(stream, draft)
    if problems:
        raise EntryRefused(problems)
    entry = _entry(stream, draft, by)
    entry.digest = _digest(stream.digest, entry)
    entry.save(force_insert=True)
    stream.entries.append(entry)
    _held(stream)
    return entry


def as_case(name: str, entries: list[LogEntry]) -> Case:
    """A history as the engine judges it."""
    names = {entry.pk: entry.event_id for entry in entries}
    return Case(id=name, events=tuple(as_event(entry, names) for entry in entries))


def as_event(entry: LogEntry, names: Mapping[UUID, str]) -> Event:
    """An entry of the log as the engine knows events; a vague date counts as `counts_from` says.

    `names` are the event names of the entries that this one may correct or retract.
    """
    return Event(
        id=entry.event_id,
        step=entry.step,
        occurred=entry.counts_from.timestamp(),
        recorded=entry.recorded_at.timestamp(),
        by=entry.party,
        subject=str(entry.subject) if entry.subject else "",
        facts=entry.facts,
        corrects=names[entry.corrects_id] if entry.corrects_id else None,
        retracts=names[entry.retracts_id] if entry.retracts_id else None,
    )


def preview(stream: Stream, *, draft: Draft, by: Actor) -> Event:
    """The event that a draft would become, to judge it before it is written."""
    return as_event(_entry(stream, draft, by), {entry.pk: entry.event_id for entry in stream.entries})


def _entry(stream: Stream, draft: Draft, by: Actor) -> LogEntry:
    recorded = _recorded_at(stream)
    same_day = (entry.counts_from for entry in stream.entries if entry.precision in TO_THE_DAY)
    return LogEntry(
        history=stream.history,
        sequence=len(stream.entries) + 1,
        step=draft.code,
        occurred_from=_in_utc(draft.occurred.earliest),
        occurred_to=_in_utc(draft.occurred.latest),
        precision=draft.occurred.precision,
        occurred_text=draft.occurred.text,
        counts_from=counts_from(draft.occurred, recorded=recorded, before=same_day),
        recorded_at=recorded,
        party=draft.party or by.party,
        organisation=by.organisation,
        account=by.account,
        subject=draft.subject,
        facts=dict(draft.facts),
        note=draft.note,
        ground=draft.ground,
        deviation_reason=draft.deviation_reason,
        corrects=draft.corrects,
        retracts=draft.retracts,
        submission_key=draft.submission_key or None,
    )


def _recorded_at(stream: Stream) -> datetime:
    # What is written later was recorded later, also when the clocks of two machines disagree.
    moment = clock.now().astimezone(UTC)
    return max(moment, stream.entries[-1].recorded_at) if stream.entries else moment


def _digest(previous: str, entry: LogEntry) -> str:
    """A seal over this entry and all before it: a changed line no longer fits those that follow."""
    content = [
        previous,
        str(entry.history_id),
        entry.sequence,
        entry.step,
        [_utc(entry.occurred_from), _utc(entry.occurred_to), entry.precision, entry.occurred_text],
        [_utc(entry.counts_from), _utc(entry.recorded_at)],
        [entry.party, str(entry.organisation_id), str(entry.account_id), str(entry.subject)],
        [entry.facts, entry.note, entry.ground, entry.deviation_reason],
        [str(entry.corrects_id), str(entry.retracts_id)],
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _in_utc(moment: datetime | None) -> datetime | None:
    return moment.astimezone(UTC) if moment else None


def _utc(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment else ""


def _fact_types(step: str | EventType) -> Mapping[str, FactType]:
    known = catalogue.current()
    if isinstance(step, EventType):
        own = {code: FactType(code=code, kind=kind) for code, kind in step.fields.items()}
        return {**known.fact_types(), **own}
    return known.fact_types(step)


def _step_problems(draft: Draft) -> list[FieldProblem]:
    if isinstance(draft.step, EventType) or (draft.retracts and not draft.step):
        return []
    step = catalogue.current().step(draft.step)
    if step is None:
        message = _("There is no step '%(step)s'. Choose one that the agreements know.") % {
            "step": draft.step[:60]
        }
    elif step.derived:
        message = _("The step '%(step)s' follows from a term by itself and cannot be recorded.") % {
            "step": draft.step
        }
    else:
        return []
    return [FieldProblem("step", message)]


def _moment_problems(occurred: PartialMoment) -> list[FieldProblem]:
    if occurred.earliest is None or occurred.earliest <= clock.now() + CLOCK_SLACK:
        return []
    message = _("%(text)s lies in the future. Record what has happened, with the date on which it happened.")
    return [FieldProblem("occurred", message % {"text": occurred.text})]


def _text_problems(draft: Draft) -> list[FieldProblem]:
    limits = (
        ("note", draft.note, LONGEST_NOTE),
        ("deviation_reason", draft.deviation_reason, LONGEST_NOTE),
        ("ground", draft.ground, LONGEST_GROUND),
        ("submission_key", draft.submission_key, LONGEST_KEY),
    )
    found = ((name, text_complaint(text, longest)) for name, text, longest in limits)
    return [FieldProblem(name, message) for name, message in found if message]


def _reference_problems(stream: Stream, draft: Draft) -> list[FieldProblem]:
    earlier = draft.corrects or draft.retracts
    if earlier is None:
        return []
    if earlier.history_id != stream.history.pk:
        return [FieldProblem("corrects", _("This event belongs to another dossier."))]
    if earlier.step == "":
        return [FieldProblem("corrects", _("A retraction cannot be taken back. Record the step again."))]
    if any(earlier.pk in (entry.corrects_id, entry.retracts_id) for entry in stream.entries):
        message = _("Somebody has already corrected or retracted this event. Look at the newest version.")
        return [FieldProblem("corrects", message)]
    return []
