"""Run steps one after another, show how they go, and end with the truth."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Step:
    """A named command."""

    name: str
    words: list[str]
    environment: dict[str, str] = field(default_factory=dict)


def tool(name: str, *words: str) -> list[str]:
    """A program of the environment."""
    return [str(BIN / name), *words]


def python(*words: str) -> list[str]:
    """A Python program."""
    return [sys.executable, *words]


def run_all(steps: list[Step]) -> bool:
    """Run every step, also after one failed, so that one run tells everything; print only what went wrong."""
    failed = [step.name for step in steps if not run(step)]
    if failed:
        print(f"Not in order: {', '.join(failed)}.", flush=True)
    return not failed


def run(step: Step) -> bool:
    """Run one step and print its output when it fails."""
    started = time.monotonic()
    print(f"  {step.name:<24}", end="", flush=True)
    done = subprocess.run(
        step.words,
        cwd=ROOT,
        env=os.environ | step.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    print(f"{'failed' if done.returncode else 'ok':<7}{time.monotonic() - started:5.1f} s", flush=True)
    if done.returncode:
        print(done.stdout.decode(errors="replace").rstrip(), flush=True)
    return done.returncode == 0
