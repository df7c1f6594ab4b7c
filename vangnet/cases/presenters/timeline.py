"""What happened in a dossier, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from vangnet.cases.presenters import words
from vangnet.cases.presenters.discreet import Hidden, hidden, unjudged
from vangnet.cases.queries import DossierView, TimelineItem
from vangnet.cases.sight import Sight
from vangnet.design.partial_dates import PartialMoment
from vangnet.protocol.events import is_administrative
from vangnet.protocol.models import LogEntry


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact as it was told with an event."""

    name: str
    value: str
    certainty: str


@dataclass(frozen=True, slots=True)
class TextLine:
    """A paragraph that somebody wrote with an event; without text it was destroyed."""

    number: int
    kind: str
    text: str | None
    is_judged: bool


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event: what, when, recorded when and by whom, what became known with it, and what took its place."""

    sequence: int
    title: str
    kind: str
    happened: PartialMoment
    recorded: datetime
    party: str
    organisation: str
    track: str
    facts: list[FactLine]
    note: str
    ground: str
    deviation_reason: str
    replaced_by: int | None
    replaced_how: str
    replaced_why: str
    corrected_why: str
    corrects: int | None
    is_retracted: bool
    hidden: tuple[Hidden, ...] = ()
    is_hidden: bool = False
    texts: tuple[TextLine, ...] = ()

    @property
    def is_interpretation(self) -> bool:
        return self.kind == "interpretation"

    @property
    def is_act(self) -> bool:
        return self.kind == "act"

    @property
    def is_replaced(self) -> bool:
        return self.replaced_by is not None


def lines(view: DossierView, items: Iterable[TimelineItem] | None = None) -> list[EventLine]:
    """The timeline of a dossier, or some lines of it."""
    names = organisation_names(view)
    numbers = {item.entry.pk: item.entry.sequence for item in view.timeline}
    chosen = view.timeline if items is None else items
    return [line(item, names, numbers, view) for item in chosen]


def organisation_names(view: DossierView) -> dict[str, str]:
    return {one.organisation.code: one.organisation.name for one in view.involvements}


def line(
    item: TimelineItem, names: Mapping[str, str], numbers: Mapping[Any, int], view: DossierView
) -> EventLine:
    """One event, or that there is one which the reader may not see."""
    if item.is_hidden:
        return _hidden(item, view)
    entry, replacement, sight = item.entry, item.replaced_by, view.sight
    reason, note = words.explained(entry)
    return EventLine(
        sequence=entry.sequence,
        title=words.step_name(entry.step),
        kind=item.kind,
        happened=words.happened(entry),
        recorded=entry.recorded_at,
        party=words.party_name(entry.party) if entry.party else "",
        organisation=entry.organisation.name if entry.organisation else "",
        track=words.track_name(item.track) if item.track else "",
        facts=fact_lines(entry, names, sight),
        note=note if _may_read_note(entry, view) else "",
        ground=words.ground_name(entry.ground),
        deviation_reason=entry.deviation_reason,
        replaced_by=replacement.sequence if replacement else None,
        replaced_how=_how(replacement) if replacement else "",
        replaced_why=words.explained(replacement)[0] if replacement else "",
        corrected_why=reason,
        corrects=numbers.get(entry.corrects_id) if entry.corrects_id else None,
        is_retracted=replacement is not None and replacement.retracts_id is not None,
        hidden=_hidden_with(entry, view, note),
        texts=_texts(entry, view),
    )


def _hidden(item: TimelineItem, view: DossierView) -> EventLine:
    """An event of which the reader may only know that there is one, and of which kind."""
    return EventLine(
        sequence=item.entry.sequence,
        title=_("Here is something that your organisation may not see"),
        kind="act",
        happened=words.happened(item.entry),
        recorded=item.entry.recorded_at,
        party="",
        organisation="",
        track="",
        facts=[],
        note="",
        ground="",
        deviation_reason="",
        replaced_by=None,
        replaced_how="",
        replaced_why="",
        corrected_why="",
        corrects=None,
        is_retracted=False,
        hidden=(hidden(view.reader, item.category),),
        is_hidden=True,
    )


def fact_lines(entry: LogEntry, names: Mapping[str, str], sight: Sight) -> list[FactLine]:
    """The facts that became known with an event, as far as the reader may see them."""
    return [
        FactLine(
            words.fact_name(code),
            words.fact_value(code, fact["value"], names),
            "" if "." in code else words.certainty_of(fact["value"], fact["certainty"]),
        )
        for code, fact in entry.facts.items()
        if sight.sees_fact(code, entry)
    ]


def _hidden_with(entry: LogEntry, view: DossierView, note: str) -> tuple[Hidden, ...]:
    """What an event holds beside what is shown: facts and texts of kinds that the reader may not see."""
    sight = view.sight
    unseen = (code for code in entry.facts if not sight.sees_fact(code, entry))
    kinds = {sight.classes.of_fact(code, step=entry.step) for code in unseen}
    kinds = {kind for kind in kinds if not sight.classes.is_silent(kind)}
    told = [hidden(view.reader, kind) for kind in sorted(kinds)]
    texts = [one for one in view.texts.get(entry.pk, ()) if one.is_hidden]
    judged = {one.kind for one in texts if one.is_judged} - kinds
    told += [hidden(view.reader, kind) for kind in sorted(judged)]
    if any(not one.is_judged for one in texts) or (note and not _may_read_note(entry, view)):
        told.append(unjudged())
    return tuple(told)


def _texts(entry: LogEntry, view: DossierView) -> tuple[TextLine, ...]:
    return tuple(
        TextLine(
            one.paragraph.number,
            str(one.kind.label) if one.is_judged else _("not judged yet"),
            one.text,
            one.is_judged,
        )
        for one in view.texts.get(entry.pk, ())
        if not one.is_hidden
    )


def _may_read_note(entry: LogEntry, view: DossierView) -> bool:
    """A note from before there were kinds counts as a text that nobody has judged; a reason of an act does not."""
    own = view.sight.organisation is not None and entry.organisation_id == view.sight.organisation
    return own or is_administrative(entry.step) or view.sight.sees(view.unjudged_as)


def _how(replacement: LogEntry) -> str:
    return _("Retracted") if replacement.retracts_id else _("Corrected")


def choices(view: DossierView) -> dict[str, list[tuple[str, str]]]:
    """What the timeline of a dossier can be narrowed to."""
    shown = [item for item in view.timeline if not item.is_hidden]
    tracks = {item.track for item in shown if item.track}
    organisations = {item.entry.organisation for item in shown if item.entry.organisation}
    return {
        "kind": [
            ("fact", _("Facts")),
            ("interpretation", _("Interpretations")),
            ("act", _("Acts on the dossier")),
        ],
        "track": sorted((track, words.track_name(track)) for track in tracks),
        "organisation": sorted((one.code, one.name) for one in organisations),
    }


def narrowed(view: DossierView, chosen: Mapping[str, str]) -> list[TimelineItem]:
    """The lines that somebody asked for."""
    return [item for item in view.timeline if _fits(item, chosen)]


def _fits(item: TimelineItem, chosen: Mapping[str, str]) -> bool:
    if item.is_hidden:
        return not chosen
    organisation = item.entry.organisation
    own = {
        "kind": item.kind,
        "track": item.track,
        "organisation": organisation.code if organisation else "",
    }
    return all(own[name] == value for name, value in chosen.items() if name in own)
