"""Which processes hold a database folder: the truth behind a process number in a file."""

import os
import subprocess
from pathlib import Path

from vangnet.config.embedded.places import Home, wheel_programs

_PROC = Path("/proc")


def holders(cluster: Path) -> set[int]:
    """The living processes that work in this folder; a dead process waiting to be collected has no folder."""
    if not _PROC.is_dir():
        return set()
    return {
        int(entry.name) for entry in _PROC.iterdir() if entry.name.isdigit() and _works_in(entry, cluster)
    }


def main_process(home: Home) -> int | None:
    """The number of the running server, or None when the number on file belongs to nobody or somebody else."""
    number = recorded_number(home)
    if number is None:
        return None
    if _PROC.is_dir():
        return number if number in holders(home.cluster) else None
    return number if is_alive(number) else None


def recorded_number(home: Home) -> int | None:
    """The process number that the server wrote down when it started."""
    try:
        return int((home.cluster / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None


def is_alive(number: int) -> bool:
    """Whether any process with this number exists."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def accepts_connections(home: Home) -> bool:
    """Whether the server answers on its socket and has finished recovering."""
    probe = [str(wheel_programs() / "pg_isready"), "-q", "-h", str(home.sockets), "-d", "postgres"]
    return subprocess.run(probe, check=False).returncode == 0  # noqa: S603 - our own program and folder


def collect_child(number: int) -> None:
    """Collect an ended server that we started ourselves, so that it does not linger as a zombie."""
    try:
        os.waitpid(number, os.WNOHANG)
    except ChildProcessError:
        return


def _works_in(process: Path, folder: Path) -> bool:
    try:
        return Path(os.readlink(process / "cwd")) == folder
    except OSError:
        return False
