"""Slips of the pen: which known word somebody most likely meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

SHORTEST = 4
LONG = 8


def suggestion(word: str, known: Iterable[str]) -> str:
    """Give the known word that looks most like this one, as advice; empty when none does."""
    words = sorted(known)
    close = near_miss(word, words) or next(iter(difflib.get_close_matches(word, words, n=1, cutoff=0.75)), "")
    if not close:
        close = next(
            (each for each in words if abs(len(each) - len(word)) < 2 and distance(word, each) == 1), ""
        )
    return f"Did you mean {close!r}?" if close else ""


def near_miss(word: str, known: Iterable[str]) -> str:
    """Give the known word that this one is almost certainly a slip of; empty when there is none.

    One letter wrong, missing, too many or swapped; two in a long word. Words that differ in their digits are different words.
    """
    allowed = 0 if len(word) < SHORTEST else 1 if len(word) < LONG else 2
    candidates = [
        each for each in known if abs(len(each) - len(word)) <= allowed and _digits(each) == _digits(word)
    ]
    return min((each for each in candidates if distance(word, each) <= allowed), default="")


def _digits(word: str) -> str:
    return "".join(letter for letter in word if letter.isdigit())


def distance(one: str, other: str) -> int:
    """Count the slips between two words: letters changed, added, left out, or two neighbours swapped."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, 1):
        earlier, before, row = before, row, [number]
        for place, wanted in enumerate(other, 1):
            costs = [before[place] + 1, row[place - 1] + 1, before[place - 1] + (letter != wanted)]
            if number > 1 and place > 1 and letter == other[place - 2] and one[number - 2] == wanted:
                costs.append(earlier[place - 2] + 1)
            row.append(min(costs))
    return row[-1]
