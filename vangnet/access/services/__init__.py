"""Looking after organisations, accounts, who works where, and how they come in."""

from vangnet.access.services.accounts import (
    add_membership,
    close_account,
    end_membership,
    move,
    open_account,
    reset_second_step,
)
from vangnet.access.services.certificates import add_certificate, withdraw_certificate
from vangnet.access.services.guests import admit_guest, end_guest, try_code
from vangnet.access.services.identities import link_identity, unlink_identity
from vangnet.access.services.invitations import (
    accept_invitation,
    invite,
    renew_password,
    withdraw_invitation,
)
from vangnet.access.services.officers import (
    appoint_officer,
    dismiss_officer,
    move_officer_up,
    set_officer_away,
)
from vangnet.access.services.organisations import add_organisation, close_organisation
from vangnet.access.services.sessions import end_session, end_sessions, freeze_organisation

__all__ = [
    "accept_invitation",
    "add_certificate",
    "add_membership",
    "add_organisation",
    "admit_guest",
    "appoint_officer",
    "close_account",
    "close_organisation",
    "dismiss_officer",
    "end_guest",
    "end_membership",
    "end_session",
    "end_sessions",
    "freeze_organisation",
    "invite",
    "link_identity",
    "move",
    "move_officer_up",
    "open_account",
    "renew_password",
    "reset_second_step",
    "set_officer_away",
    "try_code",
    "unlink_identity",
    "withdraw_certificate",
    "withdraw_invitation",
]
