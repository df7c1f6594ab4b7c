"""Who reaches which rows of the tables of this package."""

from vangnet.access.wall.declarations import Wall

WALLS: dict[str, Wall] = {}
