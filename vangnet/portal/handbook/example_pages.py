"""A worked example: the story, what happened when, and what the rules say of it on each date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from vangnet.design.rows import TimelineEntry
from vangnet.portal.handbook.addresses import agreement_url, clause_url
from vangnet.portal.handbook.agreement_pages import example_line
from vangnet.portal.handbook.clauses import Line
from vangnet.portal.handbook.labels import Labels
from vangnet.portal.handbook.library import CASES, Example, Library
from vangnet.protocol.engine.instances import DutyInstance, PeriodInstance
from vangnet.protocol.engine.model import Event
from vangnet.protocol.engine.moments import local
from vangnet.protocol.engine.results import Judgement, judge
from vangnet.protocol.engine.scenarios import Expectation
from vangnet.protocol.engine.violations import Breach, Deviation

CERTAINTIES = {
    "claimed": lambda: _("claimed"),
    "disputed": lambda: _("disputed"),
}


@dataclass(frozen=True, slots=True)
class JudgedDuty:
    """A duty at one moment."""

    subject: str
    says: str
    url: str
    holder: str
    due: str
    status: str
    done: str
    is_looked_at: bool


@dataclass(frozen=True, slots=True)
class JudgedThing:
    """A period, breach or deviation at one moment, with what can still be done."""

    subject: str
    says: str
    url: str
    when: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """What the rules say on one date."""

    at: datetime
    known: datetime | None
    duties: tuple[JudgedDuty, ...]
    periods: tuple[JudgedThing, ...]
    breaches: tuple[JudgedThing, ...]
    deviations: tuple[JudgedThing, ...]
    facts_to_ask: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExamplePage:
    """Everything that the page shows."""

    title: str
    story: str
    source: str
    shelf: Line | None
    entries: tuple[TimelineEntry, ...]
    moments: tuple[Moment, ...]
    several: bool
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExampleShelf:
    """The worked examples of one agreement."""

    title: str
    url: str
    lines: tuple[Line, ...]


def example_shelves(library: Library) -> tuple[ExampleShelf, ...]:
    """Group the worked examples by the agreement that they lie beside; cases from the studies first."""
    labels = Labels(library.corpus)
    found = []
    for shelf in dict.fromkeys(one.shelf for one in library.examples):
        lines = tuple(example_line(one, labels) for one in library.examples if one.shelf == shelf)
        title, url = _shelf(library, shelf, labels)
        found.append(ExampleShelf(title, url, lines))
    return tuple(found)


def example_page(library: Library, example: Example) -> ExamplePage:
    """Build the page of a worked example: replay it and judge it on each of its dates."""
    labels = Labels(library.corpus)
    scenario = example.scenario
    title, url = _shelf(library, example.shelf, labels)
    judge_it = _Judge(library, example, labels)
    return ExamplePage(
        title=labels.of(scenario.title),
        story=labels.of(scenario.story),
        source=scenario.source,
        shelf=Line(title, url) if url else None,
        entries=tuple(
            _entry(event, scenario.case.events, labels) for event in scenario.case.events if event.step
        ),
        moments=tuple(judge_it.moment(expectation) for expectation in scenario.expect),
        several=len(scenario.case.subjects) > 1,
        columns=(_("Duty"), _("Who"), _("Before"), _("Outcome")),
    )


def _shelf(library: Library, shelf: str, labels: Labels) -> tuple[str, str]:
    if shelf == CASES:
        return _("Cases from the studies"), ""
    versions = library.versions(shelf)
    return (labels.of(versions[-1].title), agreement_url(shelf)) if versions else (shelf, "")


def _entry(event: Event, events: Iterable[Event], labels: Labels) -> TimelineEntry:
    step = labels.corpus.steps.get(event.step)
    facts = "\n".join(_fact(code, value, labels) for code, value in event.facts.items())
    return TimelineEntry(
        title=labels.step(event.step),
        happened=local(event.occurred),
        recorded=local(event.recorded) if event.recorded != event.occurred else None,
        is_interpretation=step is not None and step.kind == "interpretation",
        is_withdrawn=any(event.id in (other.retracts, other.corrects) for other in events),
        by=labels.party(event.by) if event.by else "",
        track=_person(event.subject),
        note=facts,
    )


def _fact(code: str, value: object, labels: Labels) -> str:
    text = f"{labels.fact(code)}: {labels.value(code, value)}"
    certainty = CERTAINTIES.get(str(value.get("certainty"))) if isinstance(value, dict) else None
    return f"{text} ({certainty()})" if certainty else text


def _person(subject: str) -> str:
    return _("person %(number)s") % {"number": subject.removeprefix("p")} if subject else ""


class _Judge:
    def __init__(self, library: Library, example: Example, labels: Labels) -> None:
        self.library = library
        self.example = example
        self.labels = labels

    def moment(self, expectation: Expectation) -> Moment:
        found = judge(self.example.scenario.case, self.library.program, expectation.at, expectation.known)
        looked_at = {code.partition("@")[0] for code in expectation.checks.get("duties") or ()}
        return Moment(
            at=local(expectation.at),
            known=local(expectation.known) if expectation.known is not None else None,
            duties=tuple(self.duty(duty, looked_at) for duty in _in_order(found, looked_at)),
            periods=tuple(self.period(period) for period in found.periods),
            breaches=tuple(self.violation(breach, "prohibition") for breach in found.breaches),
            deviations=tuple(self.violation(each, "requirement") for each in found.deviations),
            facts_to_ask=tuple(self.labels.question(code) for code in found.facts_to_ask),
        )

    def duty(self, duty: DutyInstance, looked_at: set[str]) -> JudgedDuty:
        labels = self.labels
        done = labels.moment(duty.fulfilled_at) if duty.fulfilled_at is not None else ""
        return JudgedDuty(
            subject=_person(duty.subject),
            says=labels.of(duty.clause.says),
            url=clause_url(duty.rule.agreement, "duty", duty.name),
            holder=labels.parties(duty.holder),
            due=labels.moment(duty.due) if duty.due is not None else "",
            status=duty.status,
            done=done,
            is_looked_at=duty.code in looked_at,
        )

    def period(self, period: PeriodInstance) -> JudgedThing:
        labels = self.labels
        start = labels.day(local(period.start).date())
        end = period.ended_at if period.ended_at is not None else period.due
        when = _("from %(start)s") % {"start": start}
        if end is not None:
            days = {"start": start, "end": labels.day(local(end).date())}
            when = _("from %(start)s until %(end)s") % days
        url = clause_url(period.rule.agreement, "period", period.name)
        return JudgedThing(_person(period.subject), labels.of(period.rule.clause.says), url, when)

    def violation(self, found: Breach | Deviation, kind: str) -> JudgedThing:
        labels, clause = self.labels, found.rule.clause
        return JudgedThing(
            subject=_person(found.subject),
            says=labels.of(clause.says),
            url=clause_url(found.rule.agreement, kind, clause.name),
            when=f"{labels.step(found.event.step)}, {labels.moment(found.event.occurred)}",
            remedy=labels.of(found.remedy),
        )


def _in_order(judgement: Judgement, looked_at: set[str]) -> list[DutyInstance]:
    """What the example is about comes first, then what is late, then the rest by due moment."""
    urgent = {"overdue": 0, "undetermined": 1, "open": 2}

    def order(duty: DutyInstance) -> tuple[bool, int, float, str]:
        return duty.code not in looked_at, urgent.get(duty.status, 3), duty.due or 0.0, duty.code

    return sorted(judgement.duties, key=order)
