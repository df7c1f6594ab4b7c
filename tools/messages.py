"""Message catalogues: extract from code and templates, say what misses, compile. No gettext programs needed.

English is the language of the source; every package keeps its Dutch in locale/nl. Words: compile (only what is stale), update, verify.
"""

import os
import sys
from pathlib import Path

PACKAGES = Path(__file__).resolve().parents[1] / "vangnet"


def main(words: list[str]) -> int:
    """Carry out one word; verify and update end with 1 when a catalogue is not complete."""
    match words:
        case ["compile"]:
            return compile_stale()
        case ["update"]:
            from tools import catalogues

            for package in catalogues.packages():
                catalogues.update(package)
            return report(list(catalogues.shortcomings()))
        case ["verify"]:
            from tools import catalogues

            return report(list(catalogues.shortcomings()))
    print(__doc__)
    return 2


def compile_stale() -> int:
    """Compile each catalogue that is newer than what was made of it; Babel is only loaded when there is something to do."""
    for source in sorted(PACKAGES.rglob("locale/*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns > source.stat().st_mtime_ns:
            continue
        from tools import catalogues

        fresh = target.with_name(f"django.mo.{os.getpid()}")
        with fresh.open("wb") as file:
            catalogues.compile_catalogue(source, file)
        fresh.replace(target)
    return 0


def report(faults: list[str]) -> int:
    """Print the shortcomings; the exit code says whether there are any."""
    for fault in faults:
        print(fault)
    print(f"Messages: {len(faults)} to do." if faults else "Messages: complete.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
