"""Sends a million generated requests to the site, as nobody and as the people of the demonstration (`--cases` for another number)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter

from bench.report import ROOT, Report

CALLS = 1_000_000
KEEP = ".cache/fuzzing"


def measure(cases: int | None = None) -> Report:
    """Run the tests of fuzzing at full size on all cores, and tell what they found."""
    calls = cases or CALLS
    shutil.rmtree(ROOT / KEEP, ignore_errors=True)
    began = time.monotonic()
    surroundings = os.environ | {
        "VANGNET_MODE": "test",
        "VANGNET_FUZZ_CALLS": str(calls),
        "VANGNET_FUZZ_SEED": str(time.time_ns()),
        "VANGNET_FUZZ_KEEP": KEEP,
    }
    words = [sys.executable, "-m", "pytest", "tests/fuzzing/test_site.py", "-q", "-n", "auto"]
    done = subprocess.run(words, cwd=ROOT, env=surroundings, check=False)
    return _report(calls, time.monotonic() - began, done.returncode)


def _report(calls: int, seconds: float, failed: int) -> Report:
    report = Report(
        "fuzz",
        "Generated requests",
        f"{calls:,} requests made from an OpenAPI document of all addresses and forms, that fit it and that do not: does anything "
        "break, show dossiers of strangers, or change something by looking or without a token?",
        ("who", "requests", "acts that happened", "wrong"),
    )
    statuses: Counter[str] = Counter()
    for file in sorted((ROOT / KEEP).glob("*.json")):
        found = json.loads(file.read_text())
        statuses.update(found["by_status"])
        report.row(file.stem, f"{found['calls']:,}", f"{found['acts']:,}", len(found["wrong"]))
        for what, example in found["wrong"].items():
            print(f"{file.stem}: {what}\n{example}\n")
    report.note(
        f"{sum(statuses.values()):,} answers in {seconds:.0f} s, by status: {dict(sorted(statuses.items()))}."
    )
    if failed:
        report.note("THE RUN FAILED: what is wrong stands in the output above.")
    return report
