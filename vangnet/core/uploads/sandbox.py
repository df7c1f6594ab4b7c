"""Looking into a file in a process of its own: what breaks there, breaks nothing here."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from vangnet.core.uploads.kinds import UploadRefused

_PROGRAM = Path(__file__).with_name("inspection") / "__main__.py"
_PATIENCE = 30


@dataclass(frozen=True, slots=True)
class Found:
    """What came back: for a picture the one that was drawn anew, with its size."""

    content: bytes
    width: int = 0
    height: int = 0


def inspect(content: bytes, kind: str, *, pixels: int, unpacked: int) -> Found:
    """Look through a file of a kind within limits; refused when it is bad, or when looking at it goes wrong."""
    words = [sys.executable, "-I", str(_PROGRAM), kind, str(pixels), str(unpacked)]
    try:
        done = subprocess.run(  # noqa: S603 - our own program; the file goes in through a pipe and has no name
            words,
            input=content,
            capture_output=True,
            check=False,
            timeout=_PATIENCE,
            env={"PATH": os.defpath, "LANG": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired as slow:
        raise UploadRefused("unreadable") from slow
    if done.returncode:
        raise UploadRefused("unreadable")
    told, _line, drawn = done.stdout.partition(b"\n")
    found = json.loads(told)
    if found["refused"]:
        raise UploadRefused(found["refused"])
    return Found(drawn, found["width"], found["height"])
