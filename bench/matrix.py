"""How large is the authorisation matrix in full, how long does it take, and does anything leak?"""

from __future__ import annotations

import os
import re
import subprocess
import sys

from bench.report import Report, stopwatch
from tests.database import ROOT

TESTS = ("test_matrix.py", "test_below_pages.py", "test_crawler.py", "test_interference.py")
WORKERS = 4


def measure(number: int | None) -> Report:
    """The whole matrix with everybody everywhere; `number` is how many processes share the work."""
    report = Report(
        "matrix",
        "Does anything leak?",
        "Everybody of the matrix goes to every address, asks every read and every table, and walks through the site. "
        "The goal is 400,000 comparisons without a leak.",
        ("part", "tests", "failed", "seconds"),
    )
    environment = {**os.environ, "VANGNET_MATRIX": "full"}
    for name in TESTS:
        command = [sys.executable, "-m", "pytest", f"tests/matrix/{name}", "-q", "-n", str(number or WORKERS)]
        with stopwatch() as taken:
            done = subprocess.run(
                command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
            )
        told = {word: int(count) for count, word in re.findall(r"(\d+) (passed|failed|error)", done.stdout)}
        wrong = told.get("failed", 0) + told.get("error", 0)
        report.row(name, told.get("passed", 0) + wrong, wrong, f"{taken.wall:.0f}")
    return report
