"""Runs the measurements: `python -m bench` for all, `python -m bench toy real` for some."""

from __future__ import annotations

import argparse
import sys

from bench import (
    adding_up,
    agreement,
    checks,
    deciding,
    fuzzing,
    killing,
    matrix,
    pages,
    real,
    report,
    reporting,
    services,
    signals,
    signals_states,
    storage,
    traces,
    vault,
    wall,
)
from bench.toy import measure as toy

# A measurement takes a number of cases (or None for its own) and gives a Report; its name is what `./run bench` is asked for.
MEASUREMENTS = {
    "toy": toy.measure,
    "real": real.measure,
    "agreement": agreement.measure,
    "checks": checks.measure,
    "deciding": deciding.measure,
    "signals": signals.measure,
    "signals_states": signals_states.measure,
    "storage": storage.measure,
    "services": services.measure,
    "pages": pages.measure,
    "kill": killing.measure,
    "matrix": matrix.measure,
    "fuzz": fuzzing.measure,
    "traces": traces.measure,
    "adding_up": adding_up.measure,
    "vault": vault.measure,
    "wall": wall.measure,
    "reporting": reporting.measure,
}


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run bench", description="Measure the engine and the system.")
    parser.add_argument(
        "names", nargs="*", metavar="name", help=f"any of {', '.join(MEASUREMENTS)}; default: all"
    )
    parser.add_argument("--cases", type=int, default=0, help="number of cases, where the measurement has one")
    parser.add_argument(
        "--no-page", action="store_true", help="print only; leave docs/benchmarks.md as it is"
    )
    wanted = parser.parse_args(words)
    unknown = [name for name in wanted.names if name not in MEASUREMENTS]
    if unknown:
        parser.error(f"there is no measurement {', '.join(unknown)}; choose from {', '.join(MEASUREMENTS)}")
    reports = []
    for name in wanted.names or MEASUREMENTS:
        print(f"{name}:", flush=True)
        reports.append(MEASUREMENTS[name](wanted.cases or None))
    if reports and not wanted.no_page:
        report.keep(reports)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
