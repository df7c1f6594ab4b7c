"""The words with which a value of a list can be written in a file, and the nearest of them to what somebody wrote."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

# Looking for the nearest word takes time: of a file that is wrong everywhere only the first cells get a proposal.
MOST_PROPOSALS = 100
_COMPARED = 60
_ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class Allowed:
    """One value of a list: its code, and its words in each language."""

    code: str
    words: Mapping[str, str]


@dataclass(frozen=True)
class WordList:
    """What may stand in a column: each value by its code or by its words in any language, in capitals or not."""

    entries: tuple[Allowed, ...]
    _codes: dict[str, str] = field(default_factory=dict, repr=False)
    _spelled: dict[str, str] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for written, code in self.spellings():
            self._codes.setdefault(plain(written), code)
            self._spelled.setdefault(plain(written), written)

    def spellings(self) -> Iterable[tuple[str, str]]:
        """Everything that may be written, with the code that it stands for; codes come first."""
        yield from ((one.code, one.code) for one in self.entries)
        yield from ((words, one.code) for one in self.entries for words in one.words.values())

    def code(self, written: str) -> str | None:
        """The code that somebody means; nothing when it is not in the list."""
        return self._codes.get(plain(written))

    def nearest(self, written: str) -> str:
        """What may be written and looks most like this; empty when nothing does."""
        found = difflib.get_close_matches(plain(written)[:_COMPARED], self._codes, n=1, cutoff=_ALIKE)
        return self._spelled[found[0]] if found else ""


class Vocabulary:
    """The lists that a file is read with, by their names, for a reader of one language."""

    def __init__(self, lists: Mapping[str, WordList], *, language: str) -> None:
        self.language = language
        self._lists = lists
        self._near: dict[tuple[str, str], str] = {}

    def __getitem__(self, name: str) -> WordList:
        return self._lists[name]

    def labels(self, name: str) -> list[str]:
        """The values of a list in the language of the reader."""
        return [one.words[self.language] for one in self._lists[name].entries]

    def nearest(self, name: str, written: str) -> str:
        """The nearest word of a list, as long as not too many were looked for."""
        asked = (name, plain(written))
        if asked not in self._near and len(self._near) < MOST_PROPOSALS:
            self._near[asked] = self._lists[name].nearest(written)
        return self._near.get(asked, "")


def plain(written: str) -> str:
    """A word without capitals, and without what differs between a code and the words for it."""
    return " ".join(written.casefold().replace("_", " ").split())
