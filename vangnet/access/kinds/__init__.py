"""Kinds of organisation: which law one works under, on which side of the chain it stands, and which duties that brings. Data: kinds.yaml."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from vangnet.access.deciding.kinds_file import read_kinds
from vangnet.access.deciding.model import Kind

FILE = Path(__file__).with_name("kinds.yaml")


@lru_cache
def _by_code() -> dict[str, Kind]:
    return read_kinds(FILE)


def all() -> tuple[Kind, ...]:
    """Every kind of organisation, in the order of the file."""
    return tuple(_by_code().values())


def of(code: str) -> Kind:
    """The kind with this code; raises LookupError with the known codes."""
    try:
        return _by_code()[code]
    except KeyError:
        raise LookupError(f"There is no kind {code!r}. Choose one of: {', '.join(_by_code())}.") from None


def for_party(party: str) -> Kind | None:
    """The first kind that acts as this party of the agreements; nothing for a party that is no organisation."""
    return next((kind for kind in all() if kind.party == party), None)


def code_for_party(party: str) -> str:
    """The code of that kind; empty when the party is no organisation."""
    kind = for_party(party)
    return kind.code if kind else ""
