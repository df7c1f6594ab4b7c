"""Organisations, accounts, and the records of who did, saw and disclosed what."""

from vangnet.access.models.accounts import Account, Membership, MembershipQuerySet
from vangnet.access.models.disclosures import Disclosure
from vangnet.access.models.organisations import Organisation
from vangnet.access.models.traces import AuditEntry

__all__ = [
    "Account",
    "AuditEntry",
    "Disclosure",
    "Membership",
    "MembershipQuerySet",
    "Organisation",
]
