"""Tables of measurements: printed while measuring, and kept with the machine in docs/benchmarks.md."""

from __future__ import annotations

import gc
import os
import platform
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
KIB_PER_GIB = 1024**2


@dataclass(slots=True)
class Report:
    """One measurement: what was asked, the figures, and what to know when reading them."""

    name: str
    title: str
    question: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    taken_on: str = field(default_factory=lambda: machine())

    def row(self, *cells: object) -> None:
        """Add a line and show it at once, because some measurements take minutes."""
        self.rows.append(tuple(str(cell) for cell in cells))
        print("  " + " | ".join(self.rows[-1]), flush=True)

    def note(self, text: str) -> None:
        """Add a remark below the table."""
        self.notes.append(text)
        print(f"  {text}", flush=True)

    def page(self) -> str:
        """This measurement as a section of the page."""
        lines = [
            f"## {self.title}",
            "",
            self.question,
            "",
            _line(self.columns),
            _line(["---"] * len(self.columns)),
        ]
        lines += [_line(row) for row in self.rows]
        lines += ["", *[f"- {note}" for note in self.notes]] if self.notes else []
        command = f"`./run bench {self.name}`"
        return (
            "\n".join(
                [*lines, "", f"Measured on {self.taken_on}, {time.strftime('%Y-%m-%d')}, with {command}."]
            )
            + "\n"
        )


def _line(cells: object) -> str:
    return "| " + " | ".join(cells) + " |" if isinstance(cells, list | tuple) else ""


def machine() -> str:
    """The machine in words that compare: cores, memory class, versions; nothing that says where it stands."""
    cores = os.cpu_count() or 1
    busy = f"load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else "load unknown"
    return f"{cores} cores, {_memory()}, Python {platform.python_version()} on {platform.system()}, {busy}"


def _memory() -> str:
    try:
        text = Path("/proc/meminfo").read_text(encoding="ascii")
    except OSError:
        return "memory unknown"
    found = re.search(r"MemTotal:\s+(\d+)", text)
    return f"{round(int(found[1]) / KIB_PER_GIB)} GiB memory" if found else "memory unknown"


@dataclass(slots=True)
class Stopwatch:
    """How long something took, in seconds of CPU and of wall clock."""

    cpu: float = 0.0
    wall: float = 0.0


@contextmanager
def stopwatch() -> Iterator[Stopwatch]:
    watch = Stopwatch(time.process_time(), time.perf_counter())
    yield watch
    watch.cpu, watch.wall = time.process_time() - watch.cpu, time.perf_counter() - watch.wall


def measured(work: Callable[[], object], passes: int = 7) -> Stopwatch:
    """The middle one of several passes, so that neither a lucky nor a disturbed pass counts; one pass before to warm up.

    The collector is held still, because what earlier measurements left behind is not what is measured.
    """
    work()
    gc.collect()
    gc.disable()
    try:
        found = [_one_pass(work) for _ in range(passes)]
    finally:
        gc.enable()
    return sorted(found, key=lambda watch: watch.cpu)[passes // 2]


def _one_pass(work: Callable[[], object]) -> Stopwatch:
    with stopwatch() as watch:
        work()
    return watch


def per_second(number: float, seconds: float) -> str:
    """A rate with thousands set apart."""
    return f"{number / seconds:,.0f}" if seconds else "too fast to say"


def keep(reports: list[Report]) -> None:
    """Put these measurements on the page in place of earlier ones with the same name; the rest of the page stays."""
    sections = _sections()
    for report in reports:
        sections[report.name] = report.page()
    text = [HEAD, *(f"<!-- {name} -->\n{sections[name].strip()}\n" for name in sorted(sections, key=_place))]
    PAGE.write_text("\n".join(text), encoding="utf-8")


ORDER = ("toy", "real", "agreement", "storage", "services", "pages")


def _place(name: str) -> int:
    return ORDER.index(name) if name in ORDER else len(ORDER)


def _sections() -> dict[str, str]:
    if not PAGE.exists():
        return {}
    parts = re.split(r"<!-- (\w+) -->\n", PAGE.read_text(encoding="utf-8"))
    return dict(zip(parts[1::2], parts[2::2], strict=True))


HEAD = """# Benchmarks

Written by `./run bench`; every section is renewed by its own command. Rates are per second of CPU on one core unless a line says otherwise.
Absolute figures depend on the machine and on what else it was doing; the ratios are measured in one run and are what counts.
"""
