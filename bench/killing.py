"""Kills server and database at random points under load: what was acknowledged is there once, and it comes back by itself.

The work happens in a process of its own (`python -m bench.killing POINTS SEED`) with clusters of its own, since it kills what it uses.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import uuid4

from bench.report import ROOT, Report
from vangnet.config.embedded import processes
from vangnet.config.embedded.places import KEYS, find_home

if TYPE_CHECKING:
    from bench.killing_kept import Signals

POINTS = 200
SENDERS = 6
PATIENCE = 10.0  # seconds within which everything has to work again
TOKEN = "t" * 32
KINDS = ("server", "worker", "database", "backend", "keyring", "sealer", "migration")
LONGEST_CALM = 0.8
# Commands that run beside the server, and after how many seconds they are killed: starting takes one, the work some more.
COMMANDS = {
    "sealer": (("seal_traces",), {}),
    "migration": (("migrate", "--verbosity", "0"), {"VANGNET_DB_ROLE": "owner"}),
}
CUT_OFF_AFTER = (1.0, 5.0)


def measure(cases: int | None = None) -> Report:
    """Kill so many times and tell what was lost, doubled or slow."""
    points = cases or POINTS
    found = run(points, seed=20261121)
    report = Report(
        "kill",
        "Killed under load",
        f"`kill -9` at {points} random points while {SENDERS} senders submit forms: is anything acknowledged lost, is anything "
        "there twice, and how long until it works again?",
        ("what was killed", "times", "back after (median)", "back after (longest)"),
    )
    for kind, times in found["back"].items():
        report.row(kind, len(times), f"{statistics.median(times):.2f} s", f"{max(times):.2f} s")
    report.note(
        f"{found['acknowledged']:,} submissions were acknowledged; {found['lost']} lost, {found['doubled']} there twice."
    )
    report.note(
        f"{found['unanswered']:,} were not answered and sent again with the same key; {found['missing']} of them miss."
    )
    kept = found["signals"]
    report.note(
        f"Beside them signals were reported, taken in hand and given marks, with and without account: {kept['acknowledged']:,} of "
        f"those acts were acknowledged in {kept['signals']:,} signals; {kept['lost']} lost, {kept['doubled']} there twice, "
        f"{kept['without_owner']} without owner, {kept['words_lost']} without their words."
    )
    report.note(
        f"A report that was sent without an answer was opened with its words on another device: {kept['opened_again']} times it "
        f"was not sent and as it was, {kept['kept_without_answer']} times it had arrived. {kept['drafts']} drafts that nobody sent open."
    )
    report.note(
        f"Answers while killing, by status: {found['statuses']}; none of them is a fault of the program (500)."
    )
    report.note(
        f"The seals on the logs and the wall {'fit' if found['sealed'] else 'DO NOT FIT'} afterwards."
    )
    return report


def run(points: int, *, seed: int) -> dict[str, object]:
    """Everything in a process with its own data, which is gone afterwards."""
    top = Path(tempfile.mkdtemp(prefix="vangnet-kill-"))
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "VANGNET_"))
    }
    surroundings = kept | {
        "VANGNET_MODE": "demo",
        "VANGNET_DATA": str(top),
        "DJANGO_SETTINGS_MODULE": "vangnet.config.settings",
    }
    words = [sys.executable, "-m", "bench.killing", str(points), str(seed)]
    # The pages name their styles by what was collected last, which may be of an earlier version or of never.
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, cwd=ROOT, env=surroundings, check=True)
    try:
        done = subprocess.run(
            words, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True, check=True
        )
        found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
        return found
    finally:
        subprocess.run(
            [sys.executable, "-m", "vangnet.config.embedded", "stop"],
            cwd=ROOT,
            env=surroundings,
            check=False,
            stdout=subprocess.DEVNULL,
        )
        for home in (find_home(top / "postgres"), find_home(top / "keyring", KEYS)):
            shutil.rmtree(home.folder, ignore_errors=True)
        shutil.rmtree(top, ignore_errors=True)


class Installation:
    """Clusters and a server of our own, started as an operator or a service manager would."""

    def __init__(self, top: Path, port: int) -> None:
        self.database, self.keyring = find_home(top / "postgres"), find_home(top / "keyring", KEYS)
        self.port = port
        self.running: subprocess.Popen[bytes] | None = None

    def command(self, *words: str, **more: str) -> None:
        subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=os.environ | more, check=True, stdout=subprocess.DEVNULL
        )

    def start(self) -> None:
        self.command("-m", "vangnet.config.embedded", "start")

    def serve(self) -> None:
        environment = os.environ | {"VANGNET_PORT": str(self.port)}
        words = [
            str(Path(sys.executable).parent / "gunicorn"),
            "--config",
            "tools/serve.py",
            "vangnet.config.wsgi",
        ]
        self.running = subprocess.Popen(
            words,
            cwd=ROOT,
            env=environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def cut_off(self, kind: str, chance: random.Random) -> None:
        """Start a command as the night or an operator would, and kill it wherever it is by then."""
        words, surroundings = COMMANDS[kind]
        begun = subprocess.Popen(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=os.environ | surroundings,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(chance.uniform(*CUT_OFF_AFTER))
        if begun.poll() is None:
            os.killpg(begun.pid, signal.SIGKILL)
        begun.wait()

    def end(self) -> None:
        if self.running and self.running.poll() is None:
            os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait()

    def kill(self, kind: str, chance: random.Random) -> None:
        """Kill one thing, and start it again the ordinary way."""
        if kind == "server":
            self.end()
            self.serve()
        elif kind == "worker":
            _kill(chance.choice(_children(self.running.pid if self.running else 0)))
        elif kind in COMMANDS:
            self.cut_off(kind, chance)
        else:
            home = self.keyring if kind == "keyring" else self.database
            main = processes.main_process(home)
            others = sorted(processes.holders(home.cluster) - {main})
            _kill(chance.choice(others) if kind == "backend" and others else main)
            self.start()


def _kill(number: int | None) -> None:
    if number:
        try:
            os.kill(number, signal.SIGKILL)
        except ProcessLookupError:
            return


def _children(parent: int) -> list[int]:
    found = subprocess.run(
        ["pgrep", "-P", str(parent)], capture_output=True, text=True, check=False
    ).stdout.split()
    return [int(number) for number in found] or [0]


class Load:
    """Senders that submit the same form under ever new keys, and remember what was answered."""

    def __init__(self, port: int, path: str, cookies: str, fields: dict[str, str]) -> None:
        self.port, self.path, self.cookies, self.fields = port, path, cookies, fields
        self.acknowledged: list[str] = []
        self.unanswered: list[str] = []
        self.statuses: Counter[str] = Counter()
        self.stop, self._lock = Event(), Lock()
        self._threads = [Thread(target=self._work, daemon=True) for _ in range(SENDERS)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def finish(self) -> None:
        self.stop.set()
        for thread in self._threads:
            thread.join()

    def send(self, key: str) -> int | None:
        """The status of an answer; nothing when the connection broke."""
        asked = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Cookie": self.cookies, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            asked.request("POST", self.path, urlencode(self.fields | {"submission_key": key}), headers)
            answer = asked.getresponse()
            # Being sent away to sign in again is no acknowledgement.
            place = answer.getheader("Location") or ""
            return 401 if "/account/" in place else answer.status
        except (OSError, HTTPException):
            return None
        finally:
            asked.close()

    def _work(self) -> None:
        while not self.stop.is_set():
            key = str(uuid4())
            while (answer := self.send(key)) != 302 and not self.stop.is_set():
                self._remember(answer, self.unanswered, key)
                time.sleep(0.05)
            self._remember(answer, self.acknowledged if answer == 302 else self.unanswered, key)

    def _remember(self, answer: int | None, where: list[str], key: str) -> None:
        with self._lock:
            self.statuses[str(answer)] += 1
            where.append(key)


def inside(points: int, seed: int) -> dict[str, object]:
    """The whole run, in a process that may only use its own data."""
    chance = random.Random(seed)
    top = Path(os.environ["VANGNET_DATA"])
    there = Installation(top, _free_port())
    there.start()
    there.command("manage.py", "migrate", "--verbosity", "0", VANGNET_DB_ROLE="owner")
    load, signals = _prepare(there, points)
    there.serve()
    back: dict[str, list[float]] = {}
    try:
        _wait(load)
        load.start()
        signals.start()
        for number in range(points):
            kind = KINDS[number % len(KINDS)]
            time.sleep(chance.uniform(0.02, LONGEST_CALM))
            began = time.monotonic()
            there.kill(kind, chance)
            began = (
                time.monotonic() if kind in COMMANDS else began
            )  # a command runs for a while before it is killed
            _wait(load)
            back.setdefault(kind, []).append(time.monotonic() - began)
        load.finish()
        signals.finish()
        for words, surroundings in COMMANDS.values():
            there.command("manage.py", *words, **surroundings)
        for key in sorted({*load.unanswered, *load.acknowledged[-20:]}):
            while load.send(key) != 302:
                time.sleep(0.05)
    finally:
        there.end()
    kept = {"signals": signals.compare(), "statuses": dict(load.statuses + signals.statuses())}
    return _compare(load) | kept | {"back": back, "sealed": _sealed(there)}


def _wait(load: Load) -> None:
    """Until a form is accepted again; a form of our own, so that it counts as well."""
    key, until = str(uuid4()), time.monotonic() + 6 * PATIENCE
    while load.send(key) != 302:
        if time.monotonic() > until:
            raise TimeoutError(f"It did not come back by itself: {load.send(key)}.")
        time.sleep(0.02)
    load.acknowledged.append(key)


def _prepare(there: Installation, points: int) -> tuple[Load, Signals]:
    import django

    django.setup()
    from bench.killing_dossier import prepare
    from bench.killing_kept import Signals

    path, cookies, fields = prepare(there.port, TOKEN)
    return Load(there.port, path, cookies, fields), Signals(there.port, points)


def _compare(load: Load) -> dict[str, object]:
    from bench.killing_dossier import keys_kept

    kept = Counter(keys_kept())
    return {
        "acknowledged": len(load.acknowledged),
        "unanswered": len(set(load.unanswered)),
        "lost": sum(1 for key in load.acknowledged if not kept[key]),
        "doubled": sum(1 for count in kept.values() if count > 1),
        "missing": sum(1 for key in set(load.unanswered) if not kept[key]),
    }


def _sealed(there: Installation) -> bool:
    try:
        for command in ("seal_traces", "verify_traces", "check_wall"):
            there.command("manage.py", command)
    except subprocess.CalledProcessError:
        return False
    return True


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


if __name__ == "__main__":
    print(json.dumps(inside(int(sys.argv[1]), int(sys.argv[2]))))
