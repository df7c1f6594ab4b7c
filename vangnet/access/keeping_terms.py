"""The terms of keeping as the product uses them: packaged dated files, read once."""

from datetime import date
from functools import cache
from pathlib import Path

from vangnet.access.categories import DataCategory
from vangnet.access.keeping_rules import Terms, in_force, load
from vangnet.core import clock

FOLDER = Path(__file__).parent / "keeping"
CATEGORIES = tuple(category.value for category in DataCategory)


@cache
def versions(folder: Path = FOLDER) -> tuple[Terms, ...]:
    """All versions in a folder, oldest first."""
    return load(folder, categories=CATEGORIES)


def current(on: date | None = None) -> Terms:
    """The version that holds today, or on another day."""
    return in_force(versions(), on or clock.today())
