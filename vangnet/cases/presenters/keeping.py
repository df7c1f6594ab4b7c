"""Until when what is kept, why, what was decided, and what the person asked: in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vangnet.access import keeping_terms
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.models import KeepingDecision, RightsRequest
from vangnet.access.verdicts import Verdict
from vangnet.cases import keeping as rules
from vangnet.cases.models import Closing, Dossier
from vangnet.cases.queries import keeping, rights
from vangnet.core import clock
from vangnet.design.wording import moment_in_words

Kind = KeepingDecision.Kind


@dataclass(frozen=True, slots=True)
class KindLine:
    """One kind of data: until when it is kept and why."""

    code: str
    name: str
    day: date | None
    said: str
    ground: str
    source: str
    is_assumed: bool
    is_due: bool
    kept_longer: date | None

    @property
    def until(self) -> str:
        if self.day is None:
            return _("The term starts later, for instance when the dossier is closed.")
        return moment_in_words(self.day)


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One proposal or decision, with who made it, who answered, and whether the reader may answer."""

    number: int
    what: str
    kinds: str
    reason: str
    proposed: str
    moment: datetime
    state: str
    is_open: bool
    may_answer: bool
    why_not: str
    is_hold: bool
    certificate: str


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request of the person, with its last day and its answer."""

    number: int
    what: str
    asker: str
    received: date
    due: date
    is_late: bool
    wish: str
    answer: str
    is_open: bool
    may_answer: bool


@dataclass(frozen=True, slots=True)
class KeepingPage:
    """Everything that the page about keeping shows of one dossier."""

    dossier: Dossier
    keeper: str
    closing: Closing | None
    may_close: str
    kinds: list[KindLine]
    decisions: list[DecisionLine]
    requests: list[RequestLine]
    is_held: bool
    objection: RightsRequest | None
    version: str

    @property
    def address(self) -> str:
        return self.dossier.address

    @property
    def due(self) -> list[KindLine]:
        return [line for line in self.kinds if line.is_due]


def page(actor: Actor, dossier: Dossier) -> KeepingPage:
    """The page about keeping for somebody who was let into the dossier."""
    decided = keeping.decisions(dossier)
    held = keeping.holds(decided)
    verdict = rules.may_close(actor, dossier)
    return KeepingPage(
        dossier=dossier,
        keeper=keeping.keeper(dossier).name,
        closing=keeping.closing(dossier),
        may_close="" if verdict.allowed else str(verdict.reason),
        kinds=[kind_line(one) for one in keeping.kept(dossier, decided)],
        decisions=[
            decision_line(number, one, verdict=rules.may_answer(actor, one, dossier), is_hold=one in held)
            for number, one in enumerate(decided, start=1)
        ],
        requests=request_lines(actor, rights.requests(actor, dossier)),
        is_held=bool(held),
        objection=rights.open_objection(dossier),
        version=keeping_terms.current().version,
    )


def kind_line(one: keeping.Kept) -> KindLine:
    """One kind of data as a line."""
    rule = one.due.rule
    return KindLine(
        code=one.category.value,
        name=str(one.category.label),
        day=one.day,
        said=rule.sentence(get_language() or "nl"),
        ground=rule.ground,
        source=one.due.version,
        is_assumed=rule.assumed,
        is_due=one.is_due(clock.today()),
        kept_longer=one.keep_until,
    )


def decision_line(number: int, one: KeepingDecision, *, verdict: Verdict, is_hold: bool) -> DecisionLine:
    """One proposal or decision about a dossier or a signal, and whether the reader may answer it."""
    answer = getattr(one, "answer", None)
    done = getattr(one, "destruction", None)
    return DecisionLine(
        number=number,
        what=one.get_kind_display(),
        kinds=kinds_in_words(one.categories),
        reason=one.reason,
        proposed=f"{one.account} ({one.organisation})",
        moment=one.moment,
        state=_state(one, answer),
        is_open=keeping.is_open(one),
        may_answer=keeping.is_open(one) and verdict.allowed,
        why_not="" if verdict.allowed else str(verdict.reason),
        is_hold=is_hold,
        certificate=done.digest if done else "",
    )


def kinds_in_words(codes: list[str]) -> str:
    """Kinds of data as one sentence part."""
    known = {category.value: str(category.label) for category in DataCategory}
    return "; ".join(known[code] for code in codes)


def _state(one: KeepingDecision, answer: object) -> str:
    if one.kind == Kind.KEEP_LONGER:
        return _("until %(day)s") % {"day": moment_in_words(one.keep_until)}
    if answer is None:
        return (
            _("holds, and waits for a second person")
            if one.kind == Kind.HOLD
            else _("waits for a second person")
        )
    who = {"name": getattr(answer, "account", "")}
    return (
        _("agreed by %(name)s") if getattr(answer, "is_approved", False) else _("not agreed by %(name)s")
    ) % who


def request_lines(actor: Actor, asked: Iterable[RightsRequest]) -> list[RequestLine]:
    """What the person asked, as lines."""
    return [_request(actor, number, one) for number, one in enumerate(asked, start=1)]


def _request(actor: Actor, number: int, one: RightsRequest) -> RequestLine:
    due = rights.due(one)
    answers = [f"{given.get_outcome_display()}: {given.reason}" for given in one.answers.all()]
    is_open = not rights.is_answered(one)
    return RequestLine(
        number=number,
        what=one.get_right_display(),
        asker=one.get_asker_display(),
        received=one.received_on,
        due=due,
        is_late=is_open and due < clock.today(),
        wish=one.wish,
        answer="; ".join(answers),
        is_open=is_open,
        may_answer=is_open and rules.may_answer_right(actor, one).allowed,
    )
