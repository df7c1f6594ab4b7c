"""Coming in, the own account, and what belongs to it."""

from vangnet.access.views.invitations import invitation, take_invitation
from vangnet.access.views.own import account, second_step, sessions, spare_codes, spare_codes_file
from vangnet.access.views.sign_on import sign_on, signed_on
from vangnet.access.views.signing_in import NewPassword, SignIn

__all__ = [
    "NewPassword",
    "SignIn",
    "account",
    "invitation",
    "second_step",
    "sessions",
    "sign_on",
    "signed_on",
    "spare_codes",
    "spare_codes_file",
    "take_invitation",
]
