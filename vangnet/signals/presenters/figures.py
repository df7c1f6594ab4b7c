"""The dashboard as the page shows it: tables with a plain bar, and in words what is not told and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from vangnet.signals.presenters import words
from vangnet.signals.queries.counting import MOST_IDLE
from vangnet.signals.queries.figures import Figures
from vangnet.signals.queries.small_numbers import Cell, Counted, Told, smallest

WITHIN = {
    "hour": lambda: _("within an hour"),
    "day": lambda: _("within a day"),
    "days": lambda: _("within three days"),
    "week": lambda: _("within a week"),
    "later": lambda: _("later than a week"),
    "never": lambda: _("not yet"),
}
AGES = {
    "week": lambda: _("less than a week"),
    "month": lambda: _("a week to a month"),
    "quarter": lambda: _("one to three months"),
    "year": lambda: _("three months to a year"),
    "older": lambda: _("more than a year"),
}
FEEDBACK = {
    "in_term": lambda: _("told within the term"),
    "late": lambda: _("told too late"),
    "waits": lambda: _("not told yet, still in time"),
    "overdue": lambda: _("not told yet, and late"),
}
CARE = {
    "yes": lambda: _("with a care report"),
    "no": lambda: _("without a care report"),
    "not_needed": lambda: _("not needed, because it is known already"),
    "unknown": lambda: _("not known"),
}

WITHOUT_TOTAL = frozenset({"forms"})


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: what, how many in words, and how long its bar is out of a hundred."""

    label: str
    number: str
    bar: int


@dataclass(frozen=True, slots=True)
class Table:
    """One figure of the dashboard, as a table."""

    code: str
    title: str
    column: str
    lines: list[Line]
    total: str
    note: str = ""


def tables(figures: Figures) -> list[Table]:
    """All tables of the dashboard."""
    return [
        _table(figures, "taken", _("Owner: how soon somebody took the signal in hand"), _named(WITHIN)),
        _table(figures, "ages", _("Open signals: how old they are"), _named(AGES)),
        _table(figures, "feedback", _("Answer to who reported"), _named(FEEDBACK)),
        _table(figures, "states", _("Where the signals stand"), words.state_name),
        _table(figures, "reporters", _("Who reported"), words.reporter_type),
        _table(
            figures,
            "forms",
            _("Form of exploitation"),
            words.form_name,
            _("A signal can count for several forms."),
        ),
        _table(figures, "refused", _("Why offers were refused"), words.reason),
        _table(figures, "parked", _("Why signals were parked"), words.reason),
        _table(
            figures,
            "investigations",
            _("What became of signals passed to investigation"),
            words.investigation,
        ),
        _table(figures, "turned_down", _("Why investigation parked or refused"), words.reason),
        _table(
            figures,
            "care",
            _("Children under 12"),
            _named(CARE),
            _("Signals about at least one child under 12."),
        ),
        _table(figures, "idle", _("Handed over without anything being done"), _times),
    ]


def told(cell: Cell) -> str:
    """A number in words, or that it is too small to tell."""
    if cell.told == Told.FEW:
        return _("fewer than %(smallest)d") % {"smallest": smallest()}
    if cell.told == Told.KEPT:
        return _("not told")
    return str(cell.count)


def _named(names: Mapping[str, Callable[[], str]]) -> Callable[[str], str]:
    return lambda code: names[code]() if code in names else code


def _times(code: str) -> str:
    count = int(code)
    if not count:
        return pgettext("hand-overs", "never")
    if count == MOST_IDLE:
        return _("%(count)d times or more") % {"count": count}
    return ngettext("%(count)d time", "%(count)d times", count) % {"count": count}


def _table(figures: Figures, code: str, title: str, name: Callable[[str], str], note: str = "") -> Table:
    counted: Counted = figures.tables[code]
    longest = max((cell.count or 0 for cell in counted.cells.values()), default=0)
    return Table(
        code=code,
        title=title,
        column=pgettext("column", "How often"),
        lines=[
            Line(name(one), told(cell), (cell.count or 0) * 100 // longest if longest else 0)
            for one, cell in counted.cells.items()
        ],
        total=told(counted.total) if code not in WITHOUT_TOTAL else "",
        note=note,
    )
