"""Checking the agreements over many profiles, and weighing a draft over many cases."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import vangnet.protocol
from bench.caseload import AT, caseload
from bench.report import Report, stopwatch
from vangnet.protocol.engine import compile_corpus, load_directory
from vangnet.protocol.engine.checking.goals import goal_findings
from vangnet.protocol.engine.checking.profiles import Axis, Profiles, read_profiles
from vangnet.protocol.engine.checking.running import corpus_findings
from vangnet.protocol.engine.checking.world import World
from vangnet.protocol.engine.impact import impact, load_draft

AGREEMENTS = Path(vangnet.protocol.__file__).resolve().parent / "agreements"
DAY = date(2026, 11, 21)
MORE = ("shelter_needed", "dublin", "worries", "serious_threat")
CASES = 10_000


def measure(number: int | None) -> Report:
    """Seconds for all checks over ever more profiles, and for an impact report."""
    report = Report(
        "checks",
        "Checking agreements and weighing a draft",
        "All checks that look at the agreements themselves (goals under every adversity, coverage of every phase, dead ends, contradictions, terms, "
        "guards, equal treatment), on every day that a version begins and on the day of the check; then an impact report of a draft.",
        ("what", "number", "seconds", "per second"),
    )
    corpus, profiles = load_directory(AGREEMENTS), read_profiles(AGREEMENTS, [])
    for extra in range(len(MORE) + 1):
        wider = _wider(profiles, MORE[:extra])
        world = World(corpus, wider, DAY)
        with stopwatch() as watch:
            findings = list(corpus_findings(corpus, wider, DAY))
        _add(report, "profiles", world.space.size, watch.wall)
    adversities = len(profiles.adversities) + 1
    with stopwatch() as watch:
        list(goal_findings(World(corpus, wider, DAY), {}))
    phases = len(profiles.phases)
    _add(
        report,
        f"profiles x {adversities} adversities, goals only",
        world.space.size * adversities,
        watch.wall,
    )
    report.note(
        f"{len(corpus.agreements)} versions, {phases} phases, {len(findings)} findings before doubles are taken out."
    )
    report.note(
        "A question is answered once per combination of the axes that it looks at, and holds for every profile with that combination."
    )
    _impact(report, number or CASES)
    return report


def _wider(profiles: Profiles, facts: tuple[str, ...]) -> Profiles:
    axes = tuple(Axis(fact, {}, {"yes": {fact: True}, "no": {fact: False}}) for fact in facts)
    return replace(profiles, axes=(*profiles.axes, *axes))


def _impact(report: Report, number: int) -> None:
    corpus = load_directory(AGREEMENTS)
    cases = caseload(corpus, number)
    source = (AGREEMENTS / "minors-protection" / "2015-01-01.yaml").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "minors-protection" / "2020-01-01.yaml"
        draft.parent.mkdir()
        changed = source.replace("valid_from: 2015-01-01", "valid_from: 2020-01-01")
        draft.write_text(changed.replace("target: PT24H", "target: PT12H"), encoding="utf-8")
        drafted = load_draft(AGREEMENTS, Path(folder))
    programs = compile_corpus(corpus), compile_corpus(drafted)
    with stopwatch() as watch:
        found = impact(*programs, cases, at=AT)
    _add(report, "cases weighed under a draft", number, watch.wall)
    report.note(f"The draft changes {len(found.changes):,} results in {found.cases_changed:,} cases.")


def _add(report: Report, what: str, number: int, seconds: float) -> None:
    report.row(what, f"{number:,}", f"{seconds:.2f}", f"{number / seconds:,.0f}")
