"""Sources of rules as a reader understands them: a law, an agreement or a document by its name, or that Vangnet chose it itself.

Data name sources by the number of a document and its lines, and by places in the own documentation; those mean nothing on a screen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("documents.yaml")
CHOICE: Mapping[str, str] = {"nl": "een keuze van Vangnet", "en": "a choice of Vangnet"}
READING: Mapping[str, str] = {"nl": "eigen lezing van de wet", "en": "own reading of the law"}
LINES: Mapping[str, tuple[str, str]] = {"nl": ("regel", "regels"), "en": ("line", "lines")}
# What Vangnet decided itself, and where its makers wrote that down.
_OWN = re.compile(
    r"(?:own choice|design|adr|issue|anchors|domain)\b.*|docs/.*|vangnet/.*|vangnet(?: \(.*\))?|seeds? \d{3}-[a-z].*"
    r"|no line in the sources.*|assumed",
    re.IGNORECASE | re.DOTALL,
)
_LINES = r"L\d+(?:-L?\d+)?"
_DOCUMENT = re.compile(rf"(?:seeds? )?\b(00\d)(?: ({_LINES}(?:, ?{_LINES})*))")
_BARE_LINES = re.compile(rf"\bL\d{{2,}}(?:-L?\d+)?(?:, ?{_LINES})*")
_READING = re.compile(r"own reading( of| for this pair)?")
# What the makers noted with a source, in English; a reader needs the source.
_REMARK = re.compile(r"^[a-z][a-z ]*: |: [a-z].*$| \((?!own reading)[a-z][^()]*\)")
_READING_WITH_REMARK = re.compile(
    r"\((?:[^()]*; )?(own reading)(?:;| for)[^()]*\)|\([^()]*; (own reading)[^()]*\)"
)


@dataclass(frozen=True, slots=True)
class Document:
    """A document in which rules were found: its name beside a rule, and in full."""

    short: Mapping[str, str]
    full: Mapping[str, str]


@cache
def documents(file: Path = FILE) -> Mapping[str, Document]:
    """The documents by the number that data name them by."""
    given = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {number: Document(one["short"], one["full"]) for number, one in given.items()}


def in_words(source: str, language: str) -> str:
    """A source as a reader understands it; what Vangnet chose itself says so once."""
    spoken = "en" if language.startswith("en") else "nl"
    if source.startswith("own choice"):
        return CHOICE[spoken]
    said = (_part(part.strip(), spoken) for part in re.split(r";(?![^(]*\))", source))
    return "; ".join(dict.fromkeys(part for part in said if part))


def in_prose(text: str, language: str) -> str:
    """A text of an agreement in which documents and lines are named by number, as a reader understands it."""
    spoken = "en" if language.startswith("en") else "nl"
    named = _DOCUMENT.sub(lambda found: _document(found, spoken), text)
    return _BARE_LINES.sub(lambda found: _numbered(found.group(), spoken), named)


def is_own_choice(source: str) -> bool:
    """Whether a source names nothing outside Vangnet."""
    return in_words(source, "en") in (CHOICE["en"], READING["en"])


def _part(part: str, language: str) -> str:
    if _OWN.fullmatch(part):
        return CHOICE[language]
    plain = _REMARK.sub("", _READING_WITH_REMARK.sub("(own reading)", part))
    named = _DOCUMENT.sub(lambda found: _document(found, language), plain)
    return _READING.sub(lambda found: _reading(found, language), named)


def _document(found: re.Match[str], language: str) -> str:
    number, lines = found.groups()
    return f"{documents()[number].short[language]}, {_numbered(lines, language)}"


def _numbered(lines: str, language: str) -> str:
    plain = lines.replace("L", "")
    several = bool(re.search(r"\D", plain))
    return f"{LINES[language][several]} {plain}"


def _reading(found: re.Match[str], language: str) -> str:
    if found.group(1) == " of":
        return {"nl": "eigen lezing van", "en": "own reading of"}[language]
    return READING[language]
