"""Reads `<valid-from>.yaml` files about the terms of signals, and says what is wrong in which file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("nl", "en")
LEVELS = ("receipt", "state", "outcome", "quality")
NEEDED = ("now", "soon", "ordinary", "unknown")
LISTS = (
    *("close", "park", "refuse", "withdraw", "basis"),
    *("investigation_started", "investigation_parked", "investigation_refused"),
)


class TermsError(Exception):
    """Something is wrong in a file with terms."""


@dataclass(frozen=True, slots=True)
class Urgent:
    """The hours that count for one urgency."""

    take: int
    remind: int
    deputy: int
    escalate: int
    assumed: bool


@dataclass(frozen=True, slots=True)
class Reporter:
    """A kind of reporter: when it hears something, up to which level, and on which ground its report travels."""

    code: str
    name: Mapping[str, str]
    first: int
    after_outcome: int
    level: str
    ground: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """One of the reasons that may be chosen."""

    code: str
    words: Mapping[str, str]
    source: str


@dataclass(frozen=True, slots=True)
class Terms:
    """One dated version of all terms."""

    valid_from: date
    source: str
    urgencies: Mapping[str, Urgent]
    days: Mapping[str, int]
    levels: Mapping[str, Reason]
    reporters: Mapping[str, Reporter]
    reasons: Mapping[str, Mapping[str, Reason]]

    def urgent(self, urgency: str) -> Urgent:
        """The hours that count for an urgency; what nobody knows counts as unknown."""
        return self.urgencies.get(urgency) or self.urgencies["unknown"]

    def reporter(self, code: str) -> Reporter:
        """A kind of reporter; raises LookupError with the known ones."""
        try:
            return self.reporters[code]
        except KeyError:
            known = ", ".join(sorted(self.reporters))
            raise LookupError(f"There is no kind of reporter '{code}'. Choose one of: {known}.") from None

    def feedback_day(self, reporter: str, *, after: datetime | date, outcome: bool) -> date:
        """The last day on which a reporter must have heard something, after the receipt or after the outcome."""
        known = self.reporter(reporter)
        day = after.date() if isinstance(after, datetime) else after
        return day + timedelta(days=known.after_outcome if outcome else known.first)

    def may_be_told(self, reporter: str) -> tuple[str, ...]:
        """The levels of what a kind of reporter may be told, from little to much."""
        return LEVELS[: LEVELS.index(self.reporter(reporter).level) + 1]

    def reason(self, list_code: str, code: str) -> Reason | None:
        """One reason of a list, or nothing when the list does not hold it."""
        return self.reasons[list_code].get(code)


def load(folder: Path) -> tuple[Terms, ...]:
    """All versions in a folder, oldest first; raises TermsError with the file for whatever is wrong."""
    found = [_read(file) for file in sorted(folder.glob("*.yaml"))]
    if not found:
        raise TermsError(f"There are no terms in {folder}. Put a file named after a day there.")
    return tuple(sorted(found, key=lambda one: one.valid_from))


def _read(file: Path) -> Terms:
    given = yaml.safe_load(file.read_text(encoding="utf-8"))
    try:
        terms = _terms(given)
    except (KeyError, TypeError, ValueError) as fault:
        raise TermsError(f"{file.name}: {type(fault).__name__} at {fault}.") from fault
    _check(file.name, terms)
    return terms


def _terms(given: dict[str, Any]) -> Terms:
    return Terms(
        valid_from=given["valid_from"],
        source=str(given["source"]),
        urgencies={code: _urgent(one) for code, one in given["urgencies"].items()},
        days={
            "review": int(given["review"]["usual"]),
            "longest_review": int(given["review"]["most"]),
            "question": int(given["question"]["days"]),
            "investigation": int(given["investigation"]["days"]),
            "draft": int(given["draft"]["days"]),
            "passed_round": int(given["passed_round"]["handovers"]),
        },
        levels=_reasons(given["levels"]),
        reporters={code: _reporter(code, one) for code, one in given["reporters"].items()},
        reasons={code: _reasons(one) for code, one in given["reasons"].items()},
    )


def _urgent(one: dict[str, Any]) -> Urgent:
    return Urgent(
        take=int(one["take"]),
        remind=int(one["remind"]),
        deputy=int(one["deputy"]),
        escalate=int(one["escalate"]),
        assumed=bool(one.get("assumed", False)),
    )


def _reporter(code: str, one: dict[str, Any]) -> Reporter:
    return Reporter(
        code=code,
        name=_both(one["name"]),
        first=int(one["first"]),
        after_outcome=int(one["after_outcome"]),
        level=str(one["level"]),
        ground=str(one["ground"]),
        assumed=bool(one.get("assumed", False)),
    )


def _reasons(lines: dict[str, Any]) -> dict[str, Reason]:
    return {code: Reason(code, _both(one), str(one["source"])) for code, one in lines.items()}


def _both(words: dict[str, Any]) -> dict[str, str]:
    return {language: str(words[language]) for language in LANGUAGES}


def _check(file: str, terms: Terms) -> None:
    if terms.valid_from.isoformat() != Path(file).stem:
        raise TermsError(f"{file} says that it holds from {terms.valid_from}; name the file after that day.")
    if missing := set(NEEDED) - set(terms.urgencies):
        raise TermsError(f"{file}: no terms for the urgency {', '.join(sorted(missing))}.")
    if missing := set(LISTS) - set(terms.reasons):
        raise TermsError(f"{file}: no reasons for {', '.join(sorted(missing))}.")
    if tuple(terms.levels) != LEVELS:
        raise TermsError(f"{file}: give the levels {', '.join(LEVELS)}, in this order.")
    _check_terms(file, terms)


def _check_terms(file: str, terms: Terms) -> None:
    for code, urgent in terms.urgencies.items():
        if not urgent.remind <= urgent.deputy <= urgent.escalate:
            raise TermsError(f"{file}: {code}: first the reminder, then the deputy, then the escalation.")
    for one in terms.reporters.values():
        if one.level not in LEVELS:
            raise TermsError(f"{file}: {one.code}: '{one.level}' is no level of what may be told.")
