"""From rules and days to the day on which data may go: always the longest term that applies."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from vangnet.access.keeping_rules.model import Due, Moments, TermRule, Terms


def in_force(versions: Iterable[Terms], on: date) -> Terms:
    """The version that holds on a day; before the first version, the first."""
    ordered = sorted(versions, key=lambda one: one.valid_from)
    past = [one for one in ordered if one.valid_from <= on]
    return past[-1] if past else ordered[0]


def reckoned(rule: TermRule, moments: Moments, version: str) -> Due:
    """When the term of one rule ends."""
    started = moments.start(rule.starts)
    day = rule.term.after(started) if started is not None else None
    return Due(rule.category, rule, started, day, version)


def longest(terms: Terms, *, category: str, regimes: frozenset[str], moments: Moments) -> Due:
    """When a kind of data may go: the latest of all terms that apply, and not at all while one of them does not run yet."""
    found = [reckoned(rule, moments, terms.version) for rule in terms.applicable(category, regimes)]
    waiting = [due for due in found if due.day is None]
    if waiting:
        return waiting[0]
    return max(found, key=lambda due: due.day or date.min)
