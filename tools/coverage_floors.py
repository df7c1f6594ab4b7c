"""A plugin for pytest: what decides and what judges is tested in every line and every branch."""

import json
import re
from collections.abc import Generator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
REPORT = ROOT / ".cache" / "coverage.json"
WHOLE = re.compile(r"vangnet/(\w+/(rules|services|queries)(\.py|/.+)|protocol/engine/.+|core/[^/]+\.py)")

_short: list[str] = []


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> Generator[None, object, object]:
    REPORT.unlink(missing_ok=True)
    result = yield
    if REPORT.exists() and not hasattr(session.config, "workerinput"):
        _short.extend(shortfalls(json.loads(REPORT.read_text())["files"]))
        session.testsfailed += len(_short)
    return result


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _short:
        terminalreporter.section("Not tested in every line and branch")
        for line in _short:
            terminalreporter.write_line(line)


def shortfalls(files: dict[str, dict]) -> list[str]:
    """The files that must be covered whole and are not, with the lines and branches that miss."""
    found = []
    for name, report in sorted(files.items()):
        lines, branches = report["missing_lines"], report.get("missing_branches", [])
        if WHOLE.fullmatch(name) and (lines or branches):
            gaps = [*map(str, lines[:12]), *(f"{start}->{end}" for start, end in branches[:12])]
            found.append(f"{name}: {report['summary']['percent_covered']:.1f} %, misses {', '.join(gaps)}")
    return found
