"""Reading one dossier: its timeline, what the agreements make of it, and who is linked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.cases import events, standing
from vangnet.cases.models import BreakGlass, Dossier, Involvement, Track
from vangnet.cases.queries import reach, visibility
from vangnet.cases.queries.texts import ReadText
from vangnet.cases.queries.texts import texts as read_texts
from vangnet.cases.sight import SeenJudgement, Sight
from vangnet.core import clock
from vangnet.persons import queries as persons
from vangnet.persons.models import PersonLink
from vangnet.protocol import catalogue, histories
from vangnet.protocol import queries as protocol
from vangnet.protocol.engine.next_steps import NextStep
from vangnet.protocol.engine.results import Judgement
from vangnet.protocol.histories import KnownFact
from vangnet.protocol.models import LogEntry


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One event as the timeline shows it. `kind` keeps facts, interpretations and acts on the dossier apart."""

    entry: LogEntry
    kind: str
    track: str
    replaced_by: LogEntry | None
    category: DataCategory = DataCategory.PROGRESS
    is_hidden: bool = False

    def label(self, language: str) -> str:
        """What happened, in words."""
        event = events.ALL.get(self.entry.step)
        return str(event.label) if event else catalogue.current().step_label(self.entry.step, language)


@dataclass(frozen=True, slots=True)
class LinkedPerson:
    """Somebody who belongs with the person of a dossier, and whose dossier the reader may see too."""

    link: PersonLink
    dossier: Dossier


@dataclass(frozen=True, slots=True)
class DossierView:
    """Everything that the page of a dossier shows at a moment, read once."""

    dossier: Dossier
    at: datetime
    known: datetime | None
    entries: list[LogEntry]
    timeline: list[TimelineItem]
    facts: dict[str, KnownFact]
    unseen: list[KnownFact]
    judgement: Judgement
    tracks: list[Track]
    involvements: list[Involvement]
    linked: list[LinkedPerson]
    sight: Sight
    reader: Actor
    alarms: list[BreakGlass]
    texts: dict[UUID, list[ReadText]]
    unjudged_as: DataCategory

    @property
    def last(self) -> int:
        """The number of the newest event that the reader may know of."""
        return self.entries[-1].sequence if self.entries else 0

    @property
    def hidden_facts(self) -> list[DataCategory]:
        """The kinds of facts that are known and that the reader may not see, as far as they may hear of them."""
        classes = self.sight.classes
        kinds = {classes.of_fact(fact.code, step=fact.entry.step) for fact in self.unseen}
        return sorted(kind for kind in kinds if not classes.is_silent(kind))


def view(
    actor: Actor,
    dossier: Dossier,
    *,
    at: datetime | None = None,
    known: datetime | None = None,
    links: bool = True,
) -> DossierView:
    """What somebody may know of a dossier at a moment (now, unless said otherwise), with what was known at another.

    The judgement rests on everything, also on what the reader may not see.

    Without `links` it is not looked up who belongs with the person; most pages do not show that.
    """
    at = at or clock.now()
    visibility.require(actor, dossier)
    recorded = protocol.entries(dossier.pk)
    sight = reach.sight(actor, dossier, recorded)
    heard = _heard(recorded, sight)
    facts = histories.facts(heard, at=at, known=known)
    texts = read_texts(actor, dossier, sight, recorded)
    return DossierView(
        dossier=dossier,
        at=at,
        known=known,
        entries=heard,
        timeline=_timeline(heard, at, known, sight),
        facts={code: fact for code, fact in facts.items() if sight.sees_known(fact)},
        unseen=[fact for fact in facts.values() if not sight.sees_known(fact)],
        judgement=SeenJudgement(standing.judged(dossier, recorded, at=at, known=known), sight),
        tracks=[one for one in visibility.with_owners(dossier) if sight.hears_of(one.opened_by)],
        involvements=list(visibility.with_organisations(dossier)),
        linked=_linked(actor, dossier) if links else [],
        sight=sight,
        reader=actor,
        alarms=visibility.alarms(dossier),
        texts=texts.of,
        unjudged_as=texts.unjudged_as,
    )


