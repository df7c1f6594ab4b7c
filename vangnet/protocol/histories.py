"""What a list of entries amounts to at a moment: which still stand, and which facts are known. Nothing here reads the database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from vangnet.protocol import catalogue
from vangnet.protocol.facts import UNKNOWN, Certainty
from vangnet.protocol.models import LogEntry


@dataclass(frozen=True, slots=True)
class KnownFact:
    """The last thing that was said about a fact: by which event, since when, and how sure it is."""

    code: str
    value: object
    certainty: str
    since: datetime
    entry: LogEntry

    @property
    def is_certain(self) -> bool:
        """Whether there is a value that nobody disputes; guards take anything else for unknown."""
        return self.value != UNKNOWN and self.certainty != Certainty.DISPUTED


def recorded_by(entries: Iterable[LogEntry], known: datetime | None) -> list[LogEntry]:
    """The entries that had been recorded at a moment; all of them without one."""
    return [entry for entry in entries if known is None or entry.recorded_at <= known]


def replacements(entries: Iterable[LogEntry]) -> dict[UUID, LogEntry]:
    """By the key of each entry that was corrected or retracted: the entry that did so."""
    return {
        earlier: entry
        for entry in entries
        for earlier in (entry.corrects_id, entry.retracts_id)
        if earlier is not None
    }


def standing(entries: Sequence[LogEntry], *, at: datetime, known: datetime | None = None) -> list[LogEntry]:
    """The entries that count at a moment, in the order in which they happened."""
    recorded = recorded_by(entries, known)
    replaced = replacements(recorded)
    counting = (
        entry for entry in recorded if entry.step and entry.pk not in replaced and entry.counts_from <= at
    )
    return sorted(counting, key=lambda entry: (entry.counts_from, entry.sequence))


def facts(
    entries: Sequence[LogEntry], *, at: datetime, known: datetime | None = None
) -> dict[str, KnownFact]:
    """The last value of every fact at a moment, whether told with an event or set by its step."""
    found: dict[str, KnownFact] = {}
    steps = catalogue.current().corpus.steps
    for entry in standing(entries, at=at, known=known):
        step = steps.get(entry.step)
        implied = (
            {code: {"value": value, "certainty": "established"} for code, value in step.sets.items()}
            if step
            else {}
        )
        for code, fact in {**implied, **entry.facts}.items():
            found[code] = KnownFact(code, fact["value"], fact["certainty"], entry.counts_from, entry)
    return found
