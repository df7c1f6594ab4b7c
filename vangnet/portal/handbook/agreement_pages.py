"""The page of an agreement: what it is, who does what, every clause, its history and its worked examples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vangnet.portal.handbook.addresses import (
    agreement_url,
    clause_anchor,
    difference_url,
    example_url,
    party_url,
    version_url,
)
from vangnet.portal.handbook.clauses import TRANSITION, ClauseView, ClauseWriter, Line
from vangnet.portal.handbook.conditions import condition_lines
from vangnet.portal.handbook.labels import PHASES, Labels
from vangnet.portal.handbook.library import Example, Library, clauses
from vangnet.portal.handbook.terms import term_views
from vangnet.protocol.engine.model import Agreement

GROUPS: Mapping[str, Promise] = {
    "duty": gettext_lazy("Duties"),
    "right": gettext_lazy("Rights"),
    "period": gettext_lazy("Periods"),
    "prohibition": gettext_lazy("Prohibitions"),
    "requirement": gettext_lazy("What must come first"),
}
FIRST_EXAMPLES = 6


@dataclass(frozen=True, slots=True)
class ClauseGroup:
    """All clauses of one kind."""

    kind: str
    title: str
    clauses: tuple[ClauseView, ...]


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A line of the table of who does what."""

    when: str
    who: tuple[Line, ...]
    what: str
    within: str
    anchor: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in the history, with the difference from the one before."""

    agreement: Agreement
    url: str
    last_day: date | None
    is_shown: bool
    is_in_force: bool
    difference: str


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """Everything that the page of one version shows."""

    agreement: Agreement
    title: str
    summary: str
    url: str
    notes: tuple[str, ...]
    phases: tuple[str, ...]
    applies: tuple[str, ...]
    applies_word: str
    regions: tuple[str, ...]
    goals: tuple[str, ...]
    transition: str
    in_force: bool
    begins_later: bool
    last_day: date | None
    history: tuple[VersionLine, ...]
    columns: tuple[str, ...]
    table: tuple[DutyRow, ...]
    groups: tuple[ClauseGroup, ...]
    untranslatable: tuple[Mapping[str, str], ...]
    examples: tuple[Line, ...]


def agreement_page(library: Library, agreement: Agreement, day: date) -> AgreementPage:
    """Build the page of a version, as seen on a day."""
    labels = Labels(library.corpus)
    word, applies = condition_lines(agreement.applies, labels)
    shown = library.version_on(agreement.name, day)
    return AgreementPage(
        agreement=agreement,
        title=labels.of(agreement.title),
        summary=labels.of(agreement.summary),
        url=agreement_url(agreement.name),
        notes=tuple(labels.of(note) for note in agreement.notes),
        phases=tuple(str(PHASES[phase]) for phase in agreement.phases),
        applies=tuple(applies),
        applies_word=word,
        regions=tuple(labels.value("region", region) for region in agreement.regions),
        goals=tuple(labels.step(goal) for goal in agreement.goals),
        transition=str(TRANSITION[agreement.transition]),
        in_force=shown == agreement,
        begins_later=agreement.valid_from > day,
        last_day=library.last_day(agreement),
        history=history(library, agreement, day),
        columns=(_("When"), _("Who"), _("Does what"), _("Within")),
        table=tuple(_duty_rows(agreement, labels)),
        groups=clause_groups(library, agreement, labels),
        untranslatable=tuple(_untranslatable(agreement, labels)),
        examples=tuple(example_line(one, labels) for one in library.examples_of(agreement.name)),
    )


def history(library: Library, shown: Agreement, day: date) -> tuple[VersionLine, ...]:
    """List all versions, the newest first."""
    lines = []
    for one in reversed(library.versions(shown.name)):
        before = library.before(one)
        lines.append(
            VersionLine(
                agreement=one,
                url=version_url(one),
                last_day=library.last_day(one),
                is_shown=one == shown,
                is_in_force=library.version_on(one.name, day) == one,
                difference=difference_url(one.name, before.valid_from, one.valid_from) if before else "",
            )
        )
    return tuple(lines)


def clause_groups(library: Library, agreement: Agreement, labels: Labels) -> tuple[ClauseGroup, ...]:
    """Write every clause of a version, kind by kind."""
    writer = ClauseWriter(agreement, labels, examples_by_clause(library, labels))
    found: dict[str, list[ClauseView]] = defaultdict(list)
    for kind, clause in clauses(agreement):
        found[kind].append(writer.write(kind, clause))
    return tuple(ClauseGroup(kind, str(GROUPS[kind]), tuple(views)) for kind, views in found.items() if views)


def examples_by_clause(library: Library, labels: Labels) -> dict[str, tuple[Line, ...]]:
    """Give for each clause the worked examples that show it."""
    found: dict[str, list[Line]] = defaultdict(list)
    for one in library.examples:
        for code in one.clauses:
            found[code].append(example_line(one, labels))
    return {code: tuple(lines[:FIRST_EXAMPLES]) for code, lines in found.items()}


def example_line(example: Example, labels: Labels) -> Line:
    """Name a worked example."""
    return Line(labels.of(example.scenario.title), example_url(example.shelf, example.name))


def _duty_rows(agreement: Agreement, labels: Labels) -> list[DutyRow]:
    return [
        DutyRow(
            when=labels.steps(duty.on),
            who=tuple(Line(labels.party(code), party_url(code)) for code in duty.by),
            what=labels.steps(duty.do),
            within="; ".join(term.sentence for term in term_views(duty, labels)),
            anchor=clause_anchor("duty", duty.name),
        )
        for duty in agreement.duties.values()
    ]


def _untranslatable(agreement: Agreement, labels: Labels) -> list[dict[str, str]]:
    return [
        {
            "says": labels.of(part["says"]) if isinstance(part["says"], Mapping) else str(part["says"]),
            "why": labels.of(part["why"]) if isinstance(part["why"], Mapping) else str(part["why"]),
            "source": str(part.get("source", "")),
        }
        for part in agreement.untranslatable
    ]
