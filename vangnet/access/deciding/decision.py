"""The one decision about seeing, recording, sharing and exporting.

What weighs most comes first: a prohibition, then a refusal, then a permission with conditions, then a permission. When no rule says
anything the answer is "gap": the sources give no ground, so it does not happen, and who can decide about it is named.
"""

from __future__ import annotations

from vangnet.access.deciding.book import Cell, RuleBook, RuleVersion
from vangnet.access.deciding.model import NOTHING, Answer, Condition, Question, Rule, Words
from vangnet.access.deciding.vocabulary import Outcome

NO_RULES = Answer(
    outcome="gap",
    rule="no_rules_on_this_day",
    version="",
    source="",
    sentence=Words(
        "Voor deze dag staan geen deelregels vast. Daarom mag het niet.",
        "No sharing rules are laid down for this day. So it may not be done.",
    ),
)


def decide(question: Question, book: RuleBook) -> Answer:
    """Say whether this may be done, by which rule, under which conditions, and who can decide otherwise."""
    version = book.on(question.on)
    if version is None:
        return NO_RULES
    key = (
        question.actor_kind,
        question.role,
        question.category,
        question.act,
        question.purpose,
        question.ground,
        question.receiver_kind,
        question.involvement,
        question.states,
    )
    known = version.memo.get(key)
    return known if known is not None else version.remember(key, weigh(question, version))


def weigh(question: Question, version: RuleVersion) -> Answer:
    """Weigh the rules of one version, without remembering anything."""
    cell = version.cell(question)
    for rule in (*cell.prohibitions, *cell.refusals):
        if rule.fits(question):
            return _by(rule, "no", version)
    unknown = _unknown(question, version)
    if unknown:
        return _gap(unknown, version)
    permitted = [rule for rule in cell.permissions if rule.fits(question)]
    if permitted:
        return _permitted(permitted, cell, question, version)
    for rule in cell.gaps:
        if rule.fits(question):
            return _by(rule, "gap", version)
    return _gap("no_rule", version)


def _unknown(question: Question, version: RuleVersion) -> str:
    if question.actor_kind not in version.kinds:
        return "unknown_kind"
    if question.receiver_kind and question.receiver_kind not in version.kinds:
        return "unknown_kind"
    if question.role not in version.roles:
        return "unknown_role"
    return "" if question.ground in version.grounds else "unknown_ground"


def _gap(reason: str, version: RuleVersion) -> Answer:
    return Answer(
        "gap", reason, version.code, version.source, version.general[reason], version.general["decider"]
    )


def _by(rule: Rule, outcome: Outcome, version: RuleVersion) -> Answer:
    return Answer(outcome, rule.code, version.code, rule.source, rule.sentence, rule.decider)


def _permitted(rules: list[Rule], cell: Cell, question: Question, version: RuleVersion) -> Answer:
    """Several rules may permit the same; then the conditions of all of them hold, which is the careful reading."""
    holding = [*rules, *(rule for rule in cell.additions if rule.fits(question))]
    open_conditions = _open(holding, question)
    leading = next((rule for rule in rules if _open([rule], question)), rules[0])
    return Answer(
        outcome="conditions" if open_conditions else "yes",
        rule=leading.code,
        version=version.code,
        source=leading.source,
        sentence=leading.sentence,
        decider_words=leading.decider or NOTHING,
        conditions=open_conditions,
        first=tuple(condition for condition in open_conditions if condition.met_by),
        obligations=tuple(dict.fromkeys(code for rule in holding for code in rule.obligations)),
    )


def _open(rules: list[Rule], question: Question) -> tuple[Condition, ...]:
    found = (condition for rule in rules for condition in rule.conditions)
    return tuple(
        dict.fromkeys(
            condition
            for condition in found
            if not condition.met_by or condition.met_by not in question.states
        )
    )
