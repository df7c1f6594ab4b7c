"""Do guards mean something: can they be true, can they be false, is every branch within reach, is unknown handled?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vangnet.protocol.engine.checking.findings import Finding, at_clause, at_place
from vangnet.protocol.engine.checking.guard_domains import combinations
from vangnet.protocol.engine.guards import Combination, Guard, Node, children, truth
from vangnet.protocol.engine.model import Agreement, Clause, Corpus, Duty, FactType, Limit
from vangnet.protocol.engine.references import clauses_of, limits_of

Facts = dict[str, FactType]


def guard_check_findings(corpus: Corpus, axis_facts: frozenset[str]) -> Iterator[Finding]:
    """Find guards without meaning in every version; `axis_facts` are facts that a profile always has."""
    facts = dict(corpus.facts)
    recorded = _recorded_facts(corpus) | axis_facts
    for agreement in corpus.agreements:
        if agreement.applies is not None:
            for code, details in _meaning(agreement.applies, facts):
                yield at_place(code, agreement.where, "applies", name="applies", **details)
        for clause in clauses_of(agreement):
            yield from _clause(agreement, clause, facts, recorded)


def _clause(
    agreement: Agreement, clause: Clause, facts: Facts, recorded: frozenset[str]
) -> Iterator[Finding]:
    limits = limits_of(clause)
    if clause.when is not None:
        for code, details in _meaning(clause.when, facts):
            yield at_clause(code, clause, **details)
        if agreement.applies is not None and not _together(clause.when, agreement.applies, facts):
            yield at_clause(
                "guard_outside_agreement", clause, guard=clause.when.text, applies=agreement.applies.text
            )
        yield from _doubt(clause)
    yield from _branches(clause, limits, facts)
    guards = [guard for guard in (clause.when, *(limit.when for limit in limits)) if guard is not None]
    asked = {code for guard in guards for code in guard.facts} | {
        limit.until for limit in limits if limit.until
    }
    for code in sorted(asked - recorded):
        # A duty that waits for an answer which nobody can give, or that counts it as no, will never be one.
        waits = isinstance(clause, Duty) and clause.in_doubt != "applies" and clause.when is not None
        never = waits and code in (clause.when.facts if clause.when else ())
        yield at_clause("doubt_never_lifted" if never else "fact_never_recorded", clause, fact=code)


def _recorded_facts(corpus: Corpus) -> frozenset[str]:
    return frozenset(code for step in corpus.steps.values() for code in (*step.fields, *step.sets)) | {
        "region"
    }


def _meaning(guard: Guard, facts: Facts) -> Iterator[tuple[str, dict[str, Any]]]:
    cases = combinations((guard,), facts)
    if cases is None:
        yield "guard_too_wide", {"guard": guard.text, "facts": guard.facts}
        return
    everything = list(cases)
    found = {truth(guard.tree, case) for case in everything}
    if True not in found:
        yield "guard_never_true", {"guard": guard.text}
    elif False not in found:
        yield "guard_always_true", {"guard": guard.text}
    else:
        for part in _dead_alternatives(guard.tree, everything):
            yield "dead_alternative", {"guard": guard.text, "number": part}


def _dead_alternatives(tree: Node, cases: list[dict[str, Any]]) -> Iterator[int]:
    """Number the parts of `or` that can never be true, and the parts of `and` that can never be false."""
    if isinstance(tree, Combination):
        wanted = tree.word == "or"
        for number, part in enumerate(tree.parts, 1):
            if not any(truth(part, case) is wanted for case in cases):
                yield number
    for child in children(tree):
        yield from _dead_alternatives(child, cases)


def _together(one: Guard, other: Guard, facts: Facts) -> bool:
    cases = combinations((one, other), facts)
    return cases is None or any(truth(one.tree, case) and truth(other.tree, case) for case in cases)


def _doubt(clause: Clause) -> Iterator[Finding]:
    if isinstance(clause, Duty) and clause.in_doubt == "does_not_apply" and clause.when is not None:
        yield at_clause("doubt_counts_against", clause, facts=clause.when.facts)


def _branches(clause: Clause, limits: tuple[Limit, ...], facts: Facts) -> Iterator[Finding]:
    guards = [limit.when for limit in limits]
    if not any(guards):
        return
    possible = combinations((clause.when, *guards), facts)
    if possible is None:
        return
    cases = [case for case in possible if clause.when is None or truth(clause.when.tree, case) is not False]
    for number in _unreached(guards, cases):
        yield at_clause("branch_never_reached", clause, number=number, guard=_text(guards[number - 1]))
    if None not in guards and any(all(_holds(guard, case) is False for guard in guards) for case in cases):
        yield at_clause("no_branch_left", clause)


def _unreached(guards: list[Guard | None], cases: list[dict[str, Any]]) -> Iterator[int]:
    for place, guard in enumerate(guards):
        earlier = guards[:place]
        if not any(
            _holds(guard, case) is True and not any(_holds(before, case) is True for before in earlier)
            for case in cases
        ):
            yield place + 1


def _holds(guard: Guard | None, case: dict[str, Any]) -> bool | None:
    return True if guard is None else truth(guard.tree, case)


def _text(guard: Guard | None) -> str:
    return guard.text if guard else "-"
