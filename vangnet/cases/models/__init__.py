"""The tables of the dossiers, by what they are about."""

from vangnet.cases.models.dossiers import (
    INVOLVEMENT_LABELS,
    Dossier,
    DossierQuerySet,
    Involvement,
    InvolvementChange,
)
from vangnet.cases.models.tracks import HANDOVER_LABELS, Handover, Track, TrackKind
from vangnet.cases.models.worklists import DossierStanding, WorklistEntry

__all__ = [
    "HANDOVER_LABELS",
    "INVOLVEMENT_LABELS",
    "Dossier",
    "DossierQuerySet",
    "DossierStanding",
    "Handover",
    "Involvement",
    "InvolvementChange",
    "Track",
    "TrackKind",
    "WorklistEntry",
]
