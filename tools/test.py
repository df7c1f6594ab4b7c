"""Everything CI runs: first the checks, then all tests in parallel and random order. With paths: only those tests.

The last line printed is the closing line of pytest; when a check failed, the exit code says so too.
"""

import os
import subprocess
import sys

from tools import check
from tools.steps import ROOT, python

COVERAGE = [
    *("-p", "tools.coverage_floors"),
    "--cov",
    "--cov-branch",
    "--cov-report=term:skip-covered",
    "--cov-report=json:.cache/coverage.json",
]


def main(words: list[str]) -> int:
    """Run what was asked for; 0 only when all of it is in order."""
    os.environ["VANGNET_MODE"] = "test"
    if words:
        return pytest(words)
    checked = check.main()
    print("Tests", flush=True)
    return pytest(["-n", "auto", "--dist", "worksteal", "-q", *COVERAGE]) or checked


def pytest(words: list[str]) -> int:
    """Run pytest with these words."""
    return subprocess.run(python("-m", "pytest", *words), cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
