"""Copies of signed roots that are kept elsewhere: what was sealed once cannot disappear unseen."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass


class AnchorFault(ValueError):
    """A file with anchors cannot be read; the message says which line."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """One seal as it is kept elsewhere."""

    number: int
    total: int
    moment: str
    root: str
    history: str
    digest: str
    key: str
    signature: str

    def as_line(self) -> str:
        """To keep it: one line of JSON."""
        return json.dumps({name: getattr(self, name) for name in self.__slots__}, sort_keys=True)


def read(lines: Iterable[str], name: str = "the file") -> list[Anchor]:
    """The anchors of a file, in its order."""
    found = []
    for count, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
            found.append(Anchor(**given))
        except (TypeError, ValueError) as fault:
            raise AnchorFault(f"Line {count} of {name} is not an anchor. Take an undamaged copy.") from fault
    return found
