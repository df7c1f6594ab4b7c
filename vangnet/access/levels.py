"""How much of a dossier an organisation can reach."""

from enum import IntEnum


class Level(IntEnum):
    """How much of a dossier an organisation can reach: the request to take part, or the dossier itself."""

    ASKED = 1
    PART = 2
