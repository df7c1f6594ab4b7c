"""What an agreement says, once its file has been read and checked: plain frozen records.

A wording is a mapping from language to text. `where` keeps file and line, so that every later message can point to its clause.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from vangnet.protocol.engine.guards import Guard
from vangnet.protocol.engine.terms import Term

Wording = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Where:
    """Place of a clause in its file, for messages."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Limit:
    """One branch of a term: how long, or until which moment, and on what footing.

    Exactly one of `term`, `target` and `until` is set; `norm` goes with `target` (or stands alone: then there is no due moment).
    """

    when: Guard | None = None
    term: Term | None = None
    norm: Wording | None = None
    target: Term | None = None
    until: str | None = None
    minus: Term | None = None
    statutory: bool = False
    day_end: bool = False


@dataclass(frozen=True, slots=True)
class FactType:
    """What a fact may hold: a list of codes, or years, yes_no, number, date, text."""

    code: str
    kind: str
    values: tuple[str, ...] = ()
    label: Wording = field(default_factory=dict)
    question: Wording = field(default_factory=dict)
    value_labels: Mapping[str, Wording] = field(default_factory=dict)
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be done or can happen."""

    code: str
    label: Wording = field(default_factory=dict)
    by: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    sets: Mapping[str, object] = field(default_factory=dict)
    phase: str | None = None
    track: str | None = None
    kind: str = "fact"
    derived: bool = False
    source: str = ""
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """What duties, rights, periods, prohibitions and requirements have in common."""

    agreement: str
    version: date
    name: str
    ground: str = ""
    says: Wording = field(default_factory=dict)
    source: str = ""
    note: Wording = field(default_factory=dict)
    transition: str = "respecting"
    when: Guard | None = None
    in_doubt: str = "applies"
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch in which a clock stands still."""

    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Duty(Clause):
    """Who must do what, toward whom, within which term."""

    on: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    toward: tuple[str, ...] = ()
    do: tuple[str, ...] = ()
    within: tuple[Limit, ...] = ()
    repeat: str = "first"
    lapses_on: tuple[str, ...] = ()
    pauses: tuple[Pause, ...] = ()
    on_default: str | None = None
    remedy: Wording = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Right(Clause):
    """What somebody may do, from when and until when."""

    on: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    within: tuple[Limit, ...] = ()


@dataclass(frozen=True, slots=True)
class Period(Clause):
    """A stretch of time with legal meaning; its natural end is a derived event."""

    start: tuple[str, ...] = ()
    lasts: tuple[Limit, ...] = ()
    ends_early_on: tuple[str, ...] = ()
    then: str | None = None
    repeat: str = "first"
    pauses: tuple[Pause, ...] = ()


@dataclass(frozen=True, slots=True)
class Prohibition(Clause):
    """What somebody must not do while a period runs, or between two steps."""

    during: tuple[str, ...] = ()
    start: tuple[str, ...] = ()
    end: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    remedy: Wording = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Requirement(Clause):
    """What must have happened (or must not have happened) before a step."""

    step: str = ""
    after: tuple[str, ...] = ()
    after_any: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    remedy: Wording = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Agreement:
    """One version of one process agreement."""

    name: str
    valid_from: date
    valid_until: date | None
    decree: str
    published: date
    transition: str
    title: Wording
    summary: Wording
    notes: tuple[Wording, ...]
    phases: tuple[str, ...]
    applies: Guard | None
    regions: tuple[str, ...]
    sources: tuple[str, ...]
    goals: tuple[str, ...]
    uses_steps: tuple[str, ...]
    uses_facts: tuple[str, ...]
    facts: Mapping[str, FactType]
    steps: Mapping[str, Step]
    duties: Mapping[str, Duty]
    rights: Mapping[str, Right]
    periods: Mapping[str, Period]
    prohibitions: Mapping[str, Prohibition]
    requires: tuple[Requirement, ...]
    retroactive_from: date | None
    retroactive_clauses: tuple[str, ...]
    untranslatable: tuple[Mapping[str, object], ...]
    content_hash: str
    where: Where


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who can hold or receive a duty."""

    code: str
    name: Wording
    regime: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """A legal ground in the register; `prefix` is what a clause's ground begins with."""

    prefix: str
    kind: str
    valid_from: date | None
    valid_until: date | None
    title: Wording
    source: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was recorded. Moments are seconds since the epoch (UTC), exact to the microsecond."""

    id: str
    step: str
    occurred: float
    recorded: float
    by: str = ""
    subject: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    corrects: str | None = None
    retracts: str | None = None


def event_order(event: Event) -> tuple[float, int, str]:
    """Sort by when it happened and, at the same moment, by id: shorter ids first, then alphabetically."""
    return event.occurred, len(event.id), event.id


@dataclass(frozen=True, slots=True)
class Case:
    """A history to judge. The events are put in order once, and what every judgement asks about them is kept.

    `amended` says that events correct or retract others; `stating` holds the events that state facts.
    """

    id: str
    events: tuple[Event, ...]
    amended: bool = field(init=False, repr=False, compare=False)
    subjects: tuple[str, ...] = field(init=False, repr=False, compare=False)
    stating: tuple[Event, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        events = tuple(sorted(self.events, key=event_order))
        subjects = {event.subject for event in events}
        if len(subjects) > 1:
            subjects.discard("")
        amended = any(event.corrects or event.retracts or not event.step for event in events)
        object.__setattr__(self, "events", events)
        object.__setattr__(self, "amended", amended)
        object.__setattr__(self, "subjects", tuple(sorted(subjects)))
        object.__setattr__(self, "stating", tuple(event for event in events if event.facts))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a file: where, what, and what to do about it."""

    file: str
    line: int
    clause: str
    message: str
    advice: str
    severity: str = "error"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" + (f" [{self.clause}]" if self.clause else "")
        return f"{self.severity}: {place}: {self.message} {self.advice}".rstrip()


@dataclass(frozen=True, slots=True)
class Corpus:
    """All agreements of a folder with its registers."""

    agreements: tuple[Agreement, ...]
    parties: Mapping[str, Party]
    grounds: tuple[Ground, ...]
    facts: Mapping[str, FactType]
    steps: Mapping[str, Step]
    problems: tuple[Problem, ...] = ()
    root: str = ""
