"""Trees of digests as RFC 6962 describes them, with proofs that somebody else can check.

A leaf and a node begin with different bytes, so that a node can never pass for a leaf.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

WIDTH = 32
_LEAF, _NODE = b"\x00", b"\x01"
EMPTY = sha256(b"").digest()


def leaf(content: bytes) -> bytes:
    """The digest of one leaf."""
    return sha256(_LEAF + content).digest()


def line(log: str, content: str) -> bytes:
    """The digest of one line of a log; the name of the log counts, so that a line cannot move to another one."""
    name = log.encode()
    return sha256(_LEAF + len(name).to_bytes(2, "big") + name + content.encode()).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The digest over two parts of a tree."""
    return sha256(_NODE + left + right).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """The digest over all leaves. Pair by pair this gives what RFC 6962 defines from the top."""
    level = list(leaves)
    if not level:
        return EMPTY
    while len(level) > 1:
        pairs = [sha256(_NODE + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)]
        level = [*pairs, level[-1]] if len(level) % 2 else pairs
    return level[0]


def inclusion(leaves: Sequence[bytes], place: int) -> list[bytes]:
    """What somebody needs besides a leaf to find the root: the digests beside its way up."""
    if not 0 <= place < len(leaves):
        raise IndexError(f"There is no leaf {place} in a tree of {len(leaves)}.")
    if len(leaves) == 1:
        return []
    half = _split(len(leaves))
    if place < half:
        return [*inclusion(leaves[:half], place), root(leaves[half:])]
    return [*inclusion(leaves[half:], place - half), root(leaves[:half])]


def includes(digest: bytes, *, place: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether a leaf stands at this place of the tree with this root."""
    if not 0 <= place < size:
        return False
    found, at, last = digest, place, size - 1
    for beside in proof:
        if last == 0:
            return False
        if at % 2 or at == last:
            found = node(beside, found)
            while not at % 2 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node(found, beside)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def consistency(leaves: Sequence[bytes], earlier: int) -> list[bytes]:
    """What somebody needs to see that a tree of `earlier` leaves is the beginning of this one."""
    if not 0 < earlier <= len(leaves):
        raise IndexError(f"A tree of {len(leaves)} leaves does not begin with {earlier}.")
    return _consistency(leaves, earlier, is_whole=True)


def _consistency(leaves: Sequence[bytes], earlier: int, *, is_whole: bool) -> list[bytes]:
    if earlier == len(leaves):
        return [] if is_whole else [root(leaves)]
    half = _split(len(leaves))
    if earlier <= half:
        return [*_consistency(leaves[:half], earlier, is_whole=is_whole), root(leaves[half:])]
    return [*_consistency(leaves[half:], earlier - half, is_whole=False), root(leaves[:half])]


def begins_with(
    *, earlier: int, earlier_root: bytes, size: int, later_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the tree with the later root begins with the one with the earlier root (RFC 9162, 2.1.4.2)."""
    if earlier == size:
        return not proof and earlier_root == later_root
    if not 0 < earlier < size or not proof:
        return False
    path = [earlier_root, *proof] if earlier & (earlier - 1) == 0 else list(proof)
    at, last = earlier - 1, size - 1
    while at % 2:
        at, last = at >> 1, last >> 1
    old = new = path[0]
    for beside in path[1:]:
        if last == 0:
            return False
        if at % 2 or at == last:
            old, new = node(beside, old), node(beside, new)
            while not at % 2 and at:
                at, last = at >> 1, last >> 1
        else:
            new = node(new, beside)
        at, last = at >> 1, last >> 1
    return last == 0 and old == earlier_root and new == later_root


@dataclass(frozen=True, slots=True)
class Frontier:
    """What is needed of a growing tree to add a leaf and to know its root: the roots of its whole parts, largest first."""

    size: int = 0
    parts: tuple[bytes, ...] = ()

    def add(self, digest: bytes) -> Frontier:
        """The tree with one leaf more."""
        parts, size = [*self.parts, digest], self.size
        while size % 2:
            right = parts.pop()
            parts.append(node(parts.pop(), right))
            size >>= 1
        return Frontier(self.size + 1, tuple(parts))

    @property
    def root(self) -> bytes:
        """The digest over all leaves so far."""
        if not self.parts:
            return EMPTY
        found = self.parts[-1]
        for part in reversed(self.parts[:-1]):
            found = node(part, found)
        return found

    def as_bytes(self) -> bytes:
        """To keep it."""
        return b"".join(self.parts)

    @classmethod
    def from_bytes(cls, size: int, kept: bytes) -> Frontier:
        """As it was kept; each whole part of the tree is one bit of the size."""
        if len(kept) != WIDTH * size.bit_count():
            raise ValueError(f"This is not what belongs to a tree of {size} leaves.")
        return cls(size, tuple(kept[i : i + WIDTH] for i in range(0, len(kept), WIDTH)))


def _split(size: int) -> int:
    """The largest power of two that is smaller than the size."""
    return 1 << (size - 1).bit_length() - 1
