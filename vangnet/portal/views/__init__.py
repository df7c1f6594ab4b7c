"""The pages around the dossiers: start, offers, and what this site is."""

from vangnet.portal.views.offers import offer
from vangnet.portal.views.site import about, accessibility, privacy
from vangnet.portal.views.start import renew, start

__all__ = [
    "about",
    "accessibility",
    "offer",
    "privacy",
    "renew",
    "start",
]
