"""The one script: every command is told, an unknown one is refused, CI uses the same."""

import os
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = (ROOT / "run").read_text()


def run(*words, **environment):
    return subprocess.run(
        [ROOT / "run", *words],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
        cwd="/",
    )


def test_help_tells_every_command():
    told = set(re.findall(r"^\./run ([a-z]+)", SCRIPT, re.MULTILINE))
    known = set(re.findall(r"^    ([a-z]+)\)", SCRIPT, re.MULTILINE))
    assert told == known
    assert run().stdout == run("help").stdout
    assert set(re.findall(r"^\./run ([a-z]+)", run().stdout, re.MULTILINE)) == told


def test_unknown_command_is_refused_with_those_there_are():
    refused = run("dmeo")
    assert refused.returncode == 2
    assert "There is no command 'dmeo'" in refused.stderr
    assert "./run demo" in refused.stderr


def test_missing_python_is_told_with_what_to_do(tmp_path):
    for program in ("bash", "dirname", "cat", "cksum"):
        found = subprocess.run(["which", program], capture_output=True, text=True, check=True).stdout.strip()
        (tmp_path / program).symlink_to(found)
    told = run("setup", PATH=str(tmp_path))
    assert told.returncode == 1
    assert "needs Python 3.11 or newer" in told.stderr


def test_ci_runs_what_people_run():
    script = (ROOT / ".ci" / "run").read_text()
    assert "set -euo pipefail" in script
    assert script.rstrip().endswith("exec ./run test")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_commands_in_the_readme_exist():
    told = set(re.findall(r"\./run ([a-z]+)", (ROOT / "README.md").read_text()))
    assert {"demo", "test"} <= told
    assert told <= set(re.findall(r"^    ([a-z]+)\)", SCRIPT, re.MULTILINE))
