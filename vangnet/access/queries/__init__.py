"""Reading organisations, people, and the records of who did and saw what."""

from vangnet.access.queries.people import accounts, has_administrator, memberships, organisations
from vangnet.access.queries.trails import audit_trail, disclosures

__all__ = [
    "accounts",
    "audit_trail",
    "disclosures",
    "has_administrator",
    "memberships",
    "organisations",
]
