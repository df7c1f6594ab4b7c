"""Start and stop the embedded database; starting twice is harmless."""

import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from vangnet.config.embedded import cluster, processes
from vangnet.config.embedded.places import EmbeddedError, Home

Say = Callable[[str], None]

_RECOVERY_LIMIT = 600.0
_ORPHAN_LIMIT = 60.0
_STOP_LIMIT = 60.0
_LOG_LIMIT = 10_000_000
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "cluster_name": "vangnet",
    "fsync": "on",
}


def start(home: Home, say: Say = print) -> None:
    """Make the database when there is none, start it when it does not run, and wait until it answers."""
    if processes.accepts_connections(home) and home.ready_mark.exists():
        return
    cluster.prepare_folders(home)
    with _one_at_a_time(home):
        cluster.copy_programs(home)
        cluster.make(home, say)
        if not processes.accepts_connections(home):
            _start_server(home, say)
        cluster.make_roles(home)


def stop(home: Home) -> bool:
    """End the server in good order; False when it did not run."""
    number = processes.main_process(home)
    if number is None:
        return False
    os.kill(number, signal.SIGINT)  # "fast": roll back open work, write everything, end
    deadline = time.monotonic() + _STOP_LIMIT
    while processes.main_process(home) is not None:
        processes.collect_child(number)
        if time.monotonic() > deadline:
            raise EmbeddedError(f"The database (process {number}) did not stop in time. Its log: {home.log}")
        time.sleep(0.05)
    return True


def _start_server(home: Home, say: Say) -> None:
    if _is_there_after_all(home, say):
        return
    deadline = time.monotonic() + _RECOVERY_LIMIT
    _forget_foreign_number(home)
    server = _launch(home)
    told = False
    while not processes.accepts_connections(home):
        if server.poll() is not None:
            raise EmbeddedError(f"The database did not start. The end of {home.log}:\n{_tail(home.log)}")
        if time.monotonic() > deadline:
            raise EmbeddedError(f"The database is still recovering after {_RECOVERY_LIMIT:.0f} s: {home.log}")
        if not told and time.monotonic() > deadline - _RECOVERY_LIMIT + 3:
            told = True
            say("  the database is recovering from an unexpected end ...")
        time.sleep(0.03)
    server.returncode = 0  # it outlives us on purpose; without this Python warns that it still runs


def _launch(home: Home) -> subprocess.Popen[bytes]:
    if home.log.exists() and home.log.stat().st_size > _LOG_LIMIT:
        home.log.unlink()
    settings = {**_SETTINGS, **home.plan.settings, "unix_socket_directories": str(home.sockets)}
    words = [str(home.programs / "postgres"), "-D", str(home.cluster)]
    words += [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    with home.log.open("ab") as log:
        return subprocess.Popen(  # noqa: S603 - our own program and folder
            words,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=home.folder,
            start_new_session=True,
            **cluster.as_server_user(home),
        )


def _is_there_after_all(home: Home, say: Say) -> bool:
    """Wait for an earlier server to finish recovering (then it is ours), or for what is left of a killed one to end."""
    began = time.monotonic()
    told = False
    if number := processes.recorded_number(home):
        processes.collect_child(number)
    while left := processes.holders(home.cluster):
        if processes.accepts_connections(home):
            return True
        limit = _RECOVERY_LIMIT if processes.main_process(home) else _ORPHAN_LIMIT
        if time.monotonic() > began + limit:
            numbers = ", ".join(map(str, sorted(left)))
            raise EmbeddedError(
                f"Processes of an earlier database neither answer nor end: {numbers}. See {home.log}"
            )
        if not told:
            told = True
            say("  waiting for an earlier database to recover or to end ...")
        time.sleep(0.05)
    return False


def _forget_foreign_number(home: Home) -> None:
    """Remove the marks of a server that is gone, which PostgreSQL would respect as long as any process has that number.

    That happens after a restart of the machine, and where nobody collects dead processes. The folder of the sockets is ours
    alone, so what lies there once no process works in the database folder is always left over.
    """
    number = processes.recorded_number(home)
    if not Path("/proc").is_dir():
        return
    if number is not None and processes.is_alive(number):
        (home.cluster / "postmaster.pid").unlink()
    for left in home.sockets.glob(".s.PGSQL.*"):
        left.unlink()


@contextmanager
def _one_at_a_time(home: Home) -> Iterator[None]:
    with (home.folder / "launcher.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _tail(log: Path, lines: int = 15) -> str:
    text = log.read_text(errors="replace") if log.exists() else "(empty)"
    return "\n".join(text.splitlines()[-lines:])
