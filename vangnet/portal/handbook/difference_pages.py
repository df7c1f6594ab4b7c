"""The difference between two versions: clause by clause, with the words that came and went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from vangnet.portal.handbook.addresses import agreement_url, version_url
from vangnet.portal.handbook.clauses import ClauseView, ClauseWriter, Row
from vangnet.portal.handbook.conditions import condition_text
from vangnet.portal.handbook.forms import ComparisonForm
from vangnet.portal.handbook.labels import PHASES, Labels
from vangnet.portal.handbook.library import Library
from vangnet.portal.handbook.sharing_labels import source_in_words
from vangnet.protocol.engine.differences import (
    ADDED,
    CHANGED,
    REMOVED,
    SAME,
    ClauseChange,
    Stretch,
    clause_changes,
    word_changes,
)
from vangnet.protocol.engine.model import Agreement


@dataclass(frozen=True, slots=True)
class PartChange:
    """A part of a clause with the words that came and went."""

    label: str
    stretches: tuple[Stretch, ...]
    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        """Whether anything came or went."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class ClauseDifference:
    """A clause with what changed in it."""

    kind_label: str
    title: str
    url: str
    parts: tuple[PartChange, ...]


@dataclass(frozen=True, slots=True)
class DifferencePage:
    """Everything that the page shows."""

    title: str
    url: str
    older: Agreement
    newer: Agreement
    older_url: str
    newer_url: str
    head: tuple[PartChange, ...]
    added: tuple[ClauseDifference, ...]
    removed: tuple[ClauseDifference, ...]
    changed: tuple[ClauseDifference, ...]
    same: tuple[ClauseDifference, ...]

    @property
    def head_changed(self) -> bool:
        """Whether anything around the clauses changed."""
        return any(part.is_changed for part in self.head)


def difference_page(library: Library, older: Agreement, newer: Agreement) -> DifferencePage:
    """Compare two versions in the language of the page."""
    labels = Labels(library.corpus)
    writers = ClauseWriter(older, labels, {}), ClauseWriter(newer, labels, {})
    changes = clause_changes(older, newer)

    def those(state: str) -> tuple[ClauseDifference, ...]:
        return tuple(_difference(change, *writers) for change in changes if change.state == state)

    return DifferencePage(
        title=labels.of(newer.title),
        url=agreement_url(newer.name),
        older=older,
        newer=newer,
        older_url=version_url(older),
        newer_url=version_url(newer),
        head=tuple(_pairs(_head(older, labels), _head(newer, labels))),
        added=those(ADDED),
        removed=those(REMOVED),
        changed=those(CHANGED),
        same=those(SAME),
    )


def comparison_form(library: Library, name: str, older: Agreement, newer: Agreement) -> ComparisonForm:
    """Ask which two versions to compare, with these two filled in."""
    labels = Labels(library.corpus)
    versions = [(one.valid_from.isoformat(), labels.day(one.valid_from)) for one in library.versions(name)]
    chosen = {"older": older.valid_from.isoformat(), "newer": newer.valid_from.isoformat()}
    return ComparisonForm(chosen, versions=versions)


def _difference(change: ClauseChange, older: ClauseWriter, newer: ClauseWriter) -> ClauseDifference:
    before = older.write(change.kind, change.before) if change.before else None
    after = newer.write(change.kind, change.after) if change.after else None
    shown = next(clause for clause in (after, before) if clause is not None)
    return ClauseDifference(
        kind_label=shown.kind_label,
        title=shown.says,
        url=shown.url,
        parts=tuple(_pairs(_parts(before), _parts(after))),
    )


def _parts(clause: ClauseView | None) -> dict[str, str]:
    if clause is None:
        return {}
    parts = {_("In plain words"): clause.says}
    parts |= {row.label: _row_text(row) for row in clause.rows}
    ground = f"{clause.ground} ({clause.ground_title})" if clause.ground_title else clause.ground
    parts |= {_("Ground"): ground, _("What can still be done"): clause.remedy, _("Note"): clause.note}
    parts[_("Source")] = source_in_words(clause.source)
    return {label: text for label, text in parts.items() if text}


def _row_text(row: Row) -> str:
    word = {"or": _(" or "), "and": _(" and ")}.get(row.word, "; ")
    return word.join([line.text for line in row.lines] or [term.sentence for term in row.terms])


def _head(agreement: Agreement, labels: Labels) -> dict[str, str]:
    return {
        _("Title"): labels.of(agreement.title),
        _("Summary"): labels.of(agreement.summary),
        _("Decision"): agreement.decree,
        _("For whom"): condition_text(agreement.applies, labels),
        _("Where"): ", ".join(labels.value("region", region) for region in agreement.regions),
        _("Phases"): ", ".join(str(PHASES[phase]) for phase in agreement.phases),
        _("Within reach for everybody"): ", ".join(labels.step(goal) for goal in agreement.goals),
        _("Notes"): " ".join(labels.of(note) for note in agreement.notes),
    }


def _pairs(before: dict[str, str], after: dict[str, str]) -> Iterable[PartChange]:
    for label in dict.fromkeys((*after, *before)):
        old, new = before.get(label, ""), after.get(label, "")
        if old or new:
            yield PartChange(label, word_changes(old, new), old, new)
