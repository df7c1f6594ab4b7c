"""What people are told about sharing and emergencies, inside the system."""

from django.utils.translation import gettext_lazy as _

from vangnet.access.notice_words import register

CONSENT_WITHDRAWN = "consent.withdrawn"
PARTICIPATION_ENDED = "consent.participation_ended"
SHARING_ASKED = "sharing.asked"
SHARING_ANSWERED = "sharing.answered"
EMERGENCY_OPENED = "emergency.opened"
EMERGENCY_REVIEWED = "emergency.reviewed"

register(
    CONSENT_WITHDRAWN,
    _(
        "The person took back a consent. Data that went to your organisation on that consent are closed for it now."
    ),
)
register(
    PARTICIPATION_ENDED,
    _(
        "The person took back the consent on which your organisation was in a dossier. "
        "Your organisation no longer takes part in it. Tracks that it owned went to another organisation."
    ),
)
register(SHARING_ASKED, _("An organisation asks your organisation to agree that data are passed on."))
register(SHARING_ANSWERED, _("Your request to pass on data has been answered."))
register(
    EMERGENCY_OPENED,
    _("%(organisation)s opened a dossier in an emergency. It must be reviewed before %(before)s."),
    page="cases:reviews",
)
register(EMERGENCY_REVIEWED, _("An emergency access by %(organisation)s has been reviewed."))
