"""A place in a file that is read: asks for values there and keeps what is wrong, with the whole path to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from vangnet.signals.weighing.model import Basis, Words

LANGUAGES = ("nl", "en")


class BookErrors(Exception):
    """Everything that is wrong in the files with weights."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True, slots=True)
class Spot:
    """The content at one place of a file. What misses or does not fit is noted, and read as empty."""

    content: Any
    path: str
    problems: list[str]

    def wrong(self, message: str) -> None:
        """Note what is wrong here."""
        self.problems.append(f"{self.path}: {message}")

    def _table(self) -> dict[str, Any]:
        return self.content if isinstance(self.content, dict) else {}

    def only(self, known: Iterable[str]) -> None:
        """Nothing else than these keys may stand here, and it must be keys with values."""
        if not isinstance(self.content, dict):
            self.wrong("must be keys with values.")
        for key in sorted(self._table().keys() - set(known)):
            self.wrong(f"'{key}' is not known here. Choose from: {', '.join(sorted(known))}.")

    def has(self, key: str) -> bool:
        """Whether something stands under a key."""
        return key in self._table()

    def part(self, key: str) -> Spot:
        """The place under a key."""
        return replace(self, content=self._table().get(key), path=f"{self.path}: {key}")

    def parts(self, key: str) -> Iterator[tuple[str, Spot]]:
        """Every place under a key, with its own key; there must be at least one."""
        inside = self.part(key)
        if not inside._table():
            inside.wrong("must be keys with values, at least one.")
        for code in inside._table():
            yield str(code), inside.part(code)

    def text(self, key: str) -> str:
        """A text that may not be empty."""
        found = self._table().get(key)
        if isinstance(found, str) and found.strip():
            return found.strip()
        self.part(key).wrong("is missing. Write it as text.")
        return ""

    def words(self, key: str) -> Words:
        """The same in Dutch and in English."""
        return {language: self.part(key).text(language) for language in LANGUAGES}

    def number(self, key: str) -> int:
        """A whole number of 0 or more."""
        found = self._table().get(key)
        if isinstance(found, int) and not isinstance(found, bool) and found >= 0:
            return found
        self.part(key).wrong(f"is {found!r}. Write a whole number, 0 or more.")
        return 0

    def day(self, key: str) -> date | None:
        """A day."""
        found = self._table().get(key)
        if isinstance(found, date):
            return found
        self.part(key).wrong(f"is {found!r}. Write a day, such as 2025-01-01.")
        return None

    def codes(self, key: str) -> tuple[str, ...]:
        """A list of words, each once."""
        found = self._table().get(key)
        if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
            self.part(key).wrong("must be a list of words.")
            return ()
        for one in sorted({one for one in found if found.count(one) > 1}):
            self.part(key).wrong(f"'{one}' stands here twice.")
        return tuple(found)

    def basis(self) -> Basis:
        """Where the numbers here come from: lines of a source, or said to be assumed."""
        assumed = self._table().get("assumed") is True
        source = self.text("source") if self.has("source") else ""
        if not assumed and not source:
            self.wrong("says neither its 'source' nor 'assumed: true'.")
        return Basis(source, assumed)
