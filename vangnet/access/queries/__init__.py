"""Reading organisations, people, and the records of who did and saw what."""

from vangnet.access.queries.entering import account_known_as, demand_free_username, invitation_with
from vangnet.access.queries.oversight import with_privacy_officer
from vangnet.access.queries.people import (
    account_of,
    accounts,
    attention_officer,
    certificates,
    has_administrator,
    holds_certificate,
    identities,
    invitations,
    is_working_for,
    lapsing_certificates,
    members,
    memberships,
    memberships_of,
    officers,
    organisation_of,
    organisations,
)
from vangnet.access.queries.trails import audit_trail, disclosures

__all__ = [
    "account_known_as",
    "account_of",
    "accounts",
    "attention_officer",
    "audit_trail",
    "certificates",
    "demand_free_username",
    "disclosures",
    "has_administrator",
    "holds_certificate",
    "identities",
    "invitation_with",
    "invitations",
    "is_working_for",
    "lapsing_certificates",
    "members",
    "memberships",
    "memberships_of",
    "officers",
    "organisation_of",
    "organisations",
    "with_privacy_officer",
]
