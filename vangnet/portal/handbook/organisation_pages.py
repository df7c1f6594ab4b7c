"""The page of one organisation: what it must do, what others owe it, what it must not do, and which rights it must respect."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from vangnet.portal.handbook.addresses import agreement_url, clause_url, party_url
from vangnet.portal.handbook.clauses import Line
from vangnet.portal.handbook.conditions import condition_text
from vangnet.portal.handbook.labels import REGIMES, Labels
from vangnet.portal.handbook.library import Library
from vangnet.portal.handbook.pictures import Picture, organisation_picture
from vangnet.portal.handbook.terms import TermView, term_views
from vangnet.protocol.engine.model import Agreement, Duty, Party, Prohibition, Right


@dataclass(frozen=True, slots=True)
class OwnClause:
    """One clause in the words of whoever must keep it: when, then what, within which term."""

    says: str
    url: str
    when: str
    condition: str
    what: str
    others: tuple[Line, ...]
    terms: tuple[TermView, ...]
    ground: str
    kind: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class OwnAgreement:
    """The clauses of one agreement that concern an organisation."""

    title: str
    url: str
    clauses: tuple[OwnClause, ...]


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """Everything that the page of one organisation shows."""

    code: str
    name: str
    regime: str
    is_person: bool
    duties: tuple[OwnAgreement, ...]
    owed: tuple[OwnAgreement, ...]
    prohibitions: tuple[OwnAgreement, ...]
    own_rights: tuple[OwnAgreement, ...]
    rights: tuple[OwnAgreement, ...]
    records: tuple[str, ...]
    number_of_duties: int
    columns: tuple[str, ...]
    drawing: Picture | None


@dataclass(frozen=True, slots=True)
class OrganisationLine:
    """An organisation in the list, with how much concerns it."""

    name: str
    url: str
    duties: int
    owed: int
    is_person: bool


def organisation_lines(library: Library, day: date) -> tuple[OrganisationLine, ...]:
    """List every party that has duties, rights or prohibitions, or is owed something, on a day; most duties first."""
    labels = Labels(library.corpus)
    found = []
    for code, party in library.corpus.parties.items():
        duties = len(list(_duties_of(library, day, code)))
        owed = len(list(_owed_to(library, day, code)))
        if duties or owed or code in _named_elsewhere(library, day):
            person = party.regime == "none"
            found.append(OrganisationLine(labels.party(code), party_url(code), duties, owed, person))
    return tuple(sorted(found, key=lambda one: (one.is_person, -one.duties, one.name)))


def organisation_page(library: Library, party: Party, day: date) -> OrganisationPage:
    """Build the page of an organisation on a day."""
    writer = _Writer(Labels(library.corpus), library)
    code = party.code
    part_of = {agreement.name for agreement in library.in_force(day) if _has_part(agreement, code)}
    duties = list(_duties_of(library, day, code))
    return OrganisationPage(
        code=code,
        name=writer.labels.party(code),
        regime=str(REGIMES.get(party.regime, "")),
        is_person=party.regime == "none",
        duties=writer.grouped(duties),
        owed=writer.grouped(_owed_to(library, day, code), holder=True),
        prohibitions=writer.grouped(_prohibitions_of(library, day, code)),
        own_rights=writer.grouped((a, r) for a, r in _rights(library, day) if code in r.who),
        rights=writer.grouped(
            ((a, r) for a, r in _rights(library, day) if code not in r.who and a.name in part_of), holder=True
        ),
        records=tuple(
            writer.labels.step(step.code) for step in library.corpus.steps.values() if code in step.by
        ),
        number_of_duties=len(duties),
        columns=(_("When"), _("What you do"), _("Toward"), _("Within")),
        drawing=organisation_picture(writer.labels.party(code), duties, writer.labels),
    )


Found = tuple[Agreement, Duty | Right | Prohibition]


class _Writer:
    def __init__(self, labels: Labels, library: Library) -> None:
        self.labels = labels
        self.library = library

    def grouped(self, found: Iterable[Found], *, holder: bool = False) -> tuple[OwnAgreement, ...]:
        groups: dict[str, tuple[Agreement, list[OwnClause]]] = {}
        for agreement, clause in found:
            _, own = groups.setdefault(agreement.name, (agreement, []))
            own.append(self.clause(agreement, clause, holder))
        return tuple(
            OwnAgreement(self.labels.of(agreement.title), agreement_url(agreement.name), tuple(own))
            for agreement, own in groups.values()
        )

    def clause(self, agreement: Agreement, clause: Duty | Right | Prohibition, holder: bool) -> OwnClause:
        kind, when, what, others = self.parts(agreement, clause, holder)
        return OwnClause(
            says=self.labels.of(clause.says),
            url=clause_url(agreement, kind, clause.name),
            when=when,
            condition=condition_text(clause.when, self.labels),
            what=what,
            others=tuple(Line(self.labels.party(code), party_url(code)) for code in others),
            terms=() if isinstance(clause, Prohibition) else term_views(clause, self.labels),
            ground=clause.ground,
            kind=kind,
            remedy=self.labels.of(clause.remedy) if isinstance(clause, Prohibition) else "",
        )

    def parts(
        self, agreement: Agreement, clause: Duty | Right | Prohibition, holder: bool
    ) -> tuple[str, str, str, tuple[str, ...]]:
        labels = self.labels
        if isinstance(clause, Duty):
            others = clause.by if holder else clause.toward
            return "duty", labels.steps(clause.on), labels.steps(clause.do), others
        if isinstance(clause, Right):
            return "right", labels.steps(clause.on), labels.steps(clause.may), clause.who if holder else ()
        periods = [agreement.periods.get(name.rpartition(".")[2]) for name in clause.during]
        during = "; ".join(labels.of(period.says).rstrip(".") for period in periods if period)
        return "prohibition", during or labels.steps(clause.start), labels.steps(clause.forbidden), ()


def _duties_of(library: Library, day: date, code: str) -> Iterable[tuple[Agreement, Duty]]:
    return [(a, d) for a in library.in_force(day) for d in a.duties.values() if code in d.by]


def _owed_to(library: Library, day: date, code: str) -> Iterable[tuple[Agreement, Duty]]:
    return [(a, d) for a in library.in_force(day) for d in a.duties.values() if code in d.toward]


def _rights(library: Library, day: date) -> Iterable[tuple[Agreement, Right]]:
    return [(a, r) for a in library.in_force(day) for r in a.rights.values()]


def _prohibitions_of(library: Library, day: date, code: str) -> Iterable[tuple[Agreement, Prohibition]]:
    return [
        (a, ban)
        for a in library.in_force(day)
        for ban in a.prohibitions.values()
        if code in (ban.by or (code,))
    ]


def _named_elsewhere(library: Library, day: date) -> frozenset[str]:
    named = {code for _, right in _rights(library, day) for code in right.who}
    named |= {code for a in library.in_force(day) for ban in a.prohibitions.values() for code in ban.by}
    return frozenset(named)


def _has_part(agreement: Agreement, code: str) -> bool:
    return any(code in (*duty.by, *duty.toward) for duty in agreement.duties.values())
