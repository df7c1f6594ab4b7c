"""Copies of signed roots outside the database: a file per day, to which lines are only added."""

from __future__ import annotations

import os
from pathlib import Path

from vangnet.access.evidence.sealer import statement
from vangnet.access.models import Seal
from vangnet.access.sealing.anchors import Anchor, AnchorFault, read
from vangnet.access.sealing.trees import Frontier

AT_ONCE = 1000


def anchor(made: Seal) -> Anchor:
    """What is kept elsewhere of a seal."""
    said = statement(made)
    return Anchor(
        number=made.number,
        total=made.total,
        moment=said.moment,
        root=said.root.hex(),
        history=Frontier.from_bytes(made.number, bytes(made.frontier)).root.hex(),
        digest=said.digest(bytes(made.signature)).hex(),
        key=made.key,
        signature=bytes(made.signature).hex(),
    )


def publish(folder: Path) -> int:
    """Add every seal that the folder does not have yet; gives how many. What once stood there is never changed."""
    folder.mkdir(parents=True, exist_ok=True)
    _mend(folder)
    last = max((one.number for one in _newest(folder)), default=0)
    count = 0
    for made in Seal.objects.filter(number__gt=last).order_by("number").iterator(AT_ONCE):
        with (folder / f"{made.moment:%Y-%m-%d}.jsonl").open("a", encoding="ascii") as file:
            file.write(anchor(made).as_line() + "\n")
            file.flush()
            os.fsync(file.fileno())
        count += 1
    return count


def export(file: Path) -> int:
    """Write the newest seal to a file, to give to somebody outside; gives its number, or 0 when there is none."""
    last = Seal.objects.order_by("-number").first()
    if last is None:
        return 0
    file.write_text(anchor(last).as_line() + "\n", encoding="ascii")
    return int(last.number)


def kept(*places: Path) -> list[Anchor]:
    """The anchors in files and folders."""
    files = [
        file for place in places for file in (sorted(place.glob("*.jsonl")) if place.is_dir() else [place])
    ]
    return [one for file in files for one in _of(file)]


def _mend(folder: Path) -> None:
    """Take away half a line at the end, which a machine that lost its power leaves behind; it is written again."""
    for file in sorted(folder.glob("*.jsonl"))[-1:]:
        content = file.read_bytes()
        whole = content.rfind(b"\n") + 1
        if whole < len(content):
            os.truncate(file, whole)


def _newest(folder: Path) -> list[Anchor]:
    return [one for file in sorted(folder.glob("*.jsonl"))[-2:] for one in _of(file)]


def _of(file: Path) -> list[Anchor]:
    try:
        return read(file.read_text(encoding="ascii").splitlines(), file.name)
    except (OSError, UnicodeDecodeError) as fault:
        raise AnchorFault(f"{file.name} cannot be read. Give a file that export_anchor made.") from fault
