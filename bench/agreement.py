"""Do the evaluators agree? Random agreements and random histories, everything compared."""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path

from bench.histories import Writer, histories, moments
from bench.report import Report, stopwatch
from vangnet.protocol.engine import AgreementErrors, Case, compile_corpus, judge, load_directory
from vangnet.protocol.engine.columnar import Population, judge_population, told_by
from vangnet.protocol.engine.program import Program

HISTORIES = 100_000
PER_PROGRAM = 100
STRIDE = 1_000_003


def measure(number: int | None) -> Report:
    """How many random histories both evaluators judge the same."""
    report = Report(
        "agreement",
        "Do the evaluators agree?",
        "Random agreements (versions with each transition, doubt, repeats, pauses, derived events, also circles of them) and random histories "
        "(corrections, retractions, several subjects, a moment of knowledge): every duty, period, breach and deviation is compared.",
        ("histories", "agreements", "duties and periods compared", "histories judged differently"),
    )
    wanted, compared, different = number or HISTORIES, 0, 0
    programs = -(-wanted // PER_PROGRAM)
    with stopwatch() as watch:
        for seed in range(programs):
            cases = histories(min(PER_PROGRAM, wanted - seed * PER_PROGRAM), seed)
            found, wrong = compare(random_program(seed), cases, seed)
            compared, different = compared + found, different + wrong
    report.row(f"{wanted:,}", f"{programs:,}", f"{compared:,}", f"{different:,}")
    report.note(f"{watch.wall:.0f} seconds in all, with drawing and loading the agreements.")
    return report


def random_program(seed: int) -> Program:
    """The random agreements of a seed, compiled; every fourth may hold circles of derived events, as far as the loader allows them."""
    draws = itertools.count(seed, STRIDE)
    while True:
        with tempfile.TemporaryDirectory() as folder:
            Writer(next(draws), cycles=seed % 4 == 3).write(Path(folder))
            try:
                return compile_corpus(load_directory(folder))
            except AgreementErrors:
                continue


def compare(program: Program, cases: list[Case], seed: int) -> tuple[int, int]:
    """Judge cases with both evaluators: how many results were compared, and how many cases differed."""
    at, heard = moments(seed)
    known = heard if seed % 3 == 0 else None
    result = judge_population(Population.from_cases(cases), program, at=at, known=known)
    compared = different = 0
    for place, case in enumerate(cases):
        judgement = judge(case, program, at=at, known=known)
        different += bool(result.case(place).differences(told_by(judgement)))
        compared += len(judgement.duties) + len(judgement.periods)
    return compared, different
