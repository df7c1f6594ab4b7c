"""How a package says who can reach the rows of its tables; `<package>/walls.py` holds one line per table in WALLS."""

from __future__ import annotations

from dataclasses import dataclass

from vangnet.access.categories import DataCategory
from vangnet.access.levels import Level

__all__ = [
    *("AllOf", "AnyOf", "Asks", "ByAccount", "ByDossier", "ByOrganisation", "Everyone", "ForRoles", "Level"),
    *("Nobody", "Rule", "Services", "Through", "Wall", "Without"),
]


@dataclass(frozen=True, slots=True)
class ByDossier:
    """Rows of a dossier that the organisation has access to, at this level and, when given, for this kind of data.

    With a column of the kind each row asks access to its own kind of data; what is no kind of data nobody has access to.
    """

    column: str
    level: Level = Level.PART
    category: DataCategory | None = None
    kind_column: str = ""


@dataclass(frozen=True, slots=True)
class ByOrganisation:
    """Rows of the own organisation; with roles only for people in one of these.

    With `or_of_nobody` somebody without an organisation reaches the rows without one, and nobody else does.
    """

    column: str
    roles: tuple[str, ...] = ()
    or_of_nobody: bool = False


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
class Services:
    """No row for a person; only for work that no person does, with the reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class ForRoles:
    """Every row for people in one of these roles, whichever organisation they work for."""

    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Rows in which nothing is filled in for this column."""

    column: str


@dataclass(frozen=True, slots=True)
class Asks:
    """Rows for which a function of the wall says yes, given these columns."""

    function: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Rows that every one of these gives."""

    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Rows that at least one of these gives."""

    rules: tuple[Rule, ...]


Rule = (
    ByDossier
    | ByOrganisation
    | ByAccount
    | Through
    | Everyone
    | Nobody
    | Services
    | ForRoles
    | Without
    | Asks
    | AllOf
    | AnyOf
)


@dataclass(frozen=True, slots=True)
class Wall:
    """Who can see, add, change and remove the rows of a table. What is not said is as for seeing; logs take no changes.

    Work that no person does, inside `wall.as_service(reason)`, reaches every row of every table but those of Nobody.
    """

    see: Rule
    add: Rule | None = None
    change: Rule | None = None
    remove: Rule | None = None
