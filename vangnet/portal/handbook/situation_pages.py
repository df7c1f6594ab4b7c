"""The route for one person: who is responsible in each phase, what applies, what may apply and what to ask for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from vangnet.portal.handbook.addresses import clause_url, party_url
from vangnet.portal.handbook.clauses import Line
from vangnet.portal.handbook.forms import SituationForm
from vangnet.portal.handbook.labels import PHASES, Labels
from vangnet.portal.handbook.library import Library
from vangnet.portal.handbook.pictures import Picture, phase_picture
from vangnet.portal.handbook.profiles import axis_label, axis_value
from vangnet.portal.handbook.terms import TermView, term_views
from vangnet.protocol.engine.checking.profiles import UNKNOWN
from vangnet.protocol.engine.checking.routes import PhaseRoute, ResidualClause, ResidualRoute, residual_route
from vangnet.protocol.engine.model import Agreement, Clause, Duty, Prohibition, Right


@dataclass(frozen=True, slots=True)
class RouteClause:
    """A clause on the route of one person; `asks` are the questions that must be answered first."""

    says: str
    url: str
    kind: str
    when: str
    who: tuple[Line, ...]
    what: str
    terms: tuple[TermView, ...]
    asks: tuple[str, ...]
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class PhaseView:
    """One phase of the route."""

    code: str
    title: str
    responsible: tuple[Line, ...]
    certain: tuple[RouteClause, ...]
    possible: tuple[RouteClause, ...]
    rights: tuple[RouteClause, ...]
    steps: tuple[str, ...]
    drawing: Picture | None


@dataclass(frozen=True, slots=True)
class SituationPage:
    """Everything that the page shows."""

    answers: tuple[tuple[str, str], ...]
    name: str
    phases: tuple[PhaseView, ...]
    questions: tuple[str, ...]
    prohibitions: tuple[RouteClause, ...]
    not_applicable: tuple[RouteClause, ...]
    agreements: tuple[tuple[str, str], ...]
    route: ResidualRoute


def situation_form(library: Library, answers: Mapping[str, str] | None) -> SituationForm:
    """Ask for the profile, one question per axis."""
    labels = Labels(library.corpus)
    axes = [
        (
            axis.name,
            axis_label(library, axis.name, labels),
            [(value, axis_value(library, axis.name, value, labels)) for value in axis.facts],
        )
        for axis in library.profiles.axes
    ]
    return SituationForm(answers, axes=axes)


def profile_of(form: SituationForm) -> dict[str, str]:
    """Read the profile from the answers; what is not answered is unknown."""
    return {name: str(value) for name, value in form.chosen.items() if value != UNKNOWN}


def situation_page(library: Library, profile: Mapping[str, str], day: date) -> SituationPage:
    """Work out the route for a profile on a day."""
    labels = Labels(library.corpus)
    route = residual_route(profile, library.corpus, library.profiles, day)
    writer = _Writer(labels, library.in_force(day))
    answers = tuple(
        (
            axis_label(library, axis.name, labels),
            axis_value(library, axis.name, profile.get(axis.name, UNKNOWN), labels),
        )
        for axis in library.profiles.axes
    )
    return SituationPage(
        answers=answers,
        name=", ".join(axis_value(library, name, value, labels) for name, value in profile.items()),
        phases=tuple(writer.phase(phase) for phase in route.phases),
        questions=tuple(dict.fromkeys(labels.question(code) for one in route.clauses for code in one.ask)),
        prohibitions=writer.clauses(one for one in route.of_kind("prohibition") if one.applies is not False),
        not_applicable=writer.clauses(one for one in route.of_kind("duty") if one.applies is False),
        agreements=tuple(
            (labels.of(agreement.title), clause_url(agreement, "duty", "").partition("#")[0])
            for agreement, applies in route.agreements
            if applies is not False
        ),
        route=route,
    )


class _Writer:
    def __init__(self, labels: Labels, agreements: Iterable[Agreement]) -> None:
        self.labels = labels
        self.agreements = {agreement.name: agreement for agreement in agreements}

    def phase(self, phase: PhaseRoute) -> PhaseView:
        duties = [one for one in phase.routes if one.kind == "duty"]
        return PhaseView(
            code=phase.phase,
            title=str(PHASES[phase.phase]),
            responsible=self.parties(phase.responsible),
            certain=self.clauses(one for one in duties if one.applies),
            possible=self.clauses(one for one in duties if one.applies is None),
            rights=self.clauses(one for one in phase.routes if one.kind == "right"),
            steps=tuple(self.labels.step(found.step.code) for found in phase.steps),
            drawing=phase_picture(phase, self.labels),
        )

    def clauses(self, found: Iterable[ResidualClause]) -> tuple[RouteClause, ...]:
        return tuple(self.clause(one) for one in found)

    def clause(self, one: ResidualClause) -> RouteClause:
        labels, clause = self.labels, one.clause
        on, who, what = _parts(clause)
        return RouteClause(
            says=labels.of(clause.says),
            url=clause_url(self.agreements[clause.agreement], one.kind, clause.name),
            kind=one.kind,
            when=labels.steps(on) or self.during(clause),
            who=self.parties(who),
            what=labels.steps(what),
            terms=term_views(clause, labels) if isinstance(clause, Duty | Right) else (),
            asks=tuple(labels.question(code) for code in one.ask),
            remedy=labels.of(clause.remedy) if isinstance(clause, Prohibition) else "",
        )

    def during(self, clause: Clause) -> str:
        """Say in which period a prohibition holds."""
        if not isinstance(clause, Prohibition):
            return ""
        periods = self.agreements[clause.agreement].periods
        found = [periods.get(name.rpartition(".")[2]) for name in clause.during]
        return "; ".join(self.labels.of(period.says).rstrip(".") for period in found if period)

    def parties(self, codes: Iterable[str]) -> tuple[Line, ...]:
        return tuple(Line(self.labels.party(code), party_url(code)) for code in codes)


def _parts(clause: object) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    if isinstance(clause, Duty):
        return clause.on, clause.by, clause.do
    if isinstance(clause, Right):
        return clause.on, clause.who, clause.may
    if isinstance(clause, Prohibition):
        return clause.start, clause.by, clause.forbidden
    return (), (), ()
