"""On the command line: check the terms of keeping, and say what a draft would change. No server, no database."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from vangnet.access.keeping_rules import KeepingErrors, Moments, TermRule, Terms, in_force, load, reckoned
from vangnet.access.keeping_terms import CATEGORIES, FOLDER

FINE, PROBLEMS = 0, 1


def add_commands(group: argparse.ArgumentParser) -> None:
    """Describe the commands of the group `vangnet keeping`."""
    commands = group.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check", help="check the files with terms of keeping")
    check.add_argument("--folder", type=Path, default=FOLDER, metavar="DIR", help="folder of terms")
    check.set_defaults(command=check_command)
    impact = commands.add_parser("impact", help="say what a draft of the terms would change")
    impact.add_argument("draft", type=Path, metavar="DRAFT_DIR", help="folder with the draft")
    impact.add_argument("--folder", type=Path, default=FOLDER, metavar="DIR", help="folder of terms")
    impact.add_argument(
        "--closed", type=date.fromisoformat, default=date(2025, 1, 1), metavar="DAY",
        help="the day on which the example was closed and last changed (default 2025-01-01)",
    )  # fmt: skip
    impact.set_defaults(command=impact_command)


def check_command(arguments: argparse.Namespace) -> int:
    """Read every file and print what is wrong, or which terms rest on an assumption."""
    versions = _read(arguments.folder)
    if versions is None:
        return PROBLEMS
    for terms in versions:
        assumed = [rule for rule in terms.rules if rule.assumed]
        print(f"{terms.file}: {len(terms.rules)} terms, {len(assumed)} of them assumed.")
        for rule in assumed:
            print(f"  {terms.file}:{rule.line}: {rule.category} under {rule.regime}: {rule.note}")
    return FINE


def impact_command(arguments: argparse.Namespace) -> int:
    """Compare the newest terms in force with the newest of a draft, and print what becomes longer, shorter, new or gone."""
    known, draft = _read(arguments.folder), _read(arguments.draft)
    if known is None or draft is None:
        return PROBLEMS
    lines = list(_differences(_newest(known), _newest(draft), arguments.closed))
    print("\n".join(lines) if lines else "The draft keeps everything as long as now.")
    return FINE


def _read(folder: Path) -> tuple[Terms, ...] | None:
    try:
        return load(folder, categories=CATEGORIES)
    except KeepingErrors as errors:
        print(errors, file=sys.stderr)
        return None


def _newest(versions: Iterable[Terms]) -> Terms:
    return in_force(versions, date.max)


def _differences(now: Terms, then: Terms, closed: date) -> Iterable[str]:
    before = {rule.key: rule for rule in now.rules}
    after = {rule.key: rule for rule in then.rules}
    for key in sorted(before | after):
        line = _difference(before.get(key), after.get(key), closed)
        if line:
            yield f"{key[0]} under {key[1]}: {line}"
    for right in sorted({*now.answers, *then.answers}):
        old, new = now.answers.get(right), then.answers.get(right)
        if (old and (old.term, old.extension)) != (new and (new.term, new.extension)):
            yield f"answer to {right}: {_words(old)} becomes {_words(new)}"


def _difference(old: TermRule | None, new: TermRule | None, closed: date) -> str:
    if old is None or new is None:
        return "falls under the general term again" if new is None else f"new, {_said(new)}"
    if (old.term, old.starts, old.then) == (new.term, new.starts, new.then):
        return ""
    moments = Moments(closed, closed, closed)
    days = [reckoned(rule, moments, "").day for rule in (old, new)]
    shift = _shift(days[0], days[1])
    return f"{_said(old)} becomes {_said(new)}: {shift}"


def _shift(old: date | None, new: date | None) -> str:
    if old is None or new is None or old == new:
        return "on the same day in the example"
    return f"{'later' if new > old else 'EARLIER'}, {old} becomes {new} in the example"


def _said(rule: TermRule) -> str:
    return f"{rule.term.words('en')} from {rule.starts}, then {rule.then}"


def _words(answer: object) -> str:
    term = getattr(answer, "term", None)
    return term.words("en") if term else "nothing"
