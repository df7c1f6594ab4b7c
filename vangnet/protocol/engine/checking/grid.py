"""A table over all profiles at once: one dimension per axis, of size one where the axis makes no difference.

A hundred thousand profiles differ on a handful of axes per question, so questions are answered once per combination that matters and
numpy stretches the answer over the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from vangnet.protocol.engine.checking.profiles import Axis, Box

Grid = npt.NDArray[np.bool_]


class Space:
    """All combinations of the values of some axes."""

    def __init__(self, axes: tuple[Axis, ...]) -> None:
        self.axes = axes
        self.shape = tuple(len(axis.values) for axis in axes)
        self.places = {axis.name: place for place, axis in enumerate(axes)}
        self.owners = {code: place for place, axis in enumerate(axes) for code in axis.codes}
        self.everybody: Grid = np.ones((1,) * len(axes), dtype=np.bool_)
        self.nobody: Grid = np.zeros((1,) * len(axes), dtype=np.bool_)

    @property
    def size(self) -> int:
        """The number of profiles."""
        return int(np.prod(self.shape, dtype=np.int64))

    def full(self, grid: Grid) -> Grid:
        """Stretch an answer over all profiles."""
        return np.broadcast_to(grid, self.shape)

    def count(self, grid: Grid) -> int:
        """Count the profiles for which the answer is yes."""
        return int(grid.sum()) * (self.size // grid.size)

    def facts(self, place: int, value: str) -> Mapping[str, Any]:
        """Give the facts behind a value of an axis; behind unknown every fact of the axis is unknown."""
        axis = self.axes[place]
        return axis.facts.get(value) or dict.fromkeys(axis.codes)

    def box(self, box: Box) -> Grid:
        """Mark the profiles of a box."""
        grid = self.everybody
        for name, values in box.items():
            place = self.places[name]
            shape = [1] * len(self.axes)
            shape[place] = -1
            chosen = np.array([value in values for value in self.axes[place].values], dtype=np.bool_)
            grid = grid & chosen.reshape(shape)
        return grid

    def boxes(self, grid: Grid) -> list[dict[str, tuple[str, ...]]]:
        """Describe the marked profiles by a few boxes that together hold exactly them."""
        small = _without_idle_axes(np.broadcast_to(grid, grid.shape))
        dimensions = [place for place, size in enumerate(small.shape) if size > 1]
        cells = [tuple(frozenset((int(cell[place]),)) for place in dimensions) for cell in np.argwhere(small)]
        merged = cells
        for position in range(len(dimensions)):
            merged = _merge(merged, position)
        return [self._named(dimensions, cell) for cell in merged]

    def _named(self, dimensions: list[int], cell: tuple[frozenset[int], ...]) -> dict[str, tuple[str, ...]]:
        named = {}
        for place, chosen in zip(dimensions, cell, strict=True):
            axis = self.axes[place]
            if len(chosen) < len(axis.values):
                named[axis.name] = tuple(axis.values[index] for index in sorted(chosen))
        return named

    def profiles(self) -> Iterable[dict[str, str]]:
        """Go through all profiles one by one."""
        names = [axis.name for axis in self.axes]
        for values in product(*(axis.values for axis in self.axes)):
            yield dict(zip(names, values, strict=True))


def _without_idle_axes(grid: Grid) -> Grid:
    """Shrink to size one every axis along which the answer never changes."""
    for place, size in enumerate(grid.shape):
        first = grid.take([0], axis=place)
        if size > 1 and bool(np.all(grid == first)):
            grid = first
    return grid


def _merge(cells: list[tuple[frozenset[int], ...]], position: int) -> list[tuple[frozenset[int], ...]]:
    """Join cells that differ on one axis only."""
    rest: dict[tuple[Any, ...], set[int]] = {}
    for cell in cells:
        key = (*cell[:position], None, *cell[position + 1 :])
        rest.setdefault(key, set()).update(cell[position])
    return [(*key[:position], frozenset(values), *key[position + 1 :]) for key, values in rest.items()]
