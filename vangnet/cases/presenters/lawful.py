"""Why something may or may not be shared, in words: grounds, purposes, and one line per kind of data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vangnet.access import decisions
from vangnet.access import kinds as known
from vangnet.access.actors import Actor
from vangnet.access.categories import DataCategory
from vangnet.access.deciding import Answer, Condition, Kind
from vangnet.access.models import Disclosure, Organisation
from vangnet.access.roles import Purpose
from vangnet.access.sharing_rules import current
from vangnet.cases.models import REQUEST_LABELS, BreakGlass, SharingRequest
from vangnet.cases.presenters import words
from vangnet.cases.queries.consents import ANY_OF_KIND
from vangnet.cases.queries.lawful import NOT_BY_WORD, Considered, grounds
from vangnet.cases.states import RequestState
from vangnet.core import clock

PURPOSES = {
    "protection": lambda: _("help and protection"),
    "child_protection": lambda: _("protection of children"),
    "registration": lambda: _("national registration"),
    "investigation": lambda: _("criminal investigation"),
    "prosecution": lambda: _("prosecution"),
    "residence": lambda: _("residence"),
    "return": lambda: _("return"),
    "administrative_approach": lambda: _("administrative approach"),
    "statistics": lambda: pgettext("purpose", "figures"),
    "administration": lambda: pgettext("purpose", "administration"),
}


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What the rules say about one kind of data."""

    kind: str
    code: str
    badge: str
    outcome: str
    says: str
    source: str
    decider: str
    first: list[str]
    conditions: list[str]


