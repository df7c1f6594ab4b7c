"""Reading one dossier: its timeline, what the agreements make of it, and who is linked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from vangnet.access.actors import Actor
from vangnet.cases import events, standing
from vangnet.cases.models import Dossier, Involvement, Track
from vangnet.cases.queries import visibility
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
    judgement: Judgement
    tracks: list[Track]
    involvements: list[Involvement]
    linked: list[LinkedPerson]


def view(
    actor: Actor,
    dossier: Dossier,
    *,
    at: datetime | None = None,
    known: datetime | None = None,
    links: bool = True,
) -> DossierView:
    """The whole of a dossier at a moment (now, unless said otherwise), with what was known at another.

    Without `links` it is not looked up who belongs with the person; most pages do not show that.
    """
    at = at or clock.now()
    visibility.require(actor, dossier)
    recorded = protocol.entries(dossier.pk)
    return DossierView(
        dossier=dossier,
        at=at,
        known=known,
        entries=recorded,
        timeline=_timeline(recorded, at, known),
        facts=histories.facts(recorded, at=at, known=known),
        judgement=standing.judged(dossier, recorded, at=at, known=known),
        tracks=list(visibility.with_owners(dossier)),
        involvements=list(visibility.with_organisations(dossier)),
        linked=_linked(actor, dossier) if links else [],
    )


def entries(actor: Actor, dossier: Dossier) -> list[LogEntry]:
    """Every line of the log of a dossier, in the order in which it was recorded."""
    visibility.require(actor, dossier)
    return protocol.entries(dossier.pk)


def entry(actor: Actor, dossier: Dossier, sequence: int) -> LogEntry | None:
    """One line of the log of a dossier, by its number."""
    return next((one for one in entries(actor, dossier) if one.sequence == sequence), None)


def timeline(
    actor: Actor, dossier: Dossier, *, at: datetime | None = None, known: datetime | None = None
) -> list[TimelineItem]:
    """What happened, in the order in which it happened, with what was corrected or retracted later."""
    return _timeline(entries(actor, dossier), at or clock.now(), known)


def judgement(
    actor: Actor, dossier: Dossier, *, at: datetime | None = None, known: datetime | None = None
) -> Judgement:
    """What the agreements make of a dossier at a moment, knowing what had been recorded at another."""
    return standing.judged(dossier, entries(actor, dossier), at=at or clock.now(), known=known)


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


def _timeline(recorded: list[LogEntry], at: datetime, known: datetime | None) -> list[TimelineItem]:
    present = histories.recorded_by(recorded, known)
    replaced = histories.replacements(present)
    happened = [one for one in present if one.step and one.counts_from <= at]
    ordered = sorted(happened, key=lambda one: (one.counts_from, one.sequence))
    return [_item(one, replaced.get(one.pk)) for one in ordered]


def _item(one: LogEntry, replaced_by: LogEntry | None) -> TimelineItem:
    step = catalogue.current().step(one.step)
    return TimelineItem(
        entry=one,
        kind=step.kind if step else "act",
        track=(step.track or "") if step else "",
        replaced_by=replaced_by,
    )
