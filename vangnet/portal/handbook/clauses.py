"""One clause as the handbook shows it: the plain sentence, and the rule in words made from the object that runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vangnet.portal.handbook.addresses import clause_anchor, clause_url, party_url
from vangnet.portal.handbook.conditions import condition_lines
from vangnet.portal.handbook.labels import GROUND_KINDS, KINDS, Labels
from vangnet.portal.handbook.terms import TermView, term_views
from vangnet.protocol.engine.model import (
    Agreement,
    Clause,
    Duty,
    Pause,
    Period,
    Prohibition,
    Requirement,
    Right,
)
from vangnet.protocol.engine.registers import ground_of

DOUBT: Mapping[str, Promise] = {
    "applies": gettext_lazy("If it is not known whether this holds, the clause applies."),
    "ask": gettext_lazy("If it is not known whether this holds, ask first. The term runs once it is known."),
    "does_not_apply": gettext_lazy("If it is not known whether this holds, the clause does not apply."),
}
REPEAT: Mapping[str, Promise] = {
    "first": gettext_lazy("If it happens again while this is open, nothing changes."),
    "each": gettext_lazy("Each time anew."),
    "restart": gettext_lazy("If it happens again before the end, the term starts again."),
}
TRANSITION: Mapping[str, Promise] = {
    "respecting": gettext_lazy("What was already open keeps its old term."),
    "immediate": gettext_lazy("What was already open gets the new term, counted from the old start."),
    "most_favourable": gettext_lazy(
        "For what was already open, the term that is best for the person counts."
    ),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a rule, perhaps with a link."""

    text: str
    url: str = ""
    is_aside: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A part of a rule: its name, and lines bound by a word (and, or) when there are several."""

    label: str
    lines: tuple[Line, ...] = ()
    word: str = ""
    terms: tuple[TermView, ...] = ()
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class ClauseView:
    """A clause with everything that its page shows."""

    kind: str
    kind_label: str
    name: str
    anchor: str
    url: str
    says: str
    rows: tuple[Row, ...]
    ground: str
    ground_title: str
    ground_kind: str
    source: str
    note: str = ""
    remedy: str = ""
    examples: tuple[Line, ...] = field(default=())

    @property
    def main_rows(self) -> tuple[Row, ...]:
        """What always shows beside the sentence: who, and the term."""
        return tuple(row for row in self.rows if row.is_main or row.terms)

    @property
    def more_rows(self) -> tuple[Row, ...]:
        """What shows when somebody wants to read the rule in full."""
        return tuple(row for row in self.rows if not (row.is_main or row.terms))


class ClauseWriter:
    """Writes clauses of one version in one language."""

    def __init__(
        self, agreement: Agreement, labels: Labels, examples: Mapping[str, tuple[Line, ...]]
    ) -> None:
        self.agreement = agreement
        self.labels = labels
        self.examples = examples

    def write(self, kind: str, clause: Clause) -> ClauseView:
        """Write a clause."""
        labels = self.labels
        ground = ground_of(clause.ground, labels.corpus.grounds)
        remedy = clause.remedy if isinstance(clause, Duty | Prohibition | Requirement) else {}
        return ClauseView(
            kind=kind,
            kind_label=str(KINDS[kind]),
            name=clause.name,
            anchor=clause_anchor(kind, clause.name),
            url=clause_url(self.agreement, kind, clause.name),
            says=labels.of(clause.says),
            rows=tuple(row for row in self.rows(clause) if row.lines or row.terms),
            ground=clause.ground,
            ground_title=labels.of(ground.title) if ground else "",
            ground_kind=str(GROUND_KINDS[ground.kind]) if ground else "",
            source=clause.source,
            note=labels.of(clause.note),
            remedy=labels.of(remedy),
            examples=self.examples.get(f"{clause.agreement}.{clause.name}", ()),
        )

    def rows(self, clause: Clause) -> Iterator[Row]:
        """Give the parts of the rule in the order in which one reads them."""
        if isinstance(clause, Duty):
            yield from self.duty(clause)
        elif isinstance(clause, Right):
            yield from self.right(clause)
        elif isinstance(clause, Period):
            yield from self.period(clause)
        elif isinstance(clause, Prohibition):
            yield from self.prohibition(clause)
        elif isinstance(clause, Requirement):
            yield from self.requirement(clause)
        if clause.transition != self.agreement.transition:
            yield Row(_("When this version began"), _lines([str(TRANSITION[clause.transition])]))

    def duty(self, clause: Duty) -> Iterator[Row]:
        """Say a duty."""
        yield self.steps(_("As soon as"), clause.on)
        yield from self.condition(clause)
        yield self.holders(clause.by)
        yield self.parties(_("Toward"), clause.toward)
        yield self.steps(_("Must do"), clause.do)
        yield Row(_("Within"), terms=term_views(clause, self.labels))
        yield from self.doubt(clause)
        yield Row(_("Again"), _lines([str(REPEAT[clause.repeat])]))
        yield self.steps(_("Lapses as soon as"), clause.lapses_on)
        yield self.pauses(clause.pauses)
        yield self.steps(_("If it does not happen"), (clause.on_default,) if clause.on_default else ())

    def right(self, clause: Right) -> Iterator[Row]:
        """Say a right."""
        yield self.steps(_("As soon as"), clause.on)
        yield from self.condition(clause)
        yield replace(self.parties(_("Who"), clause.who), is_main=True)
        yield self.steps(_("May do"), clause.may)
        yield Row(_("Within"), terms=term_views(clause, self.labels))
        yield self.steps(_("Until"), clause.until)
        yield from self.doubt(clause)

    def period(self, clause: Period) -> Iterator[Row]:
        """Say a period."""
        yield self.steps(_("Begins as soon as"), clause.start)
        yield from self.condition(clause)
        yield Row(_("Lasts"), terms=term_views(clause, self.labels))
        yield self.steps(_("Ends early as soon as"), clause.ends_early_on)
        yield self.steps(_("Then follows"), (clause.then,) if clause.then else ())
        yield self.pauses(clause.pauses)
        yield from self.doubt(clause)

    def prohibition(self, clause: Prohibition) -> Iterator[Row]:
        """Say a prohibition."""
        yield Row(_("During"), tuple(self.period_line(name) for name in clause.during))
        yield self.steps(_("From"), clause.start)
        yield self.steps(_("Until"), clause.end)
        yield from self.condition(clause)
        who = self.parties(_("Who"), clause.by) if clause.by else Row(_("Who"), _lines([_("everybody")]))
        yield replace(who, is_main=True)
        yield self.steps(_("Must not do"), clause.forbidden)
        yield from self.doubt(clause)

    def requirement(self, clause: Requirement) -> Iterator[Row]:
        """Say a requirement."""
        yield self.steps(_("Before this step"), (clause.step,))
        yield from self.condition(clause)
        yield self.steps(_("this has happened"), clause.after, "and")
        yield self.steps(_("one of these has happened"), clause.after_any)
        yield self.steps(_("this has not happened"), clause.before, "and")
        yield from self.doubt(clause)

    def condition(self, clause: Clause) -> Iterator[Row]:
        """Say for whom a clause counts."""
        word, lines = condition_lines(clause.when, self.labels)
        yield Row(_("And this holds"), _lines(lines), word)

    def doubt(self, clause: Clause) -> Iterator[Row]:
        """Say what not knowing means."""
        if clause.when is not None:
            yield Row(_("In doubt"), _lines([str(DOUBT[clause.in_doubt])]))

    def steps(self, label: str, codes: Iterable[str], word: str = "or") -> Row:
        """Name steps."""
        return Row(label, _lines([self.labels.step(code) for code in codes]), word)

    def parties(self, label: str, codes: Iterable[str], word: str = "and") -> Row:
        """Name parties, each with its own page."""
        return Row(label, tuple(Line(self.labels.party(code), party_url(code)) for code in codes), word)

    def holders(self, codes: tuple[str, ...]) -> Row:
        """Name who must do it: whoever brought it about when that party is among them, otherwise all of them."""
        row = self.parties(_("Who"), codes, "or")
        several = Line(
            _("Whoever recorded the event; when that was somebody else: all of these."), is_aside=True
        )
        return Row(row.label, (*row.lines, several) if len(codes) > 1 else row.lines, "or", is_main=True)

    def pauses(self, pauses: tuple[Pause, ...]) -> Row:
        """Say when the clock stands still."""
        sentence = _("from “%(start)s” until “%(end)s”")
        names = self.labels.step
        return Row(
            _("The clock stands still"),
            _lines([sentence % {"start": names(pause.start), "end": names(pause.end)} for pause in pauses]),
        )

    def period_line(self, name: str) -> Line:
        """Name a period by what it says, with the place where it stands."""
        period = self.agreement.periods.get(name.rpartition(".")[2])
        if period is None:
            return Line(name)
        return Line(self.labels.of(period.says).rstrip("."), f"#{clause_anchor('period', period.name)}")


def _lines(texts: Iterable[str]) -> tuple[Line, ...]:
    return tuple(Line(text) for text in texts)
