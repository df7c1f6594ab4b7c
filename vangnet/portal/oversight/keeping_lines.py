"""What the review of keeping shows: dossiers by pseudonym, kinds of data, days and reasons; never content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from vangnet.access.models import KeepingDecision
from vangnet.cases.models import Dossier
from vangnet.cases.presenters import keeping as presenter
from vangnet.cases.queries import signal_rights
from vangnet.cases.queries.keeping import Kept
from vangnet.cases.queries.rights import Waiting
from vangnet.signals.models import Signal


@dataclass(frozen=True, slots=True)
class DueLine:
    """A dossier with data whose term has passed."""

    pseudonym: str
    url: str
    kinds: list[presenter.KindLine]
    since: date
    is_held: bool


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """Something that waits for a second person."""

    pseudonym: str
    url: str
    what: str
    by: str


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request of a person that waits for its answer."""

    pseudonym: str
    url: str
    what: str
    due: date
    is_late: bool


def due_lines(due: Iterable[Kept]) -> list[DueLine]:
    """One line per dossier, those that wait longest first."""
    by_dossier: dict[Dossier, list[Kept]] = {}
    for one in due:
        by_dossier.setdefault(one.dossier, []).append(one)
    lines = [_due(dossier, kept) for dossier, kept in by_dossier.items()]
    return sorted(lines, key=lambda line: (line.since, line.pseudonym))


def _due(dossier: Dossier, kept: list[Kept]) -> DueLine:
    days = [one.day for one in kept if one.day is not None]
    return DueLine(
        pseudonym=dossier.person.pseudonym,
        url=_url(dossier),
        kinds=[presenter.kind_line(one) for one in kept],
        since=min(days),
        is_held=kept[0].is_held,
    )


def proposal_lines(waiting: Iterable[KeepingDecision], known: Mapping[UUID, Dossier]) -> list[ProposalLine]:
    """What waits for a second person."""
    return [
        ProposalLine(
            known[one.dossier_id].person.pseudonym,
            _url(known[one.dossier_id]),
            one.get_kind_display(),
            f"{one.account} ({one.organisation})",
        )
        for one in waiting
        if one.dossier_id in known
    ]


def waiting_lines(waiting: Iterable[Waiting]) -> list[RequestLine]:
    """The requests of persons, the most urgent first."""
    return [
        RequestLine(
            one.dossier.person.pseudonym,
            _url(one.dossier),
            one.request.get_right_display(),
            one.due_on,
            one.is_late,
        )
        for one in waiting
    ]


def signal_proposal_lines(waiting: Iterable[tuple[KeepingDecision, Signal]]) -> list[ProposalLine]:
    """What waits for a second person about signals."""
    return [
        ProposalLine(
            signal.reference,
            _signal_url(signal),
            one.get_kind_display(),
            f"{one.account} ({one.organisation})",
        )
        for one, signal in waiting
    ]


def signal_waiting_lines(waiting: Iterable[signal_rights.Waiting]) -> list[RequestLine]:
    """What people asked about signals, the most urgent first."""
    return [
        RequestLine(
            one.signal.reference,
            _signal_url(one.signal),
            one.request.get_right_display(),
            one.due_on,
            one.is_late,
        )
        for one in waiting
    ]


def _signal_url(signal: Signal) -> str:
    return reverse("oversight_keeping:signal", args=[signal.address])


def _url(dossier: Dossier) -> str:
    return reverse("oversight_keeping:dossier", args=[dossier.address])
