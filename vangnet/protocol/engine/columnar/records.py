"""One case out of a population as records, in the same form whichever evaluator judged it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from vangnet.protocol.engine.results import Judgement


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One duty as a record, for pages and comparisons; the columns are the real thing."""

    agreement: str
    version: date
    duty: str
    subject: str
    trigger: str
    trigger_at: float
    holder: tuple[str, ...]
    due: float | None
    status: str
    closed_at: float | None
    in_doubt: bool


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """One period as a record."""

    agreement: str
    version: date
    period: str
    subject: str
    trigger: str
    start: float
    due: float | None
    status: str
    closed_at: float | None
    in_doubt: bool


@dataclass(frozen=True, slots=True)
class BrokenLine:
    """One breach or deviation as a record."""

    agreement: str
    clause: str
    subject: str
    event: str
    certain: bool


@dataclass(frozen=True, slots=True)
class CaseResult:
    """Everything found in one case."""

    duties: tuple[DutyLine, ...]
    periods: tuple[PeriodLine, ...]
    breaches: tuple[BrokenLine, ...]
    deviations: tuple[BrokenLine, ...]

    def differences(self, other: CaseResult) -> list[str]:
        """What only one of two results says; nothing when they agree."""
        found = []
        for name in ("duties", "periods", "breaches", "deviations"):
            mine, others = Counter(getattr(self, name)), Counter(getattr(other, name))
            found += [f"only here: {line}" for line in (mine - others).elements()]
            found += [f"only there: {line}" for line in (others - mine).elements()]
        return found


def told_by(judgement: Judgement) -> CaseResult:
    """What the plain evaluator found, in the form of a case out of a population."""
    return CaseResult(
        duties=tuple(_duties(judgement)),
        periods=tuple(_periods(judgement)),
        breaches=tuple(
            BrokenLine(one.rule.track.agreement, one.rule.track.name, one.subject, one.event.id, one.certain)
            for one in judgement.breaches
        ),
        deviations=tuple(
            BrokenLine(one.rule.track.agreement, one.rule.track.name, one.subject, one.event.id, one.certain)
            for one in judgement.deviations
        ),
    )


def _duties(judgement: Judgement) -> Iterable[DutyLine]:
    for duty in judgement.duties:
        yield DutyLine(
            agreement=duty.agreement,
            version=duty.version,
            duty=duty.duty,
            subject=duty.subject,
            trigger=duty.trigger.id,
            trigger_at=duty.start,
            holder=duty.holder,
            due=duty.due,
            status=duty.status,
            closed_at=duty.settled_at,
            in_doubt=duty.in_doubt,
        )


def _periods(judgement: Judgement) -> Iterable[PeriodLine]:
    for period in judgement.periods:
        yield PeriodLine(
            agreement=period.agreement,
            version=period.version,
            period=period.name,
            subject=period.subject,
            trigger=period.trigger.id,
            start=period.start,
            due=period.due,
            status=period.status,
            closed_at=period.ended_at,
            in_doubt=period.in_doubt,
        )
