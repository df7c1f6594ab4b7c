"""How a package says who can reach the rows of its tables; `<package>/walls.py` holds one line per table in WALLS."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from vangnet.access.categories import DataCategory


class Level(IntEnum):
    """How much of a dossier an organisation can reach: the request to take part, or the dossier itself."""

    ASKED = 1
    PART = 2


@dataclass(frozen=True, slots=True)
class ByDossier:
    """Rows of a dossier that the organisation has access to, at this level and, when given, for this kind of data."""

    column: str
    level: Level = Level.PART
    category: DataCategory | None = None


@dataclass(frozen=True, slots=True)
class ByOrganisation:
    """Rows of the own organisation; with roles only for people in one of these."""

    column: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ByAccount:
    """Rows about somebody themselves."""

    column: str


@dataclass(frozen=True, slots=True)
class Through:
    """Rows that another row points to, or that point to another row, as far as that other row can be reached."""

    column: str
    table: str
    other_column: str = "id"


@dataclass(frozen=True, slots=True)
class Everyone:
    """Every row for everybody who reaches the database as the application, with the reason why that is right."""

    reason: str


@dataclass(frozen=True, slots=True)
class Nobody:
    """No row for the application; a function that the owner made gives what is needed, with the reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Rows that at least one of these gives."""

    rules: tuple[Rule, ...]


Rule = ByDossier | ByOrganisation | ByAccount | Through | Everyone | Nobody | AnyOf


@dataclass(frozen=True, slots=True)
class Wall:
    """Who can see, add, change and remove the rows of a table. What is not said is as for seeing; logs take no changes.

    Work that no person does, inside `wall.as_service(reason)`, reaches every row of every table but those of Nobody.
    """

    see: Rule
    add: Rule | None = None
    change: Rule | None = None
    remove: Rule | None = None
