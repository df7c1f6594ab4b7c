"""Ending access that rested on something that no longer holds."""

from __future__ import annotations

from vangnet.access.actors import Actor
from vangnet.access.models import Organisation
from vangnet.cases.models import Consent


def end_what_rested_on(consent: Consent, *, by: Actor) -> list[Organisation]:
    """End the access that was given on a consent, as far as nothing else carries it; gives who lost something."""
    return []
