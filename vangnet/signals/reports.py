"""Everything that one report holds, whichever way it came in. There is one way in: `services.receive`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from vangnet.access.categories import DataCategory
from vangnet.design.partial_dates import PartialMoment
from vangnet.signals.answers import Hardness, Urgency
from vangnet.signals.models import SignalText

Kind = SignalText.Kind
# What a text holds when nobody says otherwise.
CATEGORY_OF_KIND: Mapping[str, DataCategory] = {
    Kind.REPORTER_CONTACT: DataCategory.CONTACT,
    Kind.PERSON_IDENTITY: DataCategory.IDENTITY,
    Kind.NOTE: DataCategory.PROGRESS,
}


def category_of(kind: str) -> DataCategory:
    """The kind of data that a text of this kind holds when nobody says otherwise."""
    return CATEGORY_OF_KIND.get(kind, DataCategory.SIGNAL)


@dataclass(frozen=True, slots=True)
class ReportedText:
    """A text of a report. Without a kind of data it is that of its kind; `person` is the number of a person in the report."""

    kind: str
    text: str
    category: str = ""
    hardness: str = Hardness.UNKNOWN
    source: str = SignalText.Source.UNKNOWN
    person: int | None = None


@dataclass(frozen=True, slots=True)
class ReportedPerson:
    """Somebody whom a report is about, without a name: a name goes into a text of the kind person_identity."""

    age: int | None = None
    age_answer: str = ""
    age_at_recruitment: int | None = None
    recruitment_answer: str = ""
    nationality: str = ""
    nationality_answer: str = ""
    forms: tuple[str, ...] = ()
    forms_answer: str = ""
    sex: str = ""
    is_minor: str = ""
    is_suspect: str = ""
    adult_behind: str = ""
    number_of_people: int = 1


@dataclass(frozen=True, slots=True)
class ReportedSighting:
    """An indicator with the answer of the reporter: seen, not seen, or not known."""

    indicator: str
    answer: str
    hardness: str = Hardness.UNKNOWN
    source: str = SignalText.Source.UNKNOWN
    person: int | None = None


@dataclass(frozen=True, slots=True)
class ReportedMark:
    """Something by which signals can be found to belong together: a telephone number, an address, a plate, a company."""

    kind: str
    value: str
    hardness: str = Hardness.UNKNOWN


@dataclass(frozen=True, slots=True)
class Report:
    """One report as it was sent. Persons are numbered from 1, in this order."""

    channel: str
    reporter_type: str
    texts: tuple[ReportedText, ...] = ()
    persons: tuple[ReportedPerson, ...] = ()
    sightings: tuple[ReportedSighting, ...] = ()
    marks: tuple[ReportedMark, ...] = ()
    forms: tuple[str, ...] = ()
    seen: PartialMoment | None = None
    region: str = ""
    municipality: str = ""
    setting: str = ""
    urgency: str = Urgency.UNKNOWN
    danger: str = ""
    hardness: str = Hardness.UNKNOWN
    has_minor: str = ""
    care_report: str = ""
    is_group: bool = False
    received_at: datetime | None = None
    submission_key: UUID | None = None
    also: Mapping[str, str] = field(default_factory=dict)
