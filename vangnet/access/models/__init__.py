"""Organisations, accounts, and the records of who did, saw and disclosed what."""

from vangnet.access.models.accounts import Account, Membership, MembershipQuerySet
from vangnet.access.models.disclosures import Disclosure
from vangnet.access.models.grants import EffectiveAccess, Grant, GrantEnd
from vangnet.access.models.invitations import GuestPass, Invitation, OutsideIdentity
from vangnet.access.models.keeping import (
    Destruction,
    KeepingAnswer,
    KeepingDecision,
    Redaction,
    RightsAnswer,
    RightsRequest,
)
from vangnet.access.models.limits import Remembered, SignInCounter
from vangnet.access.models.notices import Notice, NoticeRead
from vangnet.access.models.organisations import Organisation
from vangnet.access.models.people import AttentionOfficer, Certificate
from vangnet.access.models.seals import Leaf, Seal, UnsealedLine, Verification
from vangnet.access.models.sessions import WorkSession
from vangnet.access.models.traces import AuditEntry

__all__ = [
    "Account",
    "AttentionOfficer",
    "AuditEntry",
    "Certificate",
    "Destruction",
    "Disclosure",
    "EffectiveAccess",
    "Grant",
    "GrantEnd",
    "GuestPass",
    "Invitation",
    "KeepingAnswer",
    "KeepingDecision",
    "Leaf",
    "Membership",
    "MembershipQuerySet",
    "Notice",
    "NoticeRead",
    "Organisation",
    "OutsideIdentity",
    "Redaction",
    "RightsAnswer",
    "RightsRequest",
    "Seal",
    "Remembered",
    "SignInCounter",
    "UnsealedLine",
    "Verification",
    "WorkSession",
]
