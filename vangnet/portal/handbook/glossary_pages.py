"""The glossary: one word per concept, with what it means and which words to leave."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.translation import get_language

FILE = Path(__file__).resolve().parents[3] / "docs" / "glossary.csv"
COLUMNS = ("identifier", "nl", "en", "definition_nl", "definition_en", "source", "avoid")


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the glossary as its file has it."""

    identifier: str
    nl: str
    en: str
    definition_nl: str
    definition_en: str
    source: str
    avoid: str


@dataclass(frozen=True, slots=True)
class TermLine:
    """A word in the language of the page, with the same word in the other language."""

    identifier: str
    term: str
    other: str
    other_language: str
    definition: str
    source: str
    avoid: tuple[str, ...]


@lru_cache(maxsize=1)
def read_terms() -> tuple[Term, ...]:
    """Read the glossary from its file."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(Term(**row) for row in csv.DictReader(file))


def glossary_terms() -> tuple[TermLine, ...]:
    """Give the glossary in the language of the page, in its alphabet."""
    dutch = not (get_language() or "nl").startswith("en")
    lines = [
        TermLine(
            identifier=term.identifier,
            term=term.nl if dutch else term.en,
            other=term.en if dutch else term.nl,
            other_language="en" if dutch else "nl",
            definition=term.definition_nl if dutch else term.definition_en,
            source=term.source,
            avoid=tuple(word.strip() for word in term.avoid.split(";") if word.strip()),
        )
        for term in read_terms()
    ]
    return tuple(sorted(lines, key=lambda line: line.term.casefold()))
