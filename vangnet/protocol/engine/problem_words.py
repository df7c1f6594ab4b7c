"""Problems in the language of the reader: the sentences of loading in Dutch, found by their English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from vangnet.protocol.engine.model import Problem
from vangnet.protocol.engine.yaml_nodes import parse_yaml, plain, read_bytes

SENTENCES = Path(__file__).with_name("problems_nl.yaml")
SEVERITY = {"error": "fout", "warning": "let op"}
HOLE = re.compile(r"\{(\w+)\}")
# What stands in this hole is a phrase of its own.
PHRASE = "what"


def shown(problem: Problem, language: str) -> str:
    """Write a problem with its place, in the language asked."""
    message, advice = in_words(problem, language)
    severity = SEVERITY[problem.severity] if language == "nl" else problem.severity
    place = f"{problem.file}:{problem.line}" + (f" [{problem.clause}]" if problem.clause else "")
    return f"{severity}: {place}: {message} {advice}".rstrip()


def in_words(problem: Problem, language: str) -> tuple[str, str]:
    """Give message and advice in the language asked; both stay English when the Dutch of one of them is not known."""
    message, advice = problem.message, problem.advice
    if language == "nl":
        dutch = in_dutch(message), in_dutch(advice) if advice else ""
        if dutch[0] is not None and dutch[1] is not None:
            return dutch[0], dutch[1]
    return message, advice


def in_dutch(sentence: str) -> str | None:
    """Give the Dutch of a sentence; nothing when it stands in no list."""
    for english, dutch in sentences():
        found = english.fullmatch(sentence)
        if found is not None:
            said = found.groupdict()
            if PHRASE in said:
                said[PHRASE] = in_dutch(said[PHRASE]) or said[PHRASE]
            return _filled(dutch, said)
    return None


def _filled(dutch: str, said: Mapping[str, str]) -> str:
    return HOLE.sub(lambda hole: said[hole[1]], dutch)


@cache
def sentences() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Read all sentences, the English ones made ready for recognising."""
    listed = plain(parse_yaml(read_bytes(SENTENCES, SENTENCES.name), SENTENCES.name))
    return tuple((_pattern(str(pair["en"])), str(pair["nl"])) for pair in listed)


def _pattern(english: str) -> re.Pattern[str]:
    words = HOLE.split(english)
    parts = [f"(?P<{part}>.+?)" if place % 2 else re.escape(part) for place, part in enumerate(words)]
    return re.compile("".join(parts), re.DOTALL)
