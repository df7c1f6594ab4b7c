"""What a reader may know of one dossier. Nothing here reads the database.

The judgement always rests on everything; what is narrowed here is only what is told about it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from uuid import UUID

from vangnet.access.categories import DataCategory
from vangnet.cases import classifying
from vangnet.cases.classifying import Classes
from vangnet.protocol.engine import DutyInstance, Judgement, PeriodInstance
from vangnet.protocol.engine.instances import RightInstance, ShownInstance
from vangnet.protocol.engine.model import Event
from vangnet.protocol.engine.next_steps import NextStep
from vangnet.protocol.engine.violations import Breach, Deviation
from vangnet.protocol.histories import KnownFact
from vangnet.protocol.models import LogEntry


@dataclass(frozen=True)
class Sight:
    """The kinds of data that somebody may see, and the events that their own organisation recorded itself."""

    categories: frozenset[DataCategory]
    organisation: UUID | None = None
    party: str = ""
    own: frozenset[str] = frozenset()
    classes: Classes = field(default_factory=classifying.current)

    def of(self, entries: Iterable[LogEntry]) -> Sight:
        """The same for a log: what an organisation recorded it knows already."""
        mine = (entry.event_id for entry in entries if self._is_mine(entry))
        return replace(self, own=frozenset(mine))

    def sees(self, category: str) -> bool:
        """Whether the reader may see this kind of data."""
        return category in self.categories

    def sees_entry(self, entry: LogEntry) -> bool:
        """Whether the reader may know what an event was."""
        return self._is_mine(entry) or self.sees(self.classes.of_step(entry.step))

    def hears_of(self, entry: LogEntry) -> bool:
        """Whether the reader may know that there is an event at all."""
        return self.sees_entry(entry) or not self._is_silent(entry.step)

    def sees_fact(self, code: str, entry: LogEntry) -> bool:
        """Whether the reader may know a fact that was told with an event."""
        return self._is_mine(entry) or self.sees(self.classes.of_fact(code, step=entry.step))

    def sees_known(self, fact: KnownFact) -> bool:
        """Whether the reader may know a fact as it stands."""
        return self.sees_fact(fact.code, fact.entry)

    def sees_event(self, event: Event) -> bool:
        """Whether the reader may know what an event of a judgement was."""
        return event.id in self.own or self.sees(self.classes.of_step(event.step))

    def names_fact(self, code: str) -> bool:
        """Whether the reader may know that a judgement looked at a fact."""
        kind = self.classes.facts.get(code, DataCategory.PROGRESS)
        return kind == classifying.AS_ITS_STEP or self.sees(kind)

    def asks(self, code: str) -> bool:
        """Whether the reader may be asked about a fact: not when the question itself would tell something."""
        return self.names_fact(code) or not self.classes.is_silent(self.classes.of_fact(code))

    def is_told(self, event: Event | None) -> bool:
        """Whether the reader may know that an event of a judgement happened."""
        return event is None or self.sees_event(event) or not self._is_silent(event.step)

    def knows(self, instance: ShownInstance) -> bool:
        """Whether the reader may know of a duty, right or period; their own duties they always know."""
        if isinstance(instance, DutyInstance) and self.party in instance.holder:
            return True
        return self.is_told(instance.trigger) and self.is_told(instance.settled_by)

    def _is_mine(self, entry: LogEntry) -> bool:
        return self.organisation is not None and entry.organisation_id == self.organisation

    def _is_silent(self, step: str) -> bool:
        return self.classes.is_silent(self.classes.of_step(step))


class SeenJudgement(Judgement):
    """A judgement on everything, of which only what the reader may know is told."""

    __slots__ = ("sight",)

    def __init__(self, judgement: Judgement, sight: Sight) -> None:
        for name in Judgement.__slots__:
            setattr(self, name, getattr(judgement, name))
        self.sight = sight

    @property
    def duties(self) -> list[DutyInstance]:
        """The duties that the reader may know of."""
        return [one for one in super().duties if self.sight.knows(one)]

    @property
    def rights(self) -> list[RightInstance]:
        """The rights that the reader may know of."""
        return [one for one in super().rights if self.sight.knows(one)]

    @property
    def periods(self) -> list[PeriodInstance]:
        """The periods that the reader may know of."""
        return [one for one in super().periods if self.sight.knows(one)]

    @property
    def breaches(self) -> list[Breach]:
        """The forbidden steps of which the reader may know."""
        return [one for one in super().breaches if self.sight.sees_event(one.event)]

    @property
    def deviations(self) -> list[Deviation]:
        """The steps that went differently, of which the reader may know."""
        return [one for one in super().deviations if self.sight.sees_event(one.event)]

    @property
    def next_steps(self) -> list[NextStep]:
        """Every step, without the duties and the reasons that the reader may not know of."""
        return [self._narrowed(one) for one in super().next_steps]

    @property
    def facts_to_ask(self) -> list[str]:
        """The facts to ask that may be named to the reader."""
        return [code for code in super().facts_to_ask if self.sight.asks(code)]

    def _narrowed(self, one: NextStep) -> NextStep:
        told = tuple(reason for reason in one.why if all(map(self._may_name, reason.steps)))
        return replace(one, why=told, fulfils=tuple(filter(self.sight.knows, one.fulfils)))

    def _may_name(self, step: str) -> bool:
        category = self.sight.classes.of_step(step)
        return self.sight.sees(category) or not self.sight.classes.is_silent(category)


def sight_of(judgement: Judgement) -> Sight | None:
    """For whom a judgement was narrowed, if it was."""
    return judgement.sight if isinstance(judgement, SeenJudgement) else None
