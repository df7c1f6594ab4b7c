"""Judging made-up cases with the agreements that Vangnet comes with."""

from __future__ import annotations

from pathlib import Path

import vangnet.protocol
from bench.caseload import AT, EVENTS, caseload
from bench.report import Report, measured, per_second, stopwatch
from vangnet.protocol.engine import compile_corpus, judge, load_directory
from vangnet.protocol.engine.columnar import Population, judge_population

AGREEMENTS = Path(vangnet.protocol.__file__).resolve().parent / "agreements"
CASES = 5_000


def measure(number: int | None) -> Report:
    """Rates of both evaluators on the real agreements."""
    report = Report(
        "real",
        "The real agreements",
        f"Generated cases of {EVENTS} events over all packaged agreements, judged on 1 July 2026 with everything they ask: versions, calendar, "
        "periods, doubt, breaches and deviations.",
        ("evaluator", "cases", "duties found", "cases per second", "milliseconds per case"),
    )
    corpus = load_directory(AGREEMENTS)
    program = compile_corpus(corpus)
    cases = caseload(corpus, number or CASES)
    duties = sum(len(judge(case, program, at=AT).duties) for case in cases)
    plain = measured(lambda: [judge(case, program, at=AT).duties for case in cases])
    _add(report, "plain Python", len(cases), duties, plain.cpu)
    with stopwatch() as made:
        population = Population.from_cases(cases)
    result = judge_population(population, program, at=AT)
    columnar = measured(lambda: judge_population(population, program, at=AT).all_broken())
    _add(report, "columnar", len(cases), len(result.duties), columnar.cpu)
    report.note("Wanted: at least 5,000 cases per second in plain Python.")
    clauses = sum(len(agreement.duties) + len(agreement.periods) for agreement in corpus.agreements)
    report.note(
        f"{len(corpus.agreements)} versions with {clauses} duties and periods; making the arrays took {made.cpu:.2f} s."
    )
    return report


def _add(report: Report, name: str, number: int, duties: int, seconds: float) -> None:
    rate = per_second(number, seconds)
    report.row(name, f"{number:,}", f"{duties:,}", rate, f"{1000 * seconds / number:.3f}")
