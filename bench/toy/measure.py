"""The trial route judged by everybody: SpiffWorkflow, the plain evaluator, the columnar evaluator, and the slow answer to compare with."""

from __future__ import annotations

from bench.report import Report, Stopwatch, measured, per_second, stopwatch
from bench.toy.cases import AT, ToyEvent, as_cases, generate
from bench.toy.columns import AGREEMENTS, WAITING, as_columns, population_of, waiting
from bench.toy.oracle import Answer, answer
from bench.toy.workflow import Runner
from vangnet.protocol.engine import compile_corpus, judge, load_directory
from vangnet.protocol.engine.columnar import Population, judge_population
from vangnet.protocol.engine.program import Program

CASES = 10_000
SAMPLE = 1_000


def measure(number: int | None) -> Report:
    """Rates and right answers of each engine on the same cases."""
    report = Report(
        "toy",
        "Trial route: against SpiffWorkflow",
        "The same generated cases, the same route: which duties are open or overdue on 1 January 2026? SpiffWorkflow 3.2.0 runs the route as a "
        "BPMN process, event by event; the evaluators judge the log. *Right* compares the whole list of a case with a slow separate answer.",
        ("engine", "cases", "cases per second", "ratio to SpiffWorkflow", "right cases"),
    )
    histories = generate(number or CASES)
    truth = [answer(history, AT) for history in histories]
    program = compile_corpus(load_directory(AGREEMENTS))
    slow = _workflow(report, histories[:SAMPLE], truth[:SAMPLE])
    _plain(report, histories, truth, program, slow)
    _columnar(report, histories, truth, program, slow)
    report.note(
        "Wanted: plain Python at least 750 times, columnar at least 20,000 times SpiffWorkflow, all cases right."
    )
    events = sum(map(len, histories))
    report.note(f"{len(histories):,} cases, {events:,} events, {events / len(histories):.1f} per case.")
    return report


def _workflow(report: Report, histories: list[list[ToyEvent]], truth: list[Answer]) -> float:
    runner = Runner()
    runner.replay(histories[0], AT)
    answers, refused = [], 0
    with stopwatch() as watch:
        for history in histories:
            replay = runner.replay(history, AT)
            answers.append(replay.duties)
            refused += replay.refused
    rate = len(histories) / watch.cpu
    report.row("SpiffWorkflow 3.2.0", f"{len(histories):,}", f"{rate:,.1f}", "1", _right(answers, truth))
    report.note(
        f"SpiffWorkflow was measured on the first {len(histories):,} cases; {refused:,} facts did not fit its diagram and could not be recorded."
    )
    return rate


def _plain(
    report: Report, histories: list[list[ToyEvent]], truth: list[Answer], program: Program, slow: float
) -> None:
    cases = as_cases(histories)
    answers = [
        {duty.duty: duty.status for duty in judge(case, program, at=AT).duties if duty.status in WAITING}
        for case in cases
    ]
    watch = measured(lambda: [judge(case, program, at=AT).duties for case in cases])
    _add(report, "Vangnet, plain Python", len(cases), watch, slow, _right(answers, truth))


def _columnar(
    report: Report, histories: list[list[ToyEvent]], truth: list[Answer], program: Program, slow: float
) -> None:
    columns = as_columns(histories)
    build = measured(lambda: population_of(columns))
    population = population_of(columns)
    right = _right(waiting(judge_population(population, program, at=AT), len(histories)), truth)
    watch = measured(lambda: judge_population(population, program, at=AT))
    _add(report, "Vangnet, columnar: duties", len(histories), watch, slow, right)
    everything = measured(lambda: judge_population(population, program, at=AT).all_broken())
    _add(report, "Vangnet, columnar: duties and deviations", len(histories), everything, slow, right)
    cases = as_cases(histories)
    with stopwatch() as made:
        Population.from_cases(cases)
    report.note(
        f"Columnar works on arrays in memory: {watch.cpu * 1000:.1f} ms for all duties of all cases. Taking the arrays in and checking "
        f"their order takes {build.cpu * 1000:.1f} ms more; making them from Python records takes {made.cpu:.2f} s."
    )


def _add(report: Report, engine: str, number: int, watch: Stopwatch, slow: float, right: str) -> None:
    report.row(
        engine, f"{number:,}", per_second(number, watch.cpu), f"{number / watch.cpu / slow:,.0f}", right
    )


def _right(answers: list[Answer], truth: list[Answer]) -> str:
    right = sum(one == other for one, other in zip(answers, truth, strict=True))
    return f"{100 * right / len(truth):.2f} %"
