"""One at a time: two commands that start at once wait for each other. Standard library only."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CACHE = Path(__file__).resolve().parents[1] / ".cache"


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Wait until nobody else does this in this checkout. Also holds when the lock itself is cleaned away meanwhile."""
    path = CACHE / f"{name}.lock"
    while True:
        path.parent.mkdir(exist_ok=True)
        with path.open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not _is_still(path, lock.fileno()):
                continue
            yield
            return


def _is_still(path: Path, held: int) -> bool:
    """Whoever waited for a file that was removed holds nothing: the next one makes a new file."""
    try:
        return os.path.samestat(path.stat(), os.fstat(held))
    except FileNotFoundError:
        return False


if __name__ == "__main__":
    with one_at_a_time(sys.argv[1]):
        sys.exit(subprocess.run(sys.argv[2:], check=False).returncode)
