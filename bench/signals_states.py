"""Is a signal ever without an owner? A million random lives on the table of moves."""

from __future__ import annotations

import time
from random import Random

from bench.report import Report
from vangnet.signals.handling import MOVES
from vangnet.signals.handling.walks import BrokenPromise, live, many, tries

LIVES = 1_000_000
SEED = 20261122
LONGEST = 12


def measure(number: int | None) -> Report:
    """Random lives of signals: acts tried, acts that were possible, signals without an owner."""
    lives = number or LIVES
    report = Report(
        "signals_states",
        "Is a signal ever without an owner?",
        f"Random lives on the table of {len(MOVES)} moves that the services use: up to {LONGEST} acts each, by five organisations and somebody "
        "outside, sensible or not. After every act it is checked that exactly one organisation owns the signal and that no owner changed "
        "without accepting.",
        ("what", "figure"),
    )
    began = time.perf_counter()
    tried, done = many(lives, seed=SEED, longest=LONGEST)
    took = time.perf_counter() - began
    report.row("lives", f"{lives:,}")
    report.row("acts tried", f"{tried:,}")
    report.row("acts that were possible", f"{done:,}")
    report.row("signals without an owner, or with one that did not accept", "0")
    report.row("lives a second", f"{lives / took:,.0f}")
    report.row("acts until every act was seen to be possible", f"{_until_all(Random(SEED)):,}")
    report.note(
        "The first fault ends the measurement with the acts that led to it; a broken table is caught within 200 lives "
        "(`tests/signals/core/test_handling.py`)."
    )
    return report


def _until_all(random: Random) -> int:
    """How many acts it takes until each of them was possible once: the lives are not all refusals."""
    seen: set[str] = set()
    count = 0
    while seen != set(MOVES):
        acts = list(tries(random, LONGEST))
        for number in range(1, len(acts) + 1):
            count += 1
            if _counts(acts[:number]) > _counts(acts[: number - 1]):
                seen.add(acts[number - 1].code)
    return count


def _counts(acts: list) -> int:
    try:
        return live(acts)[1]
    except BrokenPromise as broken:
        raise SystemExit(str(broken)) from broken
