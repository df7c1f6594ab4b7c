"""Who reaches which rows of the tables of this package."""

from vangnet.access.wall.declarations import ByDossier, Services, Wall

WALLS = {
    "protocol_history": Wall(
        see=ByDossier("id"),
        add=Services("A history begins before anybody has access to its dossier."),
    ),
    "protocol_logentry": Wall(see=ByDossier("history_id")),
}