@dataclass(frozen=True, slots=True)
class GivenLine:
    """A line of the disclosure register by which an organisation sees a dossier."""

    moment: datetime
    provider: str
    ground: str
    kinds: str


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request to share, with what the reader can do about it."""

    key: str
    asker: str
    answerer: str
    receiver: str
    kinds: str
    ground: str
    kind: str
    why: str
    state: str
    asked_at: datetime
    reason: str
    is_mine_to_answer: bool


@dataclass(frozen=True, slots=True)
class EmergencyLine:
    """One time that a dossier was opened in an emergency."""

    key: str
    pseudonym: str
    organisation: str
    person: str
    reason: str
    explanation: str
    kinds: str
    since: datetime
    until: datetime
    review_by: datetime
    is_open: bool
    is_reviewed: bool
    outcome: str
    findings: str


def ground_choices() -> list[tuple[str, str]]:
    """The grounds to choose from, with their names."""
    return [(code, one[words.language()]) for code, one in grounds().items()]


def purpose_choices() -> list[tuple[str, str]]:
    """The purposes to choose from, with their names."""
    return [(code, name()) for code, name in PURPOSES.items()]


def kind_choices(categories: Iterable[DataCategory]) -> list[tuple[str, str]]:
    """Kinds of data to choose from."""
    return [(one.value, str(one.label)) for one in categories if one != DataCategory.STATISTICS]


def kinds(codes: Iterable[str]) -> str:
    """Kinds of data in words, in the order of the list."""
    held = set(codes)
    found = [str(one.label) for one in DataCategory if one.value in held and one != DataCategory.STATISTICS]
    return ", ".join(found) or _("nothing but that there is a dossier")


def receiver_names(codes: Iterable[str], organisations: dict[str, str]) -> str:
    """Receivers of a consent in words: organisations by name, kinds by the name of their party."""
    return ", ".join(
        kind_name(known.of(code.removeprefix(ANY_OF_KIND)))
        if code.startswith(ANY_OF_KIND)
        else organisations.get(code, code)
        for code in codes
    )


def kind_name(kind: Kind) -> str:
    """Every organisation of one kind, in words."""
    return _("every organisation of the kind: %(kind)s") % {"kind": kind.name(words.language())}


def answer_lines(found: Sequence[Considered]) -> list[AnswerLine]:
    """One line per kind of data, what may go first."""
    order = {"ok": 0, "warning": 1, "error": 2}
    return sorted(map(_answer_line, found), key=lambda one: order[one.badge])


def conditions_to_say(found: Sequence[Considered]) -> list[tuple[str, str]]:
    """The conditions that somebody can meet by saying so, each once, with the state that meets it."""
    open_now = (condition for one in found for condition in one.answer.first)
    told = {one.met_by: one for one in open_now if one.met_by not in NOT_BY_WORD}
    return [(state, _said(condition)) for state, condition in told.items()]


def conditions_to_keep(found: Sequence[Considered]) -> list[tuple[str, str]]:
    """The conditions that go on holding, each once."""
    told = {condition.code: condition for one in found for condition in one.answer.conditions}
    return [(code, _said(condition)) for code, condition in told.items()]


def given_lines(lines: Iterable[Disclosure]) -> list[GivenLine]:
    """The lines of the register by which the own organisation sees a dossier."""
    return [
        GivenLine(one.moment, one.giver, words.ground_name(one.ground), kinds(one.categories))
        for one in lines
    ]


def own_answers(actor: Actor, seen: frozenset[DataCategory]) -> list[AnswerLine]:
    """Per kind of data why the own organisation sees it, or why not; nothing about what is kept silent."""
    organisation = actor.own_organisation
    found = [
        Considered(kind, decisions.as_participant(organisation, kind))
        for kind in DataCategory
        if kind != DataCategory.STATISTICS
    ]
    return [_own_line(one, seen) for one in found]


def request_lines(found: Iterable[SharingRequest], actor: Actor) -> list[RequestLine]:
    """Requests to share, with what the reader can answer."""
    return [_request_line(one, actor) for one in found]


def emergency_line(use: BreakGlass, reasons: dict[str, dict[str, str]], now: datetime) -> EmergencyLine:
    """One emergency access in words."""
    review = getattr(use, "review", None)
    outcome = ""
    if review is not None:
        outcome = _("It was needed.") if review.is_justified else _("It was not needed.")
    return EmergencyLine(
        key=str(use.pk),
        pseudonym=use.dossier.person.pseudonym,
        organisation=use.organisation.name,
        person=use.account.display_name,
        reason=words.said(reasons.get(use.reason, {}), use.reason),
        explanation=use.explanation,
        kinds=kinds(use.categories),
        since=use.since,
        until=use.until,
        review_by=use.review_by,
        is_open=use.until > now,
        is_reviewed=review is not None,
        outcome=outcome,
        findings=review.findings if review is not None else "",
    )


def outside(organisations: Iterable[Organisation]) -> list[tuple[str, str]]:
    """Organisations to choose from, with what they are."""
    return [(one.code, f"{one.name} ({words.party_name(one.party)})") for one in organisations]


def _request_line(one: SharingRequest, actor: Actor) -> RequestLine:
    mine = actor.organisation is not None and one.answerer_id == actor.organisation.pk
    own = actor.account is not None and one.asked_by_id == actor.account.pk
    return RequestLine(
        key=str(one.pk),
        asker=one.asker.name,
        answerer=one.answerer.name,
        receiver=one.receiver.name,
        kinds=kinds(one.categories),
        ground=words.ground_name(one.ground),
        kind=str(SharingRequest.Kind(one.kind).label),
        why=one.why,
        state=str(REQUEST_LABELS[RequestState(one.state)]),
        asked_at=one.asked_at,
        reason=one.reason,
        is_mine_to_answer=one.state == RequestState.ASKED and mine and not own,
    )


def _answer_line(one: Considered) -> AnswerLine:
    answer, language = one.answer, words.language()
    badge, outcome = _outcome(answer)
    return AnswerLine(
        kind=str(one.category.label),
        code=one.category.value,
        badge=badge,
        outcome=outcome,
        says=answer.says(language),
        source=answer.source,
        decider="" if answer.ready else answer.decider(language),
        first=[_said(condition) for condition in answer.first],
        conditions=[_said(condition) for condition in answer.conditions],
    )


def _own_line(one: Considered, seen: frozenset[DataCategory]) -> AnswerLine:
    line = _answer_line(one)
    if one.category in seen or not one.answer.ready:
        return line
    return AnswerLine(
        kind=line.kind,
        code=line.code,
        badge="error",
        outcome=_("No"),
        says=_("The rules let your organisation see this, but it was not given to it for this dossier."),
        source=line.source,
        decider=_("the organisation that asked yours to take part"),
        first=[],
        conditions=[],
    )


def _outcome(answer: Answer) -> tuple[str, str]:
    if answer.ready:
        return ("ok", _("Yes")) if not answer.conditions else ("ok", _("Yes, under conditions"))
    if answer.allowed:
        return "warning", pgettext("sharing", "Not yet")
    return "error", pgettext("sharing", "No, no ground") if answer.outcome == "gap" else _("No")


def _said(condition: Condition) -> str:
    return condition.says(words.language())


def every_condition_to_say() -> list[tuple[str, str]]:
    """All conditions of the rules that somebody can meet by saying so."""
    return [(one.met_by, _said(one)) for one in _conditions() if one.met_by and one.met_by not in NOT_BY_WORD]


def every_condition_to_keep() -> list[tuple[str, str]]:
    """All conditions of the rules."""
    return [(one.code, _said(one)) for one in _conditions()]


def _conditions() -> list[Condition]:
    version = current().on(clock.today())
    return list(version.conditions.values()) if version else []


def stored_purpose_choices() -> list[tuple[str, str]]:
    """The purposes that a consent can be kept with."""
    return [(one.value, PURPOSES[one.value]()) for one in Purpose]
