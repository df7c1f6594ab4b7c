"""From what the signals of the demonstration are drawn."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("mix.yaml")


@cache
def mix() -> Mapping[str, Any]:
    """The shares of everything that is drawn."""
    told: Mapping[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return told
