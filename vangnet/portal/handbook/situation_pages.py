"""The route for one person: who is responsible in each phase, what applies, what may apply and what to ask for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vangnet.portal.handbook.addresses import clause_url, party_url
from vangnet.portal.handbook.clauses import Line
from vangnet.portal.handbook.forms import SituationForm
from vangnet.portal.handbook.labels import PHASES, Labels
from vangnet.portal.handbook.library import Library
from vangnet.portal.handbook.pictures import Picture, phase_picture
from vangnet.portal.handbook.profiles import answer_text, axes_for, axis_label, axis_value
from vangnet.portal.handbook.route_picture import FEW, overview_picture
from vangnet.portal.handbook.route_places import EVERYTHING, RoutePlace
from vangnet.portal.handbook.route_questions import Question, questions
from vangnet.portal.handbook.terms import TermView, term_views
from vangnet.protocol.engine.checking.profiles import UNKNOWN
from vangnet.protocol.engine.checking.routes import PhaseRoute, ResidualClause, ResidualRoute, residual_route
from vangnet.protocol.engine.model import Clause, Duty, Period, Prohibition, Requirement, Right

MOST_OPEN = 8
OTHERS: Mapping[str, Promise] = {
    "prohibition": gettext_lazy("What nobody may do"),
    "right": gettext_lazy("Rights of the person"),
    "requirement": gettext_lazy("What must come first"),
    "period": gettext_lazy("Periods"),
}


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
    applies: bool = True


@dataclass(frozen=True, slots=True)
class PhaseView:
    """One phase of the route."""

    code: str
    title: str
    number: int
    url: str
    responsible: tuple[Line, ...]
    certain: tuple[RouteClause, ...]
    possible: tuple[RouteClause, ...]
    questions: tuple[Question, ...]
    others: tuple[RouteGroup, ...]
    steps: tuple[str, ...]
    drawing: Picture | None

    @property
    def first(self) -> RouteClause | None:
        """The first thing to do: what is sure goes before what may apply."""
        return next(iter((*self.certain, *self.possible)), None)

    @property
    def is_small(self) -> bool:
        """Whether its drawing is low enough to stand open among the rest."""
        return len(self.certain) + len(self.possible) <= MOST_OPEN

    @property
    def more_responsible(self) -> int:
        """How many responsible parties the overview leaves to the page of the phase."""
        return max(0, len(self.responsible) - FEW)


@dataclass(frozen=True, slots=True)
class RouteGroup:
    """The clauses of one kind that are no duties: rights, prohibitions, periods, requirements."""

    kind: str
    title: str
    clauses: tuple[RouteClause, ...]


@dataclass(frozen=True, slots=True)
class SituationPage:
    """Everything that the pages of one route show; `shown` are the phases told in full on this page."""

    answers: tuple[tuple[str, str], ...]
    name: str
    chosen: str
    tabs: tuple[Tab, ...]
    columns: tuple[str, ...]
    duty_columns: tuple[str, ...]
    ask_columns: tuple[str, ...]
    phases: tuple[PhaseView, ...]
    shown: tuple[PhaseView, ...]
    questions: tuple[Question, ...]
    prohibitions: tuple[RouteClause, ...]
    not_applicable: tuple[RouteClause, ...]
    drawing: Picture
    route: ResidualRoute

    @property
    def is_everything(self) -> bool:
        """Whether this is the page with all phases, made to print."""
        return self.chosen == EVERYTHING


@dataclass(frozen=True, slots=True)
class Tab:
    """A link to one of the pages of the route."""

    label: str
    url: str
    is_current: bool


def situation_form(library: Library, answers: Mapping[str, str] | None) -> SituationForm:
    """Ask for the profile, one question per axis; other facts that were answered stay open to change."""
    labels = Labels(library.corpus)
    axes = [
        (
            axis.name,
            axis_label(library, axis.name, labels),
            [(value, axis_value(library, axis.name, value, labels)) for value in axis.facts],
        )
        for axis in axes_for(library, answers or ())
    ]
    return SituationForm(answers, axes=axes)


def profile_of(form: SituationForm) -> dict[str, str]:
    """Read the profile from the answers; what is not answered is unknown."""
    return {name: str(value) for name, value in form.chosen.items() if value != UNKNOWN}


def situation_page(library: Library, place: RoutePlace, day: date, chosen: str = "") -> SituationPage:
    """Work out the route of a person on a day: the overview, one phase, or everything."""
    labels, profile = Labels(library.corpus), place.profile
    profiles = replace(library.profiles, axes=axes_for(library, profile))
    route = residual_route(profile, library.corpus, profiles, day)
    writer = _Writer(library, labels, route, place)
    phases = tuple(writer.phase(phase, number) for number, phase in enumerate(route.phases, 1))
    answers = tuple(
        (
            axis_label(library, axis.name, labels),
            axis_value(library, axis.name, profile.get(axis.name, UNKNOWN), labels),
        )
        for axis in profiles.axes
    )
    return SituationPage(
        answers=answers,
        name=", ".join(answer_text(library, name, value, labels) for name, value in profile.items()),
        chosen=chosen,
        tabs=tuple(_tabs(phases, place, chosen)),
        columns=(_("Phase"), _("Responsible"), _("Duties"), _("First thing to do"), _("Within")),
        duty_columns=(_("When"), _("What must happen"), _("Who"), _("Within")),
        ask_columns=(_("When"), _("What may have to happen"), _("Ask"), _("Who"), _("Within")),
        phases=phases,
        shown=tuple(phase for phase in phases if chosen in (EVERYTHING, phase.code)),
        questions=questions(library, route.clauses, place),
        prohibitions=writer.clauses(one for one in route.of_kind("prohibition") if one.applies is not False),
        not_applicable=writer.clauses(one for one in route.of_kind("duty") if one.applies is False),
        drawing=overview_picture(route, labels),
        route=route,
    )


def _tabs(phases: Iterable[PhaseView], place: RoutePlace, chosen: str) -> Iterator[Tab]:
    yield Tab(_("Overview"), place.at(), not chosen)
    for phase in phases:
        yield Tab(f"{phase.number}. {phase.title}", phase.url, chosen == phase.code)
    yield Tab(_("Everything"), place.at(EVERYTHING), chosen == EVERYTHING)


class _Writer:
    def __init__(self, library: Library, labels: Labels, route: ResidualRoute, place: RoutePlace) -> None:
        self.library = library
        self.labels = labels
        self.route = route
        self.place = place
        self.agreements = {agreement.name: agreement for agreement in library.in_force(route.day)}

    def phase(self, phase: PhaseRoute, number: int) -> PhaseView:
        duties = [one for one in phase.routes if one.kind == "duty"]
        others = [one for one in self.route.clauses if self.is_beside(one, phase.phase)]
        rights = [one for one in phase.routes if one.kind == "right"]
        found = [*rights, *others]
        return PhaseView(
            code=phase.phase,
            title=str(PHASES[phase.phase]),
            number=number,
            url=self.place.at(phase.phase),
            responsible=self.parties(phase.responsible),
            certain=self.clauses(one for one in duties if one.applies),
            possible=self.clauses(one for one in duties if one.applies is None),
            questions=questions(self.library, [*duties, *found], self.place, phase.phase),
            others=tuple(
                RouteGroup(kind, str(title), self.clauses(one for one in found if one.kind == kind))
                for kind, title in OTHERS.items()
                if any(one.kind == kind for one in found)
            ),
            steps=tuple(self.labels.step(found.step.code) for found in phase.steps),
            drawing=phase_picture(phase, self.labels),
        )

    def is_beside(self, one: ResidualClause, phase: str) -> bool:
        """Say whether a prohibition, period or requirement belongs to a phase: by its steps, else by its agreement."""
        if one.applies is False or not isinstance(one.clause, Prohibition | Period | Requirement):
            return False
        steps = (self.labels.corpus.steps.get(code) for code in _places(one.clause))
        named = {step.phase for step in steps if step and step.phase}
        return phase in (named or self.agreements[one.clause.agreement].phases)

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
            terms=term_views(clause, labels) if isinstance(clause, Duty | Right | Period) else (),
            asks=tuple(labels.question(code) for code in one.ask),
            remedy=labels.of(clause.remedy) if isinstance(clause, Prohibition) else "",
            applies=one.applies is True,
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
    if isinstance(clause, Period):
        return clause.start, (), ()
    if isinstance(clause, Requirement):
        return (clause.step,), (), (*clause.after, *clause.after_any)
    return (), (), ()


def _places(clause: Prohibition | Period | Requirement) -> tuple[str, ...]:
    """Give the steps by whose phase a clause is found."""
    if isinstance(clause, Prohibition):
        return clause.forbidden
    return clause.start if isinstance(clause, Period) else (clause.step,)
