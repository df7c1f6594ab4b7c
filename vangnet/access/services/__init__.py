"""Looking after organisations, accounts and who works where."""

from vangnet.access.services.accounts import add_membership, close_account, end_membership, open_account
from vangnet.access.services.organisations import add_organisation, close_organisation

__all__ = [
    "add_membership",
    "add_organisation",
    "close_account",
    "close_organisation",
    "end_membership",
    "open_account",
]
