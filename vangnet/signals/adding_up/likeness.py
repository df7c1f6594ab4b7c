"""Texts that are nearly the same: known by pairs of words that few other texts have.

Of a text only numbers are kept, made from pairs of its words with a secret key. Equal pairs give equal numbers, so two texts
can be compared; without the key nobody can try out which words were in a text.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import blake2b

from vangnet.persons.marks import plain
from vangnet.signals.adding_up.limits import TextLimits


@dataclass(frozen=True, slots=True)
class Likeness:
    """How many uncommon pairs two texts share, and how much all that they share is of the shortest one, in percent."""

    shared: int
    percent: int


def pairs(text: str, common: Collection[str]) -> frozenset[str]:
    """The pairs of words that stand beside each other, or one apart, without words that say nothing.

    Words with digits are left out: a telephone number or a price is what changes first. Another order of sentences changes
    few pairs, a typing error only those of its word.
    """
    words = [word for word in plain(text).split() if word.isalpha() and word not in common]
    beside = {f"{first} {second}" for first, second in zip(words, words[1:], strict=False)}
    apart = {f"{first} - {second}" for first, second in zip(words, words[2:], strict=False)}
    return frozenset(beside | apart)


def traces(text: str, *, key: bytes, limits: TextLimits) -> tuple[int, ...]:
    """The numbers that stand for a text; of a long one always the same choice, so that two long texts stay comparable."""
    numbers = sorted(_number(key, pair) for pair in pairs(text, limits.common_words))
    return tuple(numbers[: limits.most_pairs]) if len(numbers) >= limits.least_pairs else ()


def likeness(
    one: Collection[int], other: Collection[int], uncommon: Collection[int], limits: TextLimits
) -> Likeness | None:
    """How alike two texts are, or nothing when they have too little in common for somebody to look at them together.

    What is common counts for how much they have in common, but never makes two texts alike by itself.
    """
    both = set(one) & set(other)
    fewest = min(len(set(one)), len(set(other)))
    found = Likeness(len(both & set(uncommon)), round(100 * len(both) / fewest) if fewest else 0)
    enough = found.shared >= limits.least_shared and found.percent >= limits.least_percent
    return found if enough else None


def _number(key: bytes, pair: str) -> int:
    digest = blake2b(pair.encode("utf-8"), key=key[:64], digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
