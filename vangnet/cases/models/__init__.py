"""The tables of the dossiers, by what they are about."""

from vangnet.cases.models.consents import (
    CONSENT_LABELS,
    REQUEST_LABELS,
    Consent,
    Decider,
    Heard,
    SharingRequest,
)
from vangnet.cases.models.dossiers import (
    INVOLVEMENT_LABELS,
    Dossier,
    DossierQuerySet,
    Involvement,
    InvolvementChange,
)
from vangnet.cases.models.emergencies import BreakGlass, BreakGlassReview
from vangnet.cases.models.keeping import Closing, Remainder
from vangnet.cases.models.signals import SignalLink
from vangnet.cases.models.texts import Paragraph, ParagraphText
from vangnet.cases.models.tracks import HANDOVER_LABELS, Handover, Track, TrackKind
from vangnet.cases.models.worklists import DossierStanding, WorklistEntry

__all__ = [
    "CONSENT_LABELS",
    "REQUEST_LABELS",
    "BreakGlass",
    "BreakGlassReview",
    "Closing",
    "Consent",
    "Decider",
    "Heard",
    "Paragraph",
    "ParagraphText",
    "Remainder",
    "SharingRequest",
    "SignalLink",
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
