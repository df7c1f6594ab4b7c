"""What happens to a dossier itself, apart from the steps of the agreements."""

from django.utils.translation import gettext_lazy as _

from vangnet.protocol.events import EventType

# With a dot, so that no fact of an agreement can have the same name.
ORGANISATION = "dossier.organisation"
TRACK = "dossier.track"
LINK = "dossier.link"
SIGNAL = "dossier.signal"

DOSSIER_OPENED = EventType("dossier.opened", _("Dossier opened"))
FACTS_RECORDED = EventType("facts.recorded", _("Facts recorded"))
ORGANISATION_INVITED = EventType(
    "involvement.offered", _("Organisation asked to take part"), {ORGANISATION: "text"}
)
ORGANISATION_JOINED = EventType("involvement.accepted", _("Organisation takes part"), {ORGANISATION: "text"})
ORGANISATION_DECLINED = EventType(
    "involvement.declined", _("Organisation does not take part"), {ORGANISATION: "text"}
)
INVITATION_WITHDRAWN = EventType(
    "involvement.withdrawn", _("Request to take part withdrawn"), {ORGANISATION: "text"}
)
ORGANISATION_LEFT = EventType(
    "involvement.ended", _("Organisation no longer takes part"), {ORGANISATION: "text"}
)
TRACK_CLOSED = EventType("track.closed", _("Track closed"), {TRACK: "text"})
HANDOVER_OFFERED = EventType(
    "track.handover_offered",
    _("Track offered to another organisation"),
    {TRACK: "text", ORGANISATION: "text"},
)
TRACK_HANDED_OVER = EventType(
    "track.handed_over", _("Track taken over"), {TRACK: "text", ORGANISATION: "text"}
)
HANDOVER_DECLINED = EventType(
    "track.handover_declined", _("Track not taken over"), {TRACK: "text", ORGANISATION: "text"}
)
HANDOVER_WITHDRAWN = EventType(
    "track.handover_withdrawn", _("Offer of the track withdrawn"), {TRACK: "text", ORGANISATION: "text"}
)
PERSONS_LINKED = EventType("person.linked", _("Linked with another person"), {LINK: "text"})
LINK_ENDED = EventType("person.link_ended", _("Link with another person ended"), {LINK: "text"})
CAME_FROM_SIGNAL = EventType("signal.opened_dossier", _("Dossier came from a signal"), {SIGNAL: "text"})
SIGNAL_ADDED = EventType("signal.added", _("Signal added to the dossier"), {SIGNAL: "text"})

DOSSIER_CLOSED = EventType("dossier.closed", _("Dossier closed"))
DOSSIER_REOPENED = EventType("dossier.reopened", _("Dossier opened again"))
HOLD_SET = EventType("keeping.hold_set", _("Nothing may be destroyed"))
HOLD_LIFTED = EventType("keeping.hold_lifted", _("Destruction is possible again"))
KEPT_LONGER = EventType("keeping.kept_longer", _("Decided to keep data longer"))
DATA_DESTROYED = EventType("keeping.destroyed", _("Data destroyed"))
FORGOTTEN = EventType("dossier.forgotten", _("Something that is no longer kept"))
RIGHT_ASKED = EventType("rights.asked", _("The person asked something about their data"))
RIGHT_ANSWERED = EventType("rights.answered", _("The person got an answer about their data"))

# What says how long something is kept stays when the rest goes, and does not make it be kept longer.
ABOUT_KEEPING = frozenset(
    event.code
    for event in (
        DOSSIER_CLOSED,
        DOSSIER_REOPENED,
        HOLD_SET,
        HOLD_LIFTED,
        KEPT_LONGER,
        DATA_DESTROYED,
        FORGOTTEN,
        RIGHT_ASKED,
        RIGHT_ANSWERED,
    )
)

CONSENT_GIVEN = EventType("consent.given", _("Consent given"))
CONSENT_REFUSED = EventType("consent.refused", _("Consent refused"))
CONSENT_WITHDRAWN = EventType("consent.withdrawn", _("Consent withdrawn"))
DATA_SHARED = EventType("sharing.shared", _("Data shared"), {ORGANISATION: "text"})
SHARED_IN_CONFIDENCE = EventType(
    "sharing.confidential", _("Data shared in confidence"), {ORGANISATION: "text"}
)
DATA_NOT_SHARED = EventType("sharing.refused", _("Data not shared"), {ORGANISATION: "text"})
PERMISSION_ASKED = EventType("sharing.asked", _("Permission to share asked"), {ORGANISATION: "text"})
PERMISSION_ANSWERED = EventType("sharing.answered", _("Permission to share answered"), {ORGANISATION: "text"})
EMERGENCY_OPENED = EventType("emergency.opened", _("Opened in an emergency"), {ORGANISATION: "text"})
EMERGENCY_REVIEWED = EventType("emergency.reviewed", _("Emergency access reviewed"), {ORGANISATION: "text"})
TEXT_CLASSIFIED = EventType("text.classified", _("Kind of data of a text changed"))

ALL = {
    event.code: event
    for event in (
        DOSSIER_OPENED,
        FACTS_RECORDED,
        ORGANISATION_INVITED,
        ORGANISATION_JOINED,
        ORGANISATION_DECLINED,
        INVITATION_WITHDRAWN,
        ORGANISATION_LEFT,
        TRACK_CLOSED,
        HANDOVER_OFFERED,
        TRACK_HANDED_OVER,
        HANDOVER_DECLINED,
        HANDOVER_WITHDRAWN,
        PERSONS_LINKED,
        LINK_ENDED,
        CAME_FROM_SIGNAL,
        SIGNAL_ADDED,
        DOSSIER_CLOSED,
        DOSSIER_REOPENED,
        HOLD_SET,
        HOLD_LIFTED,
        KEPT_LONGER,
        DATA_DESTROYED,
        FORGOTTEN,
        RIGHT_ASKED,
        RIGHT_ANSWERED,
        CONSENT_GIVEN,
        CONSENT_REFUSED,
        CONSENT_WITHDRAWN,
        DATA_SHARED,
        SHARED_IN_CONFIDENCE,
        DATA_NOT_SHARED,
        PERMISSION_ASKED,
        PERMISSION_ANSWERED,
        EMERGENCY_OPENED,
        EMERGENCY_REVIEWED,
        TEXT_CLASSIFIED,
    )
}

# What somebody wrote down about the person can be wrong; that an act was done cannot.
CORRECTABLE = frozenset({DOSSIER_OPENED.code, FACTS_RECORDED.code})
