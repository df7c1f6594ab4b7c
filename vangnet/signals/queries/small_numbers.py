"""Small numbers: what is not told to people who do not own the signals, and what must stay untold beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from vangnet.signals import measures


class Told(StrEnum):
    """Whether a number is told; what is kept back is kept back because it is small, or because it would give a small one away."""

    TOLD = "told"
    FEW = "few"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a table, or that it is not told."""

    count: int | None
    told: Told = Told.TOLD


@dataclass(frozen=True, slots=True)
class Counted:
    """The parts of one whole, by code, with the whole itself. Nothing that is not told follows from the rest."""

    cells: Mapping[str, Cell]
    total: Cell

    @property
    def is_whole(self) -> bool:
        """Whether every number is told."""
        return all(cell.told == Told.TOLD for cell in (*self.cells.values(), self.total))


def smallest() -> int:
    """The smallest number that is told."""
    return measures.current().smallest


def open_numbers(counts: Mapping[str, int]) -> Counted:
    """Every number, for people who can open the signals themselves."""
    return Counted({code: Cell(count) for code, count in counts.items()}, Cell(sum(counts.values())))


def kept_small(counts: Mapping[str, int]) -> Counted:
    """The parts of a whole without small numbers, and without one more where the whole would give a small number away.

    What is kept back always holds at least one number that is not small, so nobody can work out any of them. When there is none, the
    whole is kept back.
    """
    least = smallest()
    small = {code for code, count in counts.items() if count < least}
    cells = {code: Cell(None, Told.FEW) if code in small else Cell(count) for code, count in counts.items()}
    whole = sum(counts.values())
    total = Cell(whole) if whole >= least else Cell(None, Told.FEW)
    if not any(counts[code] for code in small):
        return Counted(cells, total)
    large = [code for code in counts if code not in small]
    if not large:
        return Counted(cells, Cell(None, Told.FEW if whole < least else Told.KEPT))
    beside = min(large, key=lambda code: (counts[code], code))
    return Counted(cells | {beside: Cell(None, Told.KEPT)}, total)


def silent(counts: Mapping[str, int]) -> Counted:
    """Nothing is told, not even which numbers are small."""
    return Counted({code: Cell(None, Told.KEPT) for code in counts}, Cell(None, Told.KEPT))
