"""What changed between two versions of an agreement, clause by clause and word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher

from vangnet.protocol.engine.model import Agreement, Clause

ADDED, REMOVED, CHANGED, SAME = "added", "removed", "changed", "same"
KINDS = ("duty", "right", "period", "prohibition", "requirement")
# Where a clause stands and which version it belongs to differ always and mean nothing.
BESIDE_THE_POINT = frozenset({"agreement", "version", "name", "where"})
# A word or two that happen to be the same between changes make a comparison harder to read, not easier.
FEWEST_SAME = 3
_WORDS = re.compile(r"\s+|[^\s\w]|\w+")


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause that is new, gone, changed or the same; `parts` names what changed in it."""

    kind: str
    name: str
    state: str
    before: Clause | None
    after: Clause | None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of words that is the same, added or removed."""

    state: str
    text: str


def clause_changes(older: Agreement, newer: Agreement) -> tuple[ClauseChange, ...]:
    """Compare two versions clause by clause, in the order of the newer one; what is gone comes last."""
    found = []
    for kind in KINDS:
        before, after = _clauses(older, kind), _clauses(newer, kind)
        found += [_change(kind, name, before.get(name), clause) for name, clause in after.items()]
        found += [_change(kind, name, clause, None) for name, clause in before.items() if name not in after]
    return tuple(found)


def word_changes(before: str, after: str) -> tuple[Stretch, ...]:
    """Compare two texts word by word; put together, the stretches give both texts back."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    return tuple(_stretches(old, new))


def _stretches(old: Sequence[str], new: Sequence[str]) -> Iterator[Stretch]:
    gone: list[str] = []
    came: list[str] = []
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for place, (what, start, end, new_start, new_end) in enumerate(codes):
        between = 0 < place < len(codes) - 1
        if what == "equal" and not (between and _words(new[new_start:new_end]) < FEWEST_SAME):
            yield from _changed(gone, came)
            gone, came = [], []
            yield Stretch(SAME, "".join(new[new_start:new_end]))
        else:
            gone += old[start:end]
            came += new[new_start:new_end]
    yield from _changed(gone, came)


def _changed(gone: Sequence[str], came: Sequence[str]) -> Iterator[Stretch]:
    if gone:
        yield Stretch(REMOVED, "".join(gone))
    if came:
        yield Stretch(ADDED, "".join(came))


def _words(pieces: Sequence[str]) -> int:
    return sum(piece[:1].isalnum() for piece in pieces)


def _clauses(agreement: Agreement, kind: str) -> Mapping[str, Clause]:
    if kind == "requirement":
        return {clause.name: clause for clause in agreement.requires}
    found: dict[str, Mapping[str, Clause]] = {
        "duty": agreement.duties,
        "right": agreement.rights,
        "period": agreement.periods,
        "prohibition": agreement.prohibitions,
    }
    return found[kind]


def _change(kind: str, name: str, before: Clause | None, after: Clause | None) -> ClauseChange:
    if before is None or after is None:
        return ClauseChange(kind, name, ADDED if before is None else REMOVED, before, after)
    parts = tuple(
        part.name
        for part in fields(after)
        if part.name not in BESIDE_THE_POINT and getattr(before, part.name) != getattr(after, part.name)
    )
    return ClauseChange(kind, name, CHANGED if parts else SAME, before, after, parts)
