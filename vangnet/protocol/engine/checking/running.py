"""Runs all checks on a folder of agreements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from vangnet.protocol.engine.checking.clauses import clause_findings
from vangnet.protocol.engine.checking.contradictions import contradiction_findings
from vangnet.protocol.engine.checking.coverage import coverage_findings, gap_findings
from vangnet.protocol.engine.checking.dead_ends import dead_end_findings
from vangnet.protocol.engine.checking.feasibility import feasibility_findings
from vangnet.protocol.engine.checking.findings import SEVERITIES, Finding, from_problem
from vangnet.protocol.engine.checking.goals import (
    goal_findings,
    silence_findings,
    without_adversity_of_the_lost,
)
from vangnet.protocol.engine.checking.grid import Grid
from vangnet.protocol.engine.checking.guard_checks import guard_check_findings
from vangnet.protocol.engine.checking.profiles import Profiles, read_profiles
from vangnet.protocol.engine.checking.publishing import hash_findings, untranslatable_findings
from vangnet.protocol.engine.checking.scenario_coverage import scenario_findings
from vangnet.protocol.engine.checking.shape import shape_findings
from vangnet.protocol.engine.checking.treatment import treatment_findings
from vangnet.protocol.engine.checking.world import World
from vangnet.protocol.engine.loading import AgreementErrors, load_directory
from vangnet.protocol.engine.model import Corpus, Problem
from vangnet.protocol.engine.program import compile_corpus
from vangnet.protocol.engine.scenarios import run_directory

REGISTERS = ("parties.yaml", "grounds.yaml")


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Everything that the checks found, in a fixed order."""

    day: date
    findings: tuple[Finding, ...]
    agreements: int
    profiles: int
    scenarios: int

    @property
    def counts(self) -> dict[str, int]:
        """Count the findings by severity."""
        counted = Counter(finding.severity for finding in self.findings)
        return {severity: counted[severity] for severity in SEVERITIES}

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Give the findings that stop publication."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    def to_dict(self, language: str) -> dict[str, Any]:
        """Give the report as plain values."""
        return {
            "on": self.day.isoformat(),
            "agreements": self.agreements,
            "profiles": self.profiles,
            "scenarios": self.scenarios,
            "errors": len(self.errors),
            "counts": self.counts,
            "findings": [finding.to_dict(language) for finding in self.findings],
        }


def check_directory(root: Path, day: date) -> CheckReport:
    """Check a folder of agreements as it stands on a day."""
    problems: list[Problem] = []
    profiles = read_profiles(root, problems)
    shape = list(shape_findings(root))
    try:
        corpus = load_directory(root)
    except AgreementErrors as errors:
        found = [*shape, *map(from_problem, [*problems, *errors.problems])]
        return _report(day, found, 0, profiles, 0)
    scenarios, wrong = run_directory(root, compile_corpus(corpus))
    findings = [
        *shape,
        *map(from_problem, [*problems, *corpus.problems, *wrong]),
        *corpus_findings(corpus, profiles, day),
        *scenario_findings(corpus, root, profiles.scenario_share),
        *hash_findings(corpus, root, day),
    ]
    return _report(day, findings, len(corpus.agreements), profiles, scenarios)


def corpus_findings(corpus: Corpus, profiles: Profiles, day: date) -> Iterator[Finding]:
    """Find what is wrong in the agreements themselves, in every version and on the given day."""
    axis_facts = frozenset(code for axis in profiles.axes for code in axis.codes)
    own_registers = {name for name in REGISTERS if (Path(corpus.root) / name).exists()}
    yield from clause_findings(corpus, own_registers)
    yield from guard_check_findings(corpus, axis_facts)
    yield from untranslatable_findings(corpus)
    for first_day in sorted({agreement.valid_from for agreement in corpus.agreements}):
        world = World(corpus, profiles, first_day, day)
        yield from goal_findings(world, {})
        yield from dead_end_findings(world)
        yield from contradiction_findings(world)
        yield from feasibility_findings(world)
    yield from _day_findings(World(corpus, profiles, day))


def _day_findings(world: World) -> Iterator[Finding]:
    unreached: dict[str, Grid] = {}
    yield from goal_findings(world, unreached)
    yield from silence_findings(world)
    yield from coverage_findings(world)
    yield from gap_findings(world, unreached)
    yield from treatment_findings(world)


def _report(
    day: date, findings: Iterable[Finding], agreements: int, profiles: Profiles, scenarios: int
) -> CheckReport:
    # The same clause is looked at on many days; what is said of it is said once.
    once = {
        (finding.code, finding.file, finding.line, finding.clause, finding.what("en")): finding
        for finding in without_adversity_of_the_lost(list(findings))
    }
    size = 1
    for axis in profiles.axes:
        size *= len(axis.values)
    ordered = tuple(sorted(once.values(), key=lambda finding: finding.order))
    return CheckReport(day, ordered, agreements, size, scenarios)
