"""The sharing rules that this system works with: read once, asked by day."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from vangnet.access import deciding, kinds
from vangnet.access.deciding.examples import FOLDER as EXAMPLES
from vangnet.access.deciding.examples import Example, read_examples

FOLDER = Path(__file__).with_name("sharing")


@lru_cache
def current() -> deciding.RuleBook:
    """Every version of the rules, with the days on which each holds."""
    return deciding.load(FOLDER, kinds.FILE)


@lru_cache
def worked_questions() -> tuple[Example, ...]:
    """Every worked question with the answer that its source gives."""
    return read_examples(FOLDER / EXAMPLES, current())
