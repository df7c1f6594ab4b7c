"""python -I inspection/__main__.py KIND PIXELS UNPACKED < file: a line of JSON, and for a picture the one drawn anew."""

import json
import resource
import sys
from importlib import import_module
from pathlib import Path

_MEMORY = 1_500_000_000
_SECONDS = 20


def main(kind: str, pixels: int, unpacked: int) -> None:
    """Shut ourselves in, look, and tell. Whatever else goes wrong ends this process, which counts as a refusal."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sys.path.insert(0, str(Path(__file__).parent))
    looking = import_module({"pdf": "pdf", "word": "word", "text": "text"}.get(kind, "picture"))
    refused, drawn, width, height = looking.look(sys.stdin.buffer.read(), pixels, unpacked)
    told = json.dumps({"refused": refused, "width": width, "height": height})
    sys.stdout.buffer.write(told.encode() + b"\n" + drawn)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
