"""python -m vangnet.config.embedded start | stop | status | url [owner|app]"""

import sys

from vangnet.config.embedded import processes, server
from vangnet.config.embedded.places import APPLICATION, OWNER, EmbeddedError, find_home


def main(words: list[str]) -> int:
    """Carry out one word; the exit code says whether it went well."""
    home = find_home()
    match words:
        case ["start"]:
            server.start(home)
        case ["stop"]:
            print("The database has stopped." if server.stop(home) else "The database was not running.")
        case ["status"]:
            running = processes.accepts_connections(home)
            print(f"{'running' if running else 'not running'}: {home.folder}")
            return 0 if running else 1
        case ["url", *role]:
            print(home.url(OWNER if role == ["owner"] else APPLICATION))
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except EmbeddedError as refusal:
        sys.exit(str(refusal))
