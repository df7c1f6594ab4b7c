"""The front page of the handbook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vangnet.portal.handbook.addresses import agreement_url
from vangnet.portal.handbook.labels import PHASES, Labels
from vangnet.portal.handbook.library import Library
from vangnet.portal.handbook.organisation_pages import OrganisationLine, organisation_lines


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """An agreement in the list."""

    title: str
    summary: str
    url: str
    phases: tuple[str, ...]
    version: date
    versions: int
    duties: int
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class IndexPage:
    """Everything that the front page shows."""

    agreements: tuple[AgreementLine, ...]
    organisations: tuple[OrganisationLine, ...]
    people: tuple[OrganisationLine, ...]
    duties: int
    examples: int


def index_page(library: Library, day: date) -> IndexPage:
    """Build the front page as it is on a day."""
    lines = sorted((_line(library, name, day) for name in library.names), key=_order)
    parties = organisation_lines(library, day)
    return IndexPage(
        agreements=tuple(lines),
        organisations=tuple(one for one in parties if not one.is_person),
        people=tuple(one for one in parties if one.is_person),
        duties=sum(len(agreement.duties) for agreement in library.in_force(day)),
        examples=len(library.examples),
    )


def _line(library: Library, name: str, day: date) -> AgreementLine:
    labels = Labels(library.corpus)
    agreement = library.nearest(name, day)
    last = library.last_day(agreement)
    return AgreementLine(
        title=labels.of(agreement.title),
        summary=labels.of(agreement.summary),
        url=agreement_url(name),
        phases=tuple(str(PHASES[phase]) for phase in agreement.phases),
        version=agreement.valid_from,
        versions=len(library.versions(name)),
        duties=len(agreement.duties),
        ended_on=last if last is not None and last < day else None,
    )


def _order(line: AgreementLine) -> tuple[bool, str]:
    return line.ended_on is not None, line.title
