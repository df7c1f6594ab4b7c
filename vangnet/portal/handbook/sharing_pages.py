"""What may be shared: who sees what, one pair with its rule, and the answer to a question, in sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from django.urls import reverse

from vangnet.access.deciding import Answer, Kind, Question, Rule, RuleVersion, decide
from vangnet.access.deciding.examples import participant
from vangnet.access.deciding.vocabulary import CATEGORIES
from vangnet.access.sharing_rules import current, worked_questions
from vangnet.portal.handbook.sharing_labels import (
    COLUMNS,
    OUTCOMES,
    REGIMES,
    SIDES,
    category_in_words,
    in_words,
    source_in_words,
)


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer in words, with everything behind it."""

    kind: str
    icon: str
    word: str
    sentence: str
    conditions: tuple[str, ...]
    first: tuple[str, ...]
    obligations: tuple[str, ...]
    decider: str
    rule: str
    version: str
    source: str
    allowed: bool


@dataclass(frozen=True, slots=True)
class CellView:
    """One place in the matrix."""

    column: str
    url: str
    answer: AnswerView


@dataclass(frozen=True, slots=True)
class RowView:
    """One kind of organisation over all kinds of data."""

    name: str
    url: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class PartView:
    """The organisations on one side of the chain."""

    title: str
    code: str
    rows: tuple[RowView, ...]


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule that brings data somewhere, or says that there is none."""

    sentence: str
    whom: str
    grounds: str
    conditions: tuple[str, ...]
    decider: str
    source: str
    code: str


@dataclass(frozen=True, slots=True)
class StoryView:
    """A worked question with its answer."""

    name: str
    story: str
    question: str
    answer: AnswerView


@dataclass(frozen=True, slots=True)
class KindView:
    """A kind of organisation: its law and its duties."""

    name: str
    url: str
    regime: str
    side: str
    has_duty: bool
    duty_source: str
    has_secrecy: bool
    source: str


def pair_url(kind: str, category: str) -> str:
    """The page of one kind of organisation with one kind of data."""
    return reverse("portal:handbook-sharing-pair", args=[kind, category])


def kind_url(kind: str) -> str:
    """The page of one kind of organisation."""
    return reverse("portal:handbook-sharing-kind", args=[kind])


def columns() -> list[str]:
    """The short names of the kinds of data."""
    return [str(COLUMNS[code]) for code in CATEGORIES]


def matrix(version: RuleVersion, day: date) -> tuple[PartView, ...]:
    """Who sees what when taking part in a dossier, by side of the chain."""
    return tuple(
        PartView(
            title=str(title),
            code=side,
            rows=tuple(row(kind, day) for kind in version.kinds.values() if kind.side == side),
        )
        for side, title in SIDES.items()
    )


def row(kind: Kind, day: date) -> RowView:
    """One kind of organisation over all kinds of data."""
    cells = (
        CellView(str(COLUMNS[code]), pair_url(kind.code, code), told(_as_participant(kind.code, code, day)))
        for code in CATEGORIES
    )
    return RowView(in_words(kind.name), kind_url(kind.code), tuple(cells))


@lru_cache(maxsize=2000)
def _as_participant(kind: str, category: str, day: date) -> Answer:
    return decide(participant(kind, category, current(), day), current())


def counts(parts: Iterable[PartView]) -> list[tuple[str, str, str, int]]:
    """How often each answer stands in the matrix."""
    words = [cell.answer.word for part in parts for line in part.rows for cell in line.cells]
    return [(kind, icon, str(label), words.count(str(label))) for kind, icon, label in OUTCOMES.values()]


def told(answer: Answer) -> AnswerView:
    """An answer in the language of the page."""
    kind, icon, word = OUTCOMES[answer.outcome]
    version = _version_of(answer)
    return AnswerView(
        kind=kind,
        icon=icon,
        word=str(word),
        sentence=in_words(answer.sentence),
        conditions=tuple(in_words(one.words) for one in answer.conditions if not one.met_by),
        first=tuple(in_words(one.words) for one in answer.first),
        obligations=tuple(in_words(version.obligations[code]) for code in answer.obligations)
        if version
        else (),
        decider=in_words(answer.decider_words),
        rule=answer.rule,
        version=answer.version,
        source=source_in_words(answer.source),
        allowed=answer.allowed,
    )


def _version_of(answer: Answer) -> RuleVersion | None:
    return next((version for version in current().versions if version.code == answer.version), None)


def kind_view(kind: Kind) -> KindView:
    """A kind of organisation in words."""
    return KindView(
        name=in_words(kind.name),
        url=kind_url(kind.code),
        regime=str(REGIMES[kind.regime]),
        side=str(SIDES[kind.side]),
        has_duty=kind.reporting_duty,
        duty_source=source_in_words(kind.reporting_source),
        has_secrecy=kind.medical_secrecy,
        source=source_in_words(kind.source),
    )


def coming_to(version: RuleVersion, kind: str, category: str) -> tuple[RuleView, ...]:
    """The rules by which others may give this kind of data to this kind of organisation."""
    rules = (rule for rule in _sharing(version, category) if rule.receivers is None or kind in rule.receivers)
    return tuple(_rule(version, rule, rule.actors) for rule in rules)


def going_from(version: RuleVersion, kind: str, category: str) -> tuple[RuleView, ...]:
    """The rules by which this kind of organisation may give this kind of data to others."""
    rules = (rule for rule in _sharing(version, category) if rule.actors is None or kind in rule.actors)
    return tuple(_rule(version, rule, rule.receivers) for rule in rules)


def _sharing(version: RuleVersion, category: str) -> Iterable[Rule]:
    return (
        rule
        for rule in version.rules
        if rule.section == "permissions" and "share" in rule.acts and category in rule.categories
    )


def gaps(version: RuleVersion) -> tuple[RuleView, ...]:
    """The gaps that are known: for these the sources give no ground."""
    return tuple(_rule(version, rule, rule.actors) for rule in version.rules if rule.section == "gaps")


def _rule(version: RuleVersion, rule: Rule, others: frozenset[str] | None) -> RuleView:
    return RuleView(
        sentence=in_words(rule.sentence),
        whom=_names(version, others),
        grounds=", ".join(
            in_words(ground.name) for code, ground in version.grounds.items() if code in (rule.grounds or ())
        ),
        conditions=tuple(in_words(condition.words) for condition in rule.conditions),
        decider=in_words(rule.decider),
        source=source_in_words(rule.source),
        code=rule.code,
    )


def _names(version: RuleVersion, kinds: frozenset[str] | None) -> str:
    if kinds is None:
        return ""
    return ", ".join(in_words(kind.name) for code, kind in version.kinds.items() if code in kinds)


def stories() -> dict[str, list[StoryView]]:
    """The worked questions by subject, each with the answer that the rules give."""
    found: dict[str, list[StoryView]] = {}
    for example in worked_questions():
        if not example.is_pair:
            view = StoryView(
                name=example.name.replace("_", "-"),
                story=in_words(example.story),
                question=_question_in_words(example.question),
                answer=told(decide(example.question, current())),
            )
            found.setdefault(in_words(example.shelf), []).append(view)
    return found


def _question_in_words(question: Question) -> str:
    version = current().on(question.on)
    if version is None:
        return ""
    parties = [
        in_words(version.kinds[code].name) for code in (question.actor_kind, question.receiver_kind) if code
    ]
    ground = in_words(version.grounds[question.ground].name)
    return f"{' → '.join(parties)}: {category_in_words(question.category)} ({ground})"


def helping_states(question: Question) -> tuple[tuple[str, AnswerView], ...]:
    """What would change the answer for the better, one known fact at a time."""
    version = current().on(question.on)
    if version is None:
        return ()
    now = decide(question, current())
    found = []
    for code, state in version.states.items():
        if state.sort == "closes" or code in question.states:
            continue
        then = decide(replace(question, states=question.states | {code}), current())
        if then.allowed and (then.outcome, then.conditions) != (now.outcome, now.conditions):
            found.append((in_words(state.name), told(then)))
    return tuple(found)


def other_grounds(question: Question) -> tuple[tuple[str, AnswerView], ...]:
    """The other grounds on which the same may be done."""
    version = current().on(question.on)
    if version is None:
        return ()
    found = []
    for code, ground in version.grounds.items():
        if code != question.ground:
            answer = decide(replace(question, ground=code), current())
            if answer.allowed:
                found.append((in_words(ground.name), told(answer)))
    return tuple(found)


def title_of(kind: Kind, category: str) -> str:
    """The name of a pair."""
    return f"{in_words(kind.name)}: {category_in_words(category)}"
