"""Every template compiles, and has no inline script or style, which the pages refuse to run anyway."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vangnet.config.settings")

import django  # noqa: E402 - the settings must be named first
from django.template import TemplateSyntaxError, engines  # noqa: E402 - as above

# A block of data is not run: the scripts of the sign-in package read theirs.
INLINE = re.compile(
    r"<script(?![^>]*\b(?:src=|type=\"application/json\"))[^>]*>|<style\b|\sstyle=|\son[a-z]+=[\"']",
    re.IGNORECASE,
)
LINES = 150


def main() -> int:
    """Print what is wrong with any template; 1 when something is."""
    django.setup()
    faults = [fault for file in sorted(ROOT.glob("vangnet/*/templates/**/*.html")) for fault in _faults(file)]
    print("\n".join(faults))
    return 1 if faults else 0


def _faults(file: Path) -> Iterator[str]:
    text = file.read_text(encoding="utf-8")
    place = file.relative_to(ROOT)
    try:
        engines["django"].from_string(text)
    except TemplateSyntaxError as error:
        yield f"{place}: {error}"
    for number, line in enumerate(text.splitlines(), start=1):
        if INLINE.search(line):
            yield f"{place}:{number}: inline script or style; put it in a file under static"
    if text.count("\n") > LINES:
        yield f"{place}: longer than {LINES} lines; split off a fragment"


if __name__ == "__main__":
    sys.exit(main())
