"""The sharing rules that this system works with: read once, asked by day."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from vangnet.access import deciding, kinds

FOLDER = Path(__file__).with_name("sharing")


@lru_cache
def current() -> deciding.RuleBook:
    """Every version of the rules, with the days on which each holds."""
    return deciding.load(FOLDER, kinds.FILE)
