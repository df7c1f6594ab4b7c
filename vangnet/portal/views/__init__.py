"""The pages around the dossiers: start, offers, administration, and what this site is."""

from vangnet.portal.views.administration import new_account, new_organisation, organisations, people
from vangnet.portal.views.offers import offer
from vangnet.portal.views.site import about, accessibility, privacy
from vangnet.portal.views.start import renew, start

__all__ = [
    "about",
    "accessibility",
    "new_account",
    "new_organisation",
    "offer",
    "organisations",
    "people",
    "privacy",
    "renew",
    "start",
]
