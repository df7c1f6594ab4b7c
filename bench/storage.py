"""How much is kept per dossier besides its events."""

from __future__ import annotations

import json

from bench.report import Report
from bench.toy.cases import AT, as_cases, generate
from bench.toy.measure import AGREEMENTS, WAITING
from bench.toy.workflow import Runner
from vangnet.protocol.engine import compile_corpus, judge, load_directory

CASES = 1_000
SAMPLE = 100


def measure(number: int | None) -> Report:
    """Bytes of state per case against bytes of its events."""
    report = Report(
        "storage",
        "What is kept besides the events",
        "Vangnet keeps no process state: a dossier is its events. What it caches is one line per duty that waits. SpiffWorkflow must keep its "
        "tree of tasks to go on with a case. Bytes of the same trial cases, written as JSON without spaces.",
        ("what", "bytes per case", "relative to the events"),
    )
    histories = generate(number or CASES)
    cases = as_cases(histories)
    program = compile_corpus(load_directory(AGREEMENTS))
    events = sum(
        _size([[event.moment, event.step, event.facts] for event in history]) for history in histories
    ) / len(cases)
    waiting = sum(_worklist(judge(case, program, at=AT).duties) for case in cases) / len(cases)
    runner = Runner()
    sample = histories[:SAMPLE]
    workflow = sum(runner.stored(runner.replay(history, AT)) for history in sample) / len(sample)
    report.row("events", f"{events:,.0f}", "1")
    report.row("worklist lines of Vangnet (a cache)", f"{waiting:,.0f}", f"1 / {events / waiting:.1f}")
    report.row("SpiffWorkflow 3.2.0, serialised", f"{workflow:,.0f}", f"{workflow / events:.0f} x")
    report.note(f"SpiffWorkflow keeps {workflow / waiting:,.0f} times what Vangnet keeps besides the events.")
    return report


def _worklist(duties: list) -> int:
    lines = [
        [
            duty.agreement,
            str(duty.version),
            duty.duty,
            duty.trigger.id,
            duty.subject,
            list(duty.holder),
            duty.due,
        ]
        for duty in duties
        if duty.status in WAITING
    ]
    return _size(lines) if lines else 0


def _size(content: object) -> int:
    return len(json.dumps(content, separators=(",", ":")).encode())
