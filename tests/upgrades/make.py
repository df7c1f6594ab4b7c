"""Keep the data of a version, so that every later one proves that it can still take them over.

`python -m tests.upgrades.make COMMIT NAME` checks the commit out in a temporary folder, loads its demonstration, and writes
tests/upgrades/stored/NAME.dump (a database, all of it fictitious) and NAME.json (what must be found again).
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.upgrades import invariants
from tools.steps import ROOT, python
from vangnet.config.embedded.places import OWNER, find_home, wheel_programs

STORED = Path(__file__).parent / "stored"
DOSSIERS = "60"


def main(words):
    commit, name = words
    STORED.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        checkout, data = Path(place, "checkout"), Path(place, "data")
        run(["git", "worktree", "add", "--detach", str(checkout), commit], ROOT)
        try:
            fill(checkout, data)
            keep(checkout, data, name)
        finally:
            command(checkout, data, "-m", "vangnet.config.embedded", "stop")
            home = find_home(data / "postgres").folder
            run(["git", "worktree", "remove", "--force", str(checkout)], ROOT)
            shutil.rmtree(home)


def fill(checkout, data):
    (checkout / "staticfiles").mkdir(exist_ok=True)
    command(checkout, data, "-m", "vangnet.config.embedded", "start")
    command(checkout, data, "manage.py", "migrate", "--verbosity", "0")
    command(checkout, data, "manage.py", "load_demo", "--dossiers", DOSSIERS, "--jobs", "2")


def keep(checkout, data, name):
    shutil.copy(invariants.__file__, checkout / "invariants.py")
    command(checkout, data, "-m", "invariants", str(STORED / f"{name}.json"))
    words = [str(wheel_programs() / "pg_dump"), "--format=custom", "--compress=9"]
    words += ["--no-owner", "--no-privileges", f"--file={STORED / name}.dump"]
    run([*words, find_home(data / "postgres").url(OWNER)], checkout)


def command(checkout, data, *words):
    run(python(*words), checkout, {"VANGNET_MODE": "demo", "VANGNET_DATA": str(data)})


def run(words, folder, extra=None):
    subprocess.run(words, cwd=folder, env=os.environ | (extra or {}), check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