def entries(actor: Actor, dossier: Dossier) -> list[LogEntry]:
    """Every line of the log of a dossier that somebody may know of, in the order in which it was recorded."""
    visibility.require(actor, dossier)
    recorded = protocol.entries(dossier.pk)
    return _heard(recorded, reach.sight(actor, dossier, recorded))


def entry(actor: Actor, dossier: Dossier, sequence: int) -> LogEntry | None:
    """One line of the log of a dossier, by its number."""
    return next((one for one in entries(actor, dossier) if one.sequence == sequence), None)


def timeline(
    actor: Actor, dossier: Dossier, *, at: datetime | None = None, known: datetime | None = None
) -> list[TimelineItem]:
    """What happened, in the order in which it happened, with what was corrected or retracted later."""
    visibility.require(actor, dossier)
    recorded = protocol.entries(dossier.pk)
    sight = reach.sight(actor, dossier, recorded)
    return _timeline(_heard(recorded, sight), at or clock.now(), known, sight)


def judgement(
    actor: Actor, dossier: Dossier, *, at: datetime | None = None, known: datetime | None = None
) -> Judgement:
    """What the agreements make of a dossier at a moment, knowing what had been recorded at another."""
    visibility.require(actor, dossier)
    recorded = protocol.entries(dossier.pk)
    judged = standing.judged(dossier, recorded, at=at or clock.now(), known=known)
    return SeenJudgement(judged, reach.sight(actor, dossier, recorded))


def next_steps(actor: Actor, dossier: Dossier, *, at: datetime | None = None) -> Sequence[NextStep]:
    """Which steps are possible now, why, and whose duty each would fulfil."""
    return judgement(actor, dossier, at=at).next_steps


def linked_persons(actor: Actor, dossier: Dossier) -> list[LinkedPerson]:
    """Who belongs with the person of a dossier; only those whose dossier the reader may see as well."""
    visibility.require(actor, dossier)
    return _linked(actor, dossier)


def _linked(actor: Actor, dossier: Dossier) -> list[LinkedPerson]:
    links = persons.links(dossier.pk)
    others = {link.pk: _other_side(link, dossier) for link in links}
    seen = visibility.dossiers(actor).filter(pk__in=others.values()).select_related("person")
    by_key = {one.pk: one for one in seen}
    return [LinkedPerson(link, by_key[others[link.pk]]) for link in links if others[link.pk] in by_key]


def _other_side(link: PersonLink, dossier: Dossier) -> UUID:
    return link.second_dossier_id if link.first_dossier_id == dossier.pk else link.first_dossier_id


def _heard(recorded: list[LogEntry], sight: Sight) -> list[LogEntry]:
    """The entries of which the reader may know; a retraction is as secret as what it takes back."""
    return [one for one in recorded if sight.hears_of(one.retracts or one)]


def _timeline(
    heard: list[LogEntry], at: datetime, known: datetime | None, sight: Sight
) -> list[TimelineItem]:
    present = histories.recorded_by(heard, known)
    replaced = histories.replacements(present)
    happened = [one for one in present if one.step and one.counts_from <= at]
    ordered = sorted(happened, key=lambda one: (one.counts_from, one.sequence))
    return [_item(one, replaced.get(one.pk), sight) for one in ordered]


def _item(one: LogEntry, replaced_by: LogEntry | None, sight: Sight) -> TimelineItem:
    step = catalogue.current().step(one.step)
    return TimelineItem(
        entry=one,
        kind=step.kind if step else "act",
        track=(step.track or "") if step else "",
        replaced_by=replaced_by,
        category=sight.classes.of_step(one.step),
        is_hidden=not sight.sees_entry(one),
    )
