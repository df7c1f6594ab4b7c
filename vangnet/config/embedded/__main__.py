"""python -m vangnet.config.embedded start | stop | status | url [owner|app|keyring]

Start, stop and status are about the database and the keyring, as far as these have no address in the environment.
"""

import os
import sys

from vangnet.config.embedded import processes, server
from vangnet.config.embedded.places import (
    APPLICATION,
    KEYRING,
    OWNER,
    EmbeddedError,
    Home,
    find_home,
    find_keyring,
)


def homes() -> list[Home]:
    """The clusters that are ours to run: those whose address nobody gave."""
    main = [] if os.environ.get("DATABASE_URL") else [find_home()]
    keys = [] if os.environ.get("VANGNET_KEYRING_URL") else [find_keyring()]
    return main + keys


def main(words: list[str]) -> int:
    """Carry out one word; the exit code says whether it went well."""
    match words:
        case ["start"]:
            for home in homes():
                server.start(home)
        case ["stop"]:
            stopped = [server.stop(home) for home in (find_keyring(), find_home())]
            print("The database has stopped." if any(stopped) else "The database was not running.")
        case ["status"]:
            return max(map(_tell, homes()), default=0)
        case ["url", "keyring"]:
            print(find_keyring().url(KEYRING))
        case ["url", *role]:
            print(find_home().url(OWNER if role == ["owner"] else APPLICATION))
        case _:
            print(__doc__)
            return 2
    return 0


def _tell(home: Home) -> int:
    running = processes.accepts_connections(home)
    print(f"{'running' if running else 'not running'}: {home.folder}")
    return 0 if running else 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except EmbeddedError as refusal:
        sys.exit(str(refusal))
