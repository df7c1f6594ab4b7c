"""Counting signals in parts, each a question to the database; over whose signals, and what may be told of it, is decided in `figures`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db.models import (
    Case,
    Count,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import TruncDay

from vangnet.access.scope import unscoped
from vangnet.core.clock import AMSTERDAM
from vangnet.signals import measures, terms
from vangnet.signals.answers import CareReport
from vangnet.signals.models import Handover, Signal, SignalEvent, SignalPerson
from vangnet.signals.states import OPEN, Investigation, OfferState, SignalState

FOR_FIGURES = "Counts for the dashboard, asked after it was decided over whose signals."
MOST_IDLE = 3
TOLD, PARKED, TURNED_DOWN = "feedback", "park", ("investigation_parked", "investigation_refused")
WITHIN = {
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "days": timedelta(days=3),
    "week": timedelta(days=7),
}
AGES = {
    "week": timedelta(days=7),
    "month": timedelta(days=30),
    "quarter": timedelta(days=91),
    "year": timedelta(days=365),
}
Signals = QuerySet[Signal]
Counts = dict[str, int]


class _Each(Func):
    function = "jsonb_array_elements_text"
    output_field = TextField()
    set_returning = True


@unscoped(FOR_FIGURES)
def taken(signals: Signals) -> Counts:
    """How soon after receipt somebody took each signal in hand."""
    soon = {code: Q(taken_at__lte=F("received_at") + age) for code, age in WITHIN.items()}
    return _shelved(signals, {"never": Q(taken_at__isnull=True), **soon}, "later", last="never")


@unscoped(FOR_FIGURES)
def ages(signals: Signals, *, now: datetime) -> Counts:
    """How long the open signals are open."""
    young = {code: Q(received_at__gt=now - age) for code, age in AGES.items()}
    return _shelved(signals.filter(state__in=OPEN), young, "older")


@unscoped(FOR_FIGURES)
def feedback(signals: Signals, *, now: datetime) -> Counts:
    """Whether each reporter heard something within the term of its kind."""
    told = SignalEvent.objects.filter(signal=OuterRef("pk"), code=TOLD).order_by("number")
    known = signals.annotate(told_at=Subquery(told.values("happened_at")[:1]), limit=_last_moment())
    return _shelved(
        known,
        {
            "in_term": Q(told_at__lt=F("limit")),
            "late": Q(told_at__isnull=False),
            "waits": Q(limit__gt=now),
        },
        "overdue",
    )


@unscoped(FOR_FIGURES)
def states(signals: Signals) -> Counts:
    """In which state the signals are."""
    found = _by(signals, "state")
    return {state.value: found.get(state.value, 0) for state in SignalState}


@unscoped(FOR_FIGURES)
def reporters(signals: Signals) -> Counts:
    """Which kinds of reporter they came from."""
    return _by(signals, "reporter_type")


@unscoped(FOR_FIGURES)
def forms(signals: Signals) -> Counts:
    """For which forms of exploitation they count; a signal may count for several."""
    return _by(signals.annotate(one_form=_Each(F("forms"))), "one_form")


@unscoped(FOR_FIGURES)
def idle(signals: Signals) -> Counts:
    """How often each was handed over without anything being done in between."""
    steps = {str(number): Q(idle_handovers=number) for number in range(MOST_IDLE)}
    return _shelved(signals, steps, str(MOST_IDLE))


@unscoped(FOR_FIGURES)
def care(signals: Signals) -> Counts:
    """Of signals about a child under twelve: whether the centre for abuse knows."""
    young = SignalPerson.objects.filter(signal=OuterRef("pk"), age__lt=measures.current().child_under)
    found = _by(signals.filter(Exists(young)), "care_report")
    known = {code: found.get(code, 0) for code in CareReport.values}
    return known | {CareReport.UNKNOWN.value: known[CareReport.UNKNOWN] + found.get("", 0)}


@unscoped(FOR_FIGURES)
def refused(signals: Signals) -> Counts:
    """Why offers to other organisations were refused."""
    return _by(Handover.objects.filter(signal__in=signals, state=OfferState.REFUSED), "reason")


@unscoped(FOR_FIGURES)
def parked(signals: Signals) -> Counts:
    """Why signals were parked, each time that one was."""
    return _by(SignalEvent.objects.filter(signal__in=signals, code=PARKED), "reason")


@unscoped(FOR_FIGURES)
def investigations(signals: Signals) -> Counts:
    """What became of signals that were passed to investigation."""
    found = _by(signals.exclude(investigation=""), "investigation")
    return {one.value: found.get(one.value, 0) for one in Investigation} if found else {}


@unscoped(FOR_FIGURES)
def turned_down(signals: Signals) -> Counts:
    """Why investigation parked or refused a signal, each time that it did."""
    return _by(SignalEvent.objects.filter(signal__in=signals, code__in=TURNED_DOWN), "reason")


def _by(rows: QuerySet[Signal] | QuerySet[SignalEvent] | QuerySet[Handover], name: str) -> Counts:
    """How many rows there are of each value, the most first."""
    counted = rows.order_by().values(name).annotate(found=Count("pk")).order_by("-found", name)
    return {str(row[name]): row["found"] for row in counted}


def _shelved(signals: Signals, shelves: Mapping[str, Q], rest: str, *, last: str = "") -> Counts:
    """How many signals stand on each shelf; a signal stands on the first one that fits."""
    whens = [When(condition, then=Value(code)) for code, condition in shelves.items()]
    found = _by(signals.annotate(shelf=Case(*whens, default=Value(rest), output_field=TextField())), "shelf")
    order = [code for code in (*shelves, rest) if code != last] + ([last] if last else [])
    return {code: found.get(code, 0) for code in order}


def _last_moment() -> Combinable:
    """The end of the last day on which a reporter of this kind should hear something."""
    days = Case(
        *(
            When(reporter_type=code, then=Value(timedelta(days=one.first + 1)))
            for code, one in terms.current().reporters.items()
        ),
        default=Value(timedelta(days=max(one.first for one in terms.current().reporters.values()) + 1)),
    )
    return ExpressionWrapper(TruncDay("received_at", tzinfo=AMSTERDAM) + days, output_field=DateTimeField())
