"""The commands that look at agreements before they count: `agreements check` and `agreements impact`."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from datetime import date

from vangnet.core.clock import now, today
from vangnet.protocol.engine.cases import read_cases
from vangnet.protocol.engine.checking.findings import Finding
from vangnet.protocol.engine.checking.profiles import read_profiles
from vangnet.protocol.engine.checking.publishing import record_hashes
from vangnet.protocol.engine.checking.running import CheckReport, check_directory
from vangnet.protocol.engine.impact import CHANGES, Impact, impact, load_draft, scenario_cases
from vangnet.protocol.engine.loading import AgreementErrors, load_directory
from vangnet.protocol.engine.model import Case, Corpus
from vangnet.protocol.engine.problem_words import shown
from vangnet.protocol.engine.program import compile_corpus

FINE, PROBLEMS = 0, 1
WORDS = {
    "nl": {
        "error": "fout",
        "warning": "let op",
        "report": "verslag",
        "summary": "{errors} fouten, {warnings} aandachtspunten, {reports} verslagen. {agreements} versies, {profiles} profielen, {scenarios} scenario's, op {day}.",
        "more": "Verslagen lezen: --reports.",
        "recorded": "Vastgelegd: {line}",
        "versions": "Gewijzigde versies: {versions}",
        "cases": "{changed} van de {cases} dossiers veranderen, op {at}.",
        "by_clause": "Per onderdeel",
        "by_party": "Per organisatie",
        "by_group": "Per groep",
        "none": "geen verschil",
        "new": "nieuw",
        "vanished": "vervallen",
        "moved": "verschoven",
        "status": "andere status",
        "duty": "plicht",
        "period": "periode",
        "breach": "overtreding",
        "deviation": "afwijking",
    },
    "en": {
        "error": "error",
        "warning": "warning",
        "report": "report",
        "summary": "{errors} errors, {warnings} warnings, {reports} reports. {agreements} versions, {profiles} profiles, {scenarios} scenarios, on {day}.",
        "more": "Read the reports: --reports.",
        "recorded": "Recorded: {line}",
        "versions": "Changed versions: {versions}",
        "cases": "{changed} of {cases} dossiers change, at {at}.",
        "by_clause": "By clause",
        "by_party": "By organisation",
        "by_group": "By group",
        "none": "no difference",
        "new": "new",
        "vanished": "vanished",
        "moved": "moved",
        "status": "other status",
        "duty": "duty",
        "period": "period",
        "breach": "breach",
        "deviation": "deviation",
    },
}


def check_command(arguments: argparse.Namespace) -> int:
    """Check agreements and print everything that is found."""
    day = arguments.on or today()
    if arguments.record:
        _record(arguments, day)
    report = check_directory(arguments.agreements, day)
    if arguments.json:
        print(json.dumps(report.to_dict(arguments.lang), ensure_ascii=False, indent=2))
    else:
        _print_report(report, arguments.lang, arguments.reports)
    return PROBLEMS if report.errors else FINE


def _record(arguments: argparse.Namespace, day: date) -> None:
    try:
        corpus = load_directory(arguments.agreements)
    except AgreementErrors:
        # The check that follows says what is wrong; nothing is recorded of files that do not load.
        return
    for line in record_hashes(corpus, arguments.agreements, day):
        print(WORDS[arguments.lang]["recorded"].format(line=line), file=sys.stderr)


def _print_report(report: CheckReport, language: str, everything: bool) -> None:
    words = WORDS[language]
    for finding in report.findings:
        if everything or finding.severity != "report":
            print(_line(finding, language))
    counts = report.counts
    print(
        words["summary"].format(
            errors=counts["error"],
            warnings=counts["warning"],
            reports=counts["report"],
            agreements=report.agreements,
            profiles=report.profiles,
            scenarios=report.scenarios,
            day=report.day.isoformat(),
        )
    )
    if counts["report"] and not everything:
        print(words["more"])


def _line(finding: Finding, language: str) -> str:
    place = f"{finding.file}:{finding.line}" if finding.file else "-"
    clause = f" [{finding.clause}]" if finding.clause else ""
    word = WORDS[language][finding.severity]
    return f"{word}: {place}{clause}: {finding.what(language)} {finding.advice(language)} ({finding.code})"


def impact_command(arguments: argparse.Namespace) -> int:
    """Compare a draft with the agreements as they are, over cases, and print what changes."""
    try:
        current = load_directory(arguments.agreements)
        draft = load_draft(arguments.agreements, arguments.draft)
    except AgreementErrors as errors:
        for problem in errors.problems:
            print(shown(problem, arguments.lang), file=sys.stderr)
        return PROBLEMS
    cases, code = _cases(arguments, current)
    groups = read_profiles(arguments.agreements, []).victim_groups
    at = arguments.at if arguments.at is not None else now().timestamp()
    found = impact(compile_corpus(current), compile_corpus(draft), cases, at=at, groups=groups)
    if arguments.json:
        print(json.dumps(found.to_dict(), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_impact_lines(found, arguments.lang)))
    return code


def _cases(arguments: argparse.Namespace, corpus: Corpus) -> tuple[list[Case], int]:
    if arguments.cases is None:
        return list(scenario_cases(arguments.agreements, compile_corpus(corpus))), FINE
    cases, code = [], FINE
    for read in read_cases(arguments.cases, corpus):
        for problem in read.problems:
            print(shown(problem, arguments.lang), file=sys.stderr)
        if read.case is None:
            code = PROBLEMS
        else:
            cases.append(read.case)
    return cases, code


def _impact_lines(found: Impact, language: str) -> list[str]:
    words = WORDS[language]
    summary = found.to_dict()
    lines = [
        words["versions"].format(versions=", ".join(found.versions) or "-"),
        words["cases"].format(changed=found.cases_changed, cases=found.cases, at=summary["at"]),
    ]
    tables = (
        ("by_clause", found.by_clause()),
        ("by_party", found.by_party()),
        ("by_group", found.by_group()),
    )
    for heading, counted in tables:
        lines += ["", *_table(words, heading, counted)]
    return lines


def _table(words: dict[str, str], heading: str, counted: dict[tuple[str, str], Counter[str]]) -> list[str]:
    if not counted:
        return [words[heading], f"  {words['none']}"]
    width = max(len(words[heading]), *(len(name) + 12 for _, name in counted))
    lines = [words[heading].ljust(width + 4) + "".join(words[change].rjust(14) for change in CHANGES)]
    for (kind, name), counts in counted.items():
        numbers = "".join(str(counts[change]).rjust(14) for change in CHANGES)
        lines.append(f"  {words[kind]:<11} {name}".ljust(width + 4) + numbers)
    return lines
