"""The tables of the signals, by what they are about."""

from vangnet.signals.models.attachments import Attachment
from vangnet.signals.models.deliveries import (
    DeliveredRow,
    Delivery,
    DeliveryContent,
    DeliveryFeedback,
    DeliveryRelation,
)
from vangnet.signals.models.drafts import Draft, DraftFile
from vangnet.signals.models.events import Assessment, SignalEvent, SignalText
from vangnet.signals.models.handovers import OFFER_LABELS, Handover
from vangnet.signals.models.intake import IntakeDraft, Origin
from vangnet.signals.models.marks import KIND_LABELS, WAY_LABELS, Link, Mark, TextTrace
from vangnet.signals.models.returning import ReturnCode
from vangnet.signals.models.sightings import Sighting
from vangnet.signals.models.signals import (
    INVESTIGATION_LABELS,
    STATE_LABELS,
    Signal,
    SignalChannel,
    SignalPerson,
    new_reference,
)

__all__ = [
    "INVESTIGATION_LABELS",
    "KIND_LABELS",
    "OFFER_LABELS",
    "STATE_LABELS",
    "WAY_LABELS",
    "Assessment",
    "Attachment",
    "DeliveredRow",
    "Delivery",
    "DeliveryContent",
    "DeliveryFeedback",
    "DeliveryRelation",
    "Draft",
    "DraftFile",
    "Handover",
    "IntakeDraft",
    "Link",
    "Mark",
    "Origin",
    "ReturnCode",
    "Sighting",
    "Signal",
    "SignalChannel",
    "SignalEvent",
    "SignalPerson",
    "SignalText",
    "TextTrace",
    "new_reference",
]
