"""The catalogue of indicators and the signal lists per profession: dated data, read strictly, kept in memory.

catalogue.current().signal_list("hotel").choices("nl")
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from vangnet.access import kinds
from vangnet.core import clock
from vangnet.signals.catalogue.model import (
    Catalogue,
    Choices,
    Group,
    Indicator,
    IndicatorType,
    NextStep,
    SignalList,
    Source,
    UnknownCode,
    Words,
)
from vangnet.signals.catalogue.nodes import CatalogueErrors
from vangnet.signals.catalogue.reading import read_version
from vangnet.signals.catalogue.tracing import untraced

__all__ = [
    "Catalogue",
    "CatalogueErrors",
    "Choices",
    "Group",
    "Indicator",
    "IndicatorType",
    "NextStep",
    "SignalList",
    "Source",
    "UnknownCode",
    "Words",
    "current",
    "indicator",
    "load",
    "on",
    "signal_list",
    "untraced",
    "versions",
]

INDICATORS = Path(__file__).parents[1] / "indicators"
LISTS = Path(__file__).parents[1] / "lists"


def load(indicators: Path = INDICATORS, lists: Path = LISTS) -> tuple[Catalogue, ...]:
    """Every version in these folders, oldest first; raises CatalogueErrors with everything that is wrong."""
    folders = sorted(path for path in indicators.glob("*") if path.is_dir())
    if not folders:
        raise CatalogueErrors([f"{indicators.name}:1: there is no version here, such as 2025-01-01."])
    known = [kind.code for kind in kinds.all()]
    found, problems = [], []
    for folder in folders:
        try:
            found.append(read_version(folder, lists / folder.name, known))
        except CatalogueErrors as errors:
            problems += errors.problems
    if problems:
        raise CatalogueErrors(problems)
    return tuple(found)


@cache
def versions() -> tuple[Catalogue, ...]:
    """Every version that Vangnet ships, oldest first; read once."""
    return load()


def on(day: date, known: Sequence[Catalogue] = ()) -> Catalogue:
    """The version that held on a day; before the first one, the first."""
    every = known or versions()
    return next((one for one in reversed(every) if one.valid_from <= day), every[0])


def current() -> Catalogue:
    """The version of today."""
    return on(clock.today())


def indicator(code: str) -> Indicator:
    """The indicator with this code today; raises UnknownCode."""
    return current().indicator(code)


def signal_list(code: str) -> SignalList:
    """The list of a profession today, or `public`; raises UnknownCode."""
    return current().signal_list(code)
